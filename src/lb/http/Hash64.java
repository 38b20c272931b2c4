package lb.http;

import java.nio.charset.StandardCharsets;

/**
 * A hash of text that is the same on every machine and in every release, well mixed: one bit more
 * or less in the text changes each bit of the hash with even chance. Not for secrets.
 */
public final class Hash64 {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L; // of the golden ratio, by 2 to the 64th

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

    /**
     * Two hashes to one, for half of what {@link #mix} takes: by how they differ, multiplied by an
     * odd number without a pattern, with the upper half of the product folded onto the lower.
     */
    public static long pair(long one, long other) {
        long difference = one ^ other;
        return Math.multiplyHigh(difference, GOLDEN) ^ difference * GOLDEN;
    }

    /** As a number from 0 up to but not including 1. */
    public static double unit(long hash) {
        return (hash >>> 11) * 0x1.0p-53;
    }
}
