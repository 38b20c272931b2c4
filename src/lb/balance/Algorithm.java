package lb.balance;

import lb.pool.Balancer;

/** The catalogue of algorithms: the name in the file, when to use it, and how to make one. */
public enum Algorithm {
    ROUND_ROBIN("round-robin");

    private final String label;

    Algorithm(String label) {
        this.label = label;
    }

    /** The name in the file. */
    public String label() {
        return label;
    }

    /** A balancer for one pool. */
    public Balancer create(HashKey key) { throw new UnsupportedOperationException(); }
}
