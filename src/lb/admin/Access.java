package lb.admin;

import java.util.Optional;

/**
 * Who may do what, as the file has it.
 *
 * @param name the host that the listener's address was written with: a name, or an address
 * @param token what callers must know to change something; empty: nothing
 */
public record Access(String name, Optional<String> token) {
    /** Without the token. */
    @Override
    public String toString() {
        return "Access[" + name + "]";
    }
}
