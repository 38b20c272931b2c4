package lb.admin;

/** The running load balancer, as the admin listener needs it. Safe for many threads. */
public interface Running {
    /** Everything there is to show, as of now. */
    Overview overview();

    /** Reads the file again and puts it in force; waits until that is done. */
    Reloaded reload();
}
