package lb.rewrite;

import lb.http.Percent;

/**
 * Puts a path in front: {@code /v2} makes {@code /v2/x} of {@code /x}.
 *
 * @param prefix without a slash at its end
 */
record Prepend(Template prefix) implements PathChange {

    static Prepend parse(String text) {
        String path = PathChange.check(text);
        return new Prepend(Template.parse(path.replaceFirst("/+$", "")));
    }

    @Override
    public Target apply(Target target, Values values) {
        return target.withPath(Percent.repairPath(prefix.expand(values)) + target.path());
    }

    @Override
    public boolean namesServer() {
        return prefix.namesServer();
    }
}
