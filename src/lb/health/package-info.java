/**
 * Active health checks: whether the servers answer, asked again and again in the background.
 *
 * <p>{@link lb.health.HealthChecker} decides when, {@link lb.health.HealthCheck} says how,
 * a probe asks once, and {@link lb.pool.Health} counts what came of it. Pools hear of changes from
 * there; requests never wait for a check, except for the first round at the start.
 *
 * <h2>Decisions</h2>
 * <ul>
 * <li><b>The timer only starts virtual threads.</b> One slow server cannot delay the others'
 *     checks, and an exception cannot silently end the schedule. Each check schedules the next one
 *     when it is done, so it never overlaps itself.
 * <li><b>A fresh connection for each check</b> ({@code Connection: close}): a kept connection would
 *     go on working after the server has stopped accepting new ones. Nor is a session of TLS
 *     resumed: that would go on working after the certificate has expired.
 * <li><b>The body is not read unless it is looked at.</b> The connection is closed as soon as the
 *     status is known. The JDK's client leaks a connection on some malformed lengths and can spin
 *     for ever on a malformed chunk size; a server under check is a server that may misbehave. With
 *     {@code health.body} the framing is checked first, which leaves the chunk size: of the servers
 *     asked for a body we must believe that much.
 * <li><b>Names are looked up elsewhere</b>, by {@code lb.dns}, and a check goes to the address that
 *     requests go to as well: it would be of no use to know that another one works.
 * <li><b>The client's own work runs on platform threads</b> too: on JDK 21 a virtual thread is
 *     pinned wherever the client blocks inside {@code synchronized}. They are few, because none of
 *     that work waits, and their queue never rejects, because a client whose executor rejects one
 *     task is dead for good.
 * </ul>
 */
package lb.health;
