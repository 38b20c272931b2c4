/**
 * Names, looked up in the background: what addresses they have, and which servers stand behind
 * them. A request never waits for a name server; it reads what the last look-up has found.
 *
 * <p>{@link lb.dns.Names} keeps the addresses of servers that the file calls by name up to date,
 * for requests and for health checks alike. {@link lb.dns.Dns} asks once, for every address of a
 * name or for the services of a domain; {@code runtime} turns that into servers of a pool.
 *
 * <h2>Decisions</h2>
 * <ul>
 * <li><b>A look-up that fails changes nothing.</b> The last answer is kept, however old: an address
 *     that worked a minute ago is a better guess than none, and health checks know whether it still
 *     works. That holds for a name that has vanished as well: name servers that are restarted, or
 *     lag behind, deny names that are there.
 * <li><b>Names are looked up on platform threads</b>, one look-up a name at a time. The JDK's
 *     resolver blocks in native code, where a virtual thread keeps its carrier: two names with a
 *     dead name server would stop every virtual thread on two cores.
 * <li><b>A server's name has one address</b>, the first that the system gives, and keeps it as long
 *     as it is among the answers: name servers turn the order of their answers at each question,
 *     and a server whose address turned with it would lose its connections. Who means every
 *     address writes {@code dns:}.
 * <li><b>{@code dns:} and {@code srv:} ask name servers themselves</b>, by the JDK's DNS provider:
 *     the system's resolver knows no services. What the name servers do not know of {@code dns:},
 *     the system is asked for, since it also reads its hosts file and completes short names.
 * </ul>
 */
package lb.dns;
