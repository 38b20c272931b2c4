/**
 * What an operator sees and changes while lb runs: dashboard, API and metrics, on a listener of
 * their own. Start with {@link lb.admin.AdminHandler}.
 *
 * <p>Before: {@code runtime} opens the listener, gives it threads of its own, and is {@link
 * lb.admin.Running}. After: an answer, or a change made by the same methods that everybody uses.
 *
 * <h2>Shapes</h2>
 * JSON; times are ISO 8601 in UTC, durations {@code …Seconds} or {@code …Millis}, shares 0 to 1. A
 * refusal is {@code {"error": "what is wrong and what to do"}} with its status.
 *
 * <pre>
 * GET /api/status
 * { "version", "java", "started", "now", "uptimeSeconds",
 *   "state": "starting" | "serving" | "draining", "ready": true, "notReady": ["why", …],
 *   "file", "loaded",                              the file in force, and since when
 *   "inFlight", "requests", "statuses", "recent",
 *   "listeners": [{"scheme", "address"}],
 *   "pools": [{"name", "algorithm", "available", "lastResort", "inFlight",
 *              "requests", "statuses", "retries", "recent",
 *              "waiting", "queue",                 requests in line, and most that may be
 *     "servers": [{"name", "state", "reason", "since", "weight",
 *                  "share",                        of the pool's new requests by weight; 0: none
 *                  "inFlight", "max", "backup",
 *                  "requests",                     times it was chosen, retries included
 *                  "failures", "ejections", "statuses", "recent",
 *                  "check": {"state", "reason", "since", "last", "transitions", "against",
 *                            "rise", "fall"},
 *                  "timeline": [{"state", "reason", "since"}]}]}],  the last changes, at most 20
 *   "routes":   [{"name", "line", "conditions", "action", "requests", "statuses",
 *                 "last"}],                        null: never; in the order they are tried
 *   "firewall": [{"name", "line", "conditions", "action", "mode", "hits"}],
 *   "decisions": [{"time", "id", "request",        a sample, the latest first; the request without
 *                  "pool", "server", "why",        its query; null: there was none to be had
 *                  "candidates": [{"server", "reason", "score"}], "others"}] }
 *   where "statuses" is {"2xx", "3xx", "4xx", "5xx", "499", "other"}, since the start, and
 *   "recent", over the last 10 s, {"perSecond", "errorsPerSecond",
 *                                  "p50Millis", "p90Millis", "p99Millis"}, null: no request
 *
 * GET /api/history[?seconds=60]                    at most 300
 * { "end", "stepSeconds": 1, "all": S, "pools": [{"name", …S, "servers": [{"name", …S}]}] }
 *   where S is {"requests": […], "errors": […],    a number for each second, oldest first, the
 *               "p50Millis": […], "p90Millis": […], "p99Millis": […]}      last one at "end";
 *   arrays are shorter for what is not there for so long; null where there was no request
 *
 * POST /api/pools/POOL/servers/HOST:PORT/drain     {} or nothing; also ready, down
 * POST /api/pools/POOL/servers/HOST:PORT/weight    {"weight": 3}
 *     the server, as in the status
 * POST /api/reload                                 {} or nothing
 *     {"changed": true, "differences": ["pool web: + 10.0.0.3:8080"], "notes": []}
 *     422 {"error", "problems": [{"line", "written", "remedy", "warning"}]}
 * </pre>
 *
 * <h2>Decisions</h2>
 * <ul>
 * <li><b>Every request names a Host that is ours</b>, reads too: a page whose name is made to point
 * here (DNS rebinding) could otherwise read all this in an operator's browser. An address in digits
 * is nobody's name, so any passes.
 * <li><b>A change says that it is JSON</b>, which no form can and no page of another origin may
 * without being asked; and its Origin, where a browser tells one, is this listener. Over cookies
 * and tokens in the page: there is no session that could be ridden.
 * <li><b>A token only where the address is not loopback.</b> Whoever runs programs on the machine
 * could read the file with the token anyway.
 * <li><b>Threads of its own, and platform ones</b>, over those of the requests: under full load
 * they stand in no queue but the operating system's.
 * <li><b>A pool or server that takes up again after a reload goes on counting</b>; one that the
 *     file does not name any more is forgotten, so that labels stay as many as names in the file.
 * <li><b>Decisions are a sample</b>: for each pool the first one after each tenth of a second, with
 * the candidates of that moment. The others pay one look at a flag for it.
 * <li><b>Paths are compared as they are sent</b>, over any tidying: what is not exactly one of ours
 * is 404.
 * </ul>
 */
package lb.admin;
