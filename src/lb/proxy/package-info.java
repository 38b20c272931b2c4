/**
 * The way of a request, from the JDK's server to the JDK's client and back. Start with
 * {@link lb.proxy.ProxyHandler}.
 *
 * <p>Before: {@code runtime} opens listeners and hands each exchange to the handler. After: the
 * response is out and a line in the access log. Every other folder only decides; this one is where
 * bytes move. {@code Exchange} is the client's side, {@code Attempt} what came of one server.
 * {@link lb.proxy.DryRun} goes the same way without a network, for tests in the file and explain.
 *
 * <h2>Decisions</h2>
 * <ul>
 * <li><b>One deadline for each exchange, enforced by interrupting its thread</b>, over timers in
 * the server and the client. The server's own time limits are totals in whole seconds for the whole
 * process and would end every long download; the client's ends with the head of the answer. A
 * socket channel closes when its thread is interrupted, so one mechanism bounds a slow head, a slow
 * body, a client that does not read, and a server that does not answer.
 * <li><b>Abort by exception.</b> {@code HttpExchange.close()} writes the last chunk of a body that
 * is not complete: a truncated answer would pass for whole. Out of the handler, an exception makes
 * the server close the connection, which the client sees.
 * <li><b>Bodies are pumped by the exchange's own thread</b> ({@code Upload}, {@code Relay}), over
 * the client's publisher of a stream, which can hold back the head of a request until the second
 * piece of its body has come, and over buffering, which would need memory for the largest body.
 * <li><b>Refuse what can be read in two ways</b> ({@code RequestReader}, {@code AnswerHandler}),
 * over passing it on as most proxies do with some of it: both JDK parts are lenient parsers, and
 * the next one may be lenient in another way.
 * <li><b>lb's own retries only.</b> The client's are switched off: it would send a GET twice
 * without a word, and one with a body the second time without it.
 * <li><b>Error pages are text unless the client asks for something else.</b> A program that says
 * nothing gets the shortest answer, and the id of the request is in the header anyway. Pages of the
 * operator's own do not depend on Accept: whoever writes one has said what clients get.
 * <li><b>Traces are forwarded, not taken part in</b> ({@code TraceContext}): lb sends no spans to
 * anybody, and the access log's line in JSON has the id of the trace.
 * <li><b>HTTP/1.1 to servers, never HTTP/2.</b> The client writes the host of the URL, which is a
 * server's address, into {@code :authority}, and the request's Host beside it; RFC 9113 section
 * 8.3.1 calls that malformed, nginx answers 400, and Caddy serves the wrong host. It has one
 * connection to each server and refuses what the server allows no stream for, holds up to 16 MB for
 * each client that reads slowly, and offers an upgrade in every request over plain HTTP, for it
 * cannot do without asking.
 * <li><b>A handshake of TLS that fails counts as no connection</b>: the server has seen nothing of
 * the request, so that it goes to the next one whatever its method. Not once the client has asked
 * for the body: by TLS 1.3 a server's refusal may come after the request.
 * <li><b>No WebSocket, CONNECT or trailers:</b> the JDK's server cannot give a connection away.
 * </ul>
 */
package lb.proxy;
