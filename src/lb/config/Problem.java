package lb.config;

/**
 * Something wrong in a configuration.
 *
 * @param file the file's name as the user gave it
 * @param line from 1
 * @param written the entry as it stands there: {@code pool.api.algorithm = least-conn}
 * @param remedy what is wrong and what to write instead, lower case
 * @param warning whether lb can start all the same
 */
public record Problem(String file, int line, String written, String remedy, boolean warning) {}
