package lb.cli;

import java.io.PrintStream;

/**
 * Where a command writes to.
 *
 * @param out what was asked for
 * @param err problems, and what happens to a running lb
 */
record Console(PrintStream out, PrintStream err) {}
