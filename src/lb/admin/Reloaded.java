package lb.admin;

import java.util.List;

/**
 * What came of a reload.
 *
 * @param differences what has changed; empty when nothing had to
 * @param notes what the file says and cannot be had without a restart
 * @param problems why nothing was changed; empty when it worked
 */
public record Reloaded(List<String> differences, List<String> notes, List<Problem> problems) {
    /**
     * Something wrong in the file.
     *
     * @param line from 1; 0 when it is about the file as a whole
     * @param written the entry as it stands there; secrets are hidden
     * @param remedy what is wrong and what to write instead
     * @param warning whether lb could start all the same
     */
    public record Problem(int line, String written, String remedy, boolean warning) {}
}
