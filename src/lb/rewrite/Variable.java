package lb.rewrite;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a template may name. */
enum Variable {
    CLIENT_IP("client-ip"),
    HOST("host"),
    METHOD("method"),
    PATH("path"),
    QUERY("query"),
    /** The query with its {@code ?}; nothing where there is none. */
    QUERY_PART("?query"),
    SCHEME("scheme"),
    REQUEST_ID("request-id"),
    ROUTE("route"),
    SERVER("server");

    private final String name;

    Variable(String name) {
        this.name = name;
    }

    static Optional<Variable> named(String name) {
        return Arrays.stream(values()).filter(variable -> variable.name.equals(name)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Variable::toString).toList();
    }

    /** Its text, which is visible ASCII whatever the client sent. */
    String of(Values values) {
        return Visible.text(switch (this) {
            case CLIENT_IP -> values.clientIp();
            case HOST -> values.request().host();
            case METHOD -> values.request().method();
            case PATH -> values.request().path();
            case QUERY -> values.request().query();
            case QUERY_PART -> values.queryPart();
            case SCHEME -> values.request().origin().scheme();
            case REQUEST_ID -> values.request().id();
            case ROUTE -> values.route();
            case SERVER -> values.server();
        });
    }

    /** As it is written: {@code {client-ip}}. */
    @Override
    public String toString() {
        return "{" + name + "}";
    }
}
