package lb.rewrite;

import java.util.function.Consumer;

/**
 * All that a route changes in its requests and their responses. Immutable.
 *
 * <p>Whatever the order in the file: of a path, {@code strip} comes first, then {@code prepend},
 * then {@code replace}; of header fields, parameters and cookies what is removed goes first, then
 * what is set, then what is added. Cookies are changed after headers.
 */
public final class Rewrite {
    /** Changes nothing. */
    public static final Rewrite NONE = builder().build();

    final Change[] changes; // In order.
    final HeaderChanges response;

    private Rewrite(Builder from) {
        changes = new Change[] {
            from.target.build(),
            new FieldChanges(from.request.build(), from.cookies.build()),
            from.hostRemoved ? HostChange.SERVER : from.host
        };
        response = from.response.build();
    }

    /** Starts to collect changes. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects changes from what the file says. */
    public static final class Builder {
        private final TargetChanges.Builder target = new TargetChanges.Builder();
        private final CookieChanges.Builder cookies = new CookieChanges.Builder();
        private final HeaderChanges.Builder request =
                new HeaderChanges.Builder(HeaderName::inRequest);
        private final HeaderChanges.Builder response =
                new HeaderChanges.Builder(HeaderName::inResponse);
        private HostChange host = HostChange.KEEP;
        private boolean hostGiven;
        private boolean hostRemoved;

        private Builder() {}

        /**
         * Adds one option.
         *
         * @param option what follows {@code route.NAME.rewrite.}: {@code request.header.set.NAME},
         *     {@code param.remove}, {@code path.strip}, {@code host} …
         * @param value as the file has it
         * @throws IllegalArgumentException with what is wrong and what to write instead
         */
        public Builder add(String option, String value) {
            Option known = Option.of(option);
            String name = known.name(option);
            switch (known) {
                case REQUEST_HEADER_ADD -> request.add(name, value);
                case REQUEST_HEADER_SET -> request.set(name, value);
                case REQUEST_HEADER_REMOVE -> each(value, this::removeRequestHeader);
                case RESPONSE_HEADER_ADD -> response.add(name, value);
                case RESPONSE_HEADER_SET -> response.set(name, value);
                case RESPONSE_HEADER_REMOVE -> each(value, response::remove);
                case PARAM_ADD -> target.params.add(name, value);
                case PARAM_SET -> target.params.set(name, value);
                case PARAM_REMOVE -> each(value, target.params::remove);
                case COOKIE_SET -> cookies.set(name, value);
                case COOKIE_REMOVE -> each(value, cookies::remove);
                case PATH_STRIP -> target.strip(value);
                case PATH_PREPEND -> target.prepend(value);
                case PATH_REPLACE -> target.replace(value);
                case HOST -> host(value);
            }
            return this;
        }

        private static void each(String list, Consumer<String> remove) {
            for (String name : list.split(",", -1)) {
                if (name.isBlank()) {
                    throw new IllegalArgumentException("a name is missing; write names with commas"
                            + " between them");
                }
                remove.accept(name.strip());
            }
        }

        private void removeRequestHeader(String name) {
            if (name.equalsIgnoreCase("Host")) {
                hostRemoved = true;
                checkHost();
            } else {
                request.remove(name);
            }
        }

        private void host(String value) {
            host = HostChange.parse(value);
            hostGiven = true;
            checkHost();
        }

        /** The two may stand in either order; the second one is reported. */
        private void checkHost() {
            if (hostRemoved && hostGiven && host != HostChange.SERVER) {
                throw new IllegalArgumentException("request.header.remove = Host means"
                        + " host = server, and host says otherwise; keep one of them");
            }
        }

        /** The changes collected. */
        public Rewrite build() {
            return new Rewrite(this);
        }
    }
}
