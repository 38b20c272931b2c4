package lb.rewrite;

import java.util.ArrayList;
import java.util.List;
import lb.http.Request;

/** What changes in path and query: strip, prepend, replace, then the parameters. Immutable. */
final class TargetChanges implements Change {
    private final PathChange[] path;
    private final ParamChanges params;
    private final boolean namesServer;

    private TargetChanges(List<PathChange> path, ParamChanges params) {
        this.path = path.toArray(PathChange[]::new);
        this.params = params;
        this.namesServer =
                params.namesServer() || path.stream().anyMatch(PathChange::namesServer);
    }

    @Override
    public boolean namesServer() {
        return namesServer;
    }

    @Override
    public Request apply(Request request, Values values) {
        if (path.length == 0 && params.isEmpty()) {
            return request;
        }
        Target target = new Target(request.path(), request.query());
        if (path.length > 0) {
            target = applyPath(target, values);
        }
        return request.withTarget(target.path(), params.apply(target.query(), values));
    }

    private Target applyPath(Target sent, Values values) {
        // Steps must not cut between a folder and the ".." that leaves it.
        Target begin = RawPath.hasDots(sent.path())
                ? sent.withPath(RawPath.normal(sent.path())) : sent;
        Target target = begin;
        for (PathChange change : path) {
            target = change.apply(target, values);
        }
        return target.path().equals(begin.path())
                ? target.withPath(sent.path()) // No step was about it: its bytes stay.
                : target.withPath(RawPath.clean(target.path()));
    }

    /** Collects changes. */
    static final class Builder {
        private Strip strip;
        private Prepend prepend;
        private Replace replace;
        final ParamChanges.Builder params = new ParamChanges.Builder();

        void strip(String value) {
            strip = Strip.parse(value);
        }

        void prepend(String value) {
            prepend = Prepend.parse(value);
        }

        void replace(String value) {
            replace = Replace.parse(value);
        }

        TargetChanges build() {
            List<PathChange> path = new ArrayList<>();
            for (PathChange change : new PathChange[] {strip, prepend, replace}) {
                if (change != null) {
                    path.add(change);
                }
            }
            return new TargetChanges(path, params.build());
        }
    }
}
