package lb.proxy;

/**
 * In what pieces the body of an answer is passed on.
 *
 * <p>For as long as a connection lives, the JDK's server keeps a buffer of twice the first write
 * that its last one was too small for. So half a piece goes first, which makes room for whole ones.
 * And half a piece is less than the 8 KB that the JDK's server holds back until there is more: head
 * and beginning of the body are one write.
 */
public final class Pieces {
    /** Bytes of one, at most. To read a multiple of it from a server saves writes. */
    public static final int MOST = 12 * 1024;
    static final int FIRST = MOST / 2;

    private Pieces() {}
}
