package lb.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import lb.http.Json;

/** The body of a request: one JSON object, of which every member is known. */
record Body(Map<?, ?> members) {
    private static final int LONGEST = 64 * 1024;
    /** So much more is read and thrown away, so that a client that still sends hears the answer. */
    private static final int PATIENCE = 1024 * 1024;

    /** What is wrong with a request, for a {@link Reply#refusal}. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        final int status;

        Refused(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }
    }

    /** Reads all bytes of a body, be it wanted or not: else its connection could not be kept. */
    static byte[] read(InputStream in) throws IOException, Refused {
        byte[] bytes = in.readNBytes(LONGEST);
        if (in.read() < 0) {
            return bytes;
        }
        in.readNBytes(PATIENCE);
        throw new Refused(413, "a body has at most " + LONGEST + " bytes here");
    }

    /**
     * Reads the object, nothing being an empty one.
     *
     * @param known the names that members may have
     */
    static Body parse(byte[] bytes, List<String> known) throws Refused {
        String text = new String(bytes, UTF_8);
        try {
            Object value = text.isBlank() ? Map.of() : Json.parse(text);
            if (!(value instanceof Map<?, ?> members)) {
                throw new Refused(400, "a JSON object is wanted");
            }
            for (Object name : members.keySet()) {
                if (!known.contains(name)) {
                    throw new Refused(400, "there is no \"" + name + "\" here; "
                            + (known.isEmpty() ? "send {}" : "there is: "
                                    + String.join(", ", known)));
                }
            }
            return new Body(members);
        } catch (IllegalArgumentException e) {
            throw new Refused(400, e.getMessage());
        }
    }

    /** A member that is a whole number and has to be there. */
    int number(String name) throws Refused {
        if (members.get(name) instanceof Long number && number == number.intValue()) {
            return number.intValue();
        }
        throw new Refused(400, "a whole number is wanted, as in {\"" + name + "\": 3}");
    }
}
