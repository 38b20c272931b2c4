/**
 * TLS: whom lb is to its clients, and whom it trusts.
 *
 * <p>{@link lb.tls.Identity} is a key with its certificates, read from files by {@code KeySource};
 * {@link lb.tls.ClientTls} shows the right one to each client, {@link
 * lb.tls.ServerTls} is about the servers of a pool, {@link lb.tls.TlsFailure} says in plain words
 * why one of them could not be spoken to. The protocol itself is the JDK's. {@code config} reads
 * the files and says what is wrong with them, {@code runtime} opens listeners, makes the clients of
 * servers and watches the files.
 *
 * <h2>Decisions</h2>
 * <ul>
 * <li><b>One {@code SSLContext} for all listeners, for as long as lb runs</b>: the JDK's server
 *     takes it once. What a reload changes lies behind its key manager and its trust manager, each
 *     of which reads one volatile snapshot at the start of a handshake.
 * <li><b>TLS 1.2 and 1.3 only, with forward secrecy and authenticated ciphers only.</b> Not
 *     configurable: whoever cannot speak those has not been updated since 2015.
 * <li><b>Sessions are kept by lb, not by clients in tickets</b>: so they can be forgotten when a
 *     certificate or the clients' authority changes. Tickets would show a replaced certificate, or
 *     let in a client whose authority was removed, for a day. The price is memory for ten thousand
 *     sessions, and that replicas do not know each other's.
 * <li><b>A key that does not fit its certificate is a mistake; a certificate that has expired is a
 *     warning.</b> lb with an expired certificate is of more use than no lb, and says so.
 * <li><b>A server must have the name in the file, and nothing else will do.</b> lb connects to an
 *     address, so that requests wait for no look-up; the JDK then also takes a certificate for that
 *     address, which whoever misleads a look-up can get from a public authority. So lb compares the
 *     name itself once more, after the JDK has checked everything else.
 * <li><b>{@code tls.verify = off} is a trust manager that accepts everything</b>, for that pool
 *     alone. The JDK's switch for it ({@code jdk.internal.httpclient.disableHostnameVerification})
 *     would be for the whole process. An extended trust manager gets no second check of the name
 *     from the JDK.
 * <li><b>One {@code SSLContext} for each distinct {@code ServerTls}</b>: the JDK resumes sessions
 *     by address and port alone, so a context that two names share would take a session of the one
 *     for the other. A changed authority is another {@code ServerTls}, with no old sessions.
 * <li><b>No certificate of lb's own for servers.</b> The file has no key for one.
 * <li><b>No revocation lists or OCSP</b>: looking them up in a handshake would make other people's
 *     servers a condition for ours.
 * </ul>
 */
package lb.tls;
