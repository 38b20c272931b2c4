/**
 * The words every stage speaks: a request's head and its parts, as immutable values. Nothing here
 * does I/O, and nothing asks a name server.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li>A path is read once, at the door. {@link lb.http.CanonicalPath} is what firewall and router
 *       compare, the bytes as sent are what is forwarded. Over repairing what goes out: whoever
 *       signs or hashes its URLs would see others than it made.
 *   <li>What two parties could read differently is refused, not guessed. What only a lenient server
 *       would read differently passes, but {@link lb.http.CanonicalPath#readings} knows every such
 *       reading and a rule that denies asks for each. Over decoding until nothing changes and
 *       comparing that: {@code /100%2525} is a name that people use.
 *   <li>{@code ..} that would climb out of an empty segment is refused: {@code /a//../b} depends on
 *       whether slashes are merged before or after.
 *   <li>An address within a block, {@code 10.1.2.3/8}, is an error in the file, over rounding it
 *       down: it may have been meant as one address.
 * </ul>
 */
package lb.http;
