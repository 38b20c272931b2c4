package lb.config;

/**
 * One entry as it stands in the file: continued lines joined and escapes undone, but nothing
 * understood yet.
 *
 * @param number the line it begins on, from 1
 * @param key what stands before the separator; may be empty
 * @param value what stands after it; white space at the end is still there
 */
record Line(int number, String key, String value) {}
