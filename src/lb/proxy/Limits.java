package lb.proxy;

/**
 * What a request may measure.
 *
 * @param body most bytes of a body; -1: no limit. More gets 413
 * @param uri most bytes of a request target. More gets 414
 * @param headers most bytes of all header fields. More gets 431
 * @param headerCount most header fields. More gets 431
 */
public record Limits(long body, int uri, int headers, int headerCount) {}
