package lb.route;

import lb.rewrite.Template;

/** A status and the text behind it, as redirect and respond have them. */
record StatusAndText(int status, String text) {

    /**
     * Splits after the status.
     *
     * @param example what to write, for the message
     */
    static StatusAndText parse(String written, String example) {
        String[] parts = written.strip().split("\\s+", 2);
        if (!parts[0].matches("[0-9]{3}")) {
            throw new IllegalArgumentException("a status is missing; write " + example);
        }
        return new StatusAndText(Integer.parseInt(parts[0]), parts.length < 2 ? "" : parts[1]);
    }

    /** The text as a template, for an answer that no server takes part in. */
    Template template() {
        Template template = Template.parse(text);
        if (template.namesServer()) {
            throw new IllegalArgumentException(
                    "no server is asked for this answer; leave {server} out");
        }
        return template;
    }
}
