package lb.firewall;

import java.util.List;
import lb.http.Request;

/** First stage: may this request pass? Rules are tried in file order; the first match decides. */
public final class Firewall {
    public Firewall(List<Rule> rules) { throw new UnsupportedOperationException(); }

    /** The rules, in file order. */
    public List<Rule> rules() { throw new UnsupportedOperationException(); }

    /** Decides about a request; no side effect. */
    public Verdict check(Request request) { throw new UnsupportedOperationException(); }
}
