package lb.observe;

/** How a line of the access log looks. */
public enum LogFormat {
    COMMON("common"), COMBINED("combined"), JSON("json");

    private final String label;

    LogFormat(String label) {
        this.label = label;
    }

    /** The name in the file. */
    public String label() {
        return label;
    }
}
