package lb.cli;

/** What a command tells the shell. */
final class ExitCode {
    /** All went well. */
    static final int WELL = 0;
    /** Something failed: an address in use, a file that cannot be written. */
    static final int FAILED = 1;
    /** Bad configuration or arguments; nothing was done. */
    static final int BAD_INPUT = 2;

    private ExitCode() {}
}
