package lb.http;

import java.nio.charset.StandardCharsets;

/**
 * A hash of text that is the same on every machine and in every release, well mixed: one bit more
 * or less in the text changes each bit of the hash with even chance. Not for secrets.
 */
public final class Hash64 {
    private Hash64() {}

    /** FNV-1a of the UTF-8 bytes, mixed, for FNV alone gives similar texts similar hashes. */
    public static long of(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    /** The finaliser of MurmurHash3 with the constants of Stafford's variant 13. */
    public static long mix(long hash) {
        long mixed = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /** As a number from 0 up to but not including 1. */
    public static double unit(long hash) {
        return (hash >>> 11) * 0x1.0p-53;
    }
}
