package lb.rewrite;

import lb.http.Request;

/** Changes of one part of a request, which keep their order among themselves. */
sealed interface Change permits TargetChanges, FieldChanges, HostChange {

    /** Whether a value names the server, so that all of them wait for the balancer. */
    boolean namesServer();

    /** The changed request. */
    Request apply(Request request, Values values);
}
