package lb.config;

/**
 * Something wrong in a configuration.
 *
 * @param file the file's name as the user gave it
 * @param line from 1; 0 when it is about the file as a whole
 * @param written the entry as it stands there: {@code pool.api.algorithm = least-conn}; a secret
 *     is hidden; empty when the problem is what is not written
 * @param remedy what is wrong and what to write instead, lower case
 * @param warning whether lb can start all the same
 */
public record Problem(String file, int line, String written, String remedy, boolean warning) {

    /** Two lines: the place with what is written there, and what to do about it. */
    @Override
    public String toString() {
        String place = line == 0 ? file + ":" : file + ":" + line + ":";
        return place + (warning ? " warning:" : "") + (written.isEmpty() ? "" : " " + written)
                + "\n    " + remedy;
    }
}
