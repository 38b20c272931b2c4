/**
 * lb, an HTTP load balancer made of two parts of the JDK: {@code com.sun.net.httpserver} in front,
 * {@code java.net.http.HttpClient} behind. This page is the tour.
 *
 * <h2>The life of a request</h2>
 * <pre>
 *  client                                                                        server
 *    │  bytes                                                                       ▲
 *    ▼                                                                              │
 *  JDK's server ─▶ ProxyHandler ─▶ RequestReader ─▶ Firewall ─▶ Router ─▶ Rewriter ─▶ Forwarder
 *  (a thread for   (the whole      (one way to      (verdict)   (route)   (changed    │     ▲
 *   each exchange,  way, in one     read it,                               request)   ▼     │
 *   a deadline)     method)         or 400)                                     Pool.choose │
 *                                                                               Balancer.pick
 *    ▲                                                                                │
 *    └──────────────── Relay ◀── AnswerHandler ◀── answer ◀───────────────────────────┘
 * </pre>
 *
 * <p>Beside that way run a timer that checks servers ({@code health}), a watchdog that ends what
 * takes too long ({@code proxy.Watchdog}) and a writer of the access log ({@code observe}).
 *
 * <h2>Reading order</h2>
 * {@code proxy.ProxyHandler}, {@code http.Request}, then a folder for each stage: {@code firewall}
 * (with {@code match}), {@code route}, {@code rewrite}, {@code pool} and {@code balance}; then
 * {@code proxy.Forwarder}, {@code health}, {@code dns} and {@code tls}; and what is around it:
 * {@code config}, {@code runtime}, {@code observe}, {@code admin}, {@code explain},
 * {@code simulate} and {@code cli}. Each package's page says what happens there, what comes before
 * and after, and what was decided over what, and why.
 *
 * <h2>Words</h2>
 * listener: address lb accepts on · client: who sends requests · rule: one line of the firewall
 * · route: which requests, changed how, sent where · pool: servers able to answer the same
 * requests · server: one member of a pool · in flight: requests sent and not yet answered ·
 * health check, rise, fall: probe; passes to go up, failures to go down · attempt, retry: each
 * try; a second one · hop-by-hop: fields for one connection, never forwarded (RFC 9110 section
 * 7.6.1) · drain: no new requests, finish the old.
 *
 * <h2>Which way imports go</h2>
 * Down only, which {@code ArrowsTest} checks:
 * <pre>
 *  lb → cli → runtime, simulate → explain → config → proxy, health, admin
 *     → firewall, route, balance → rewrite, pool → match → dns → tls → observe → http
 * </pre>
 */
package lb;
