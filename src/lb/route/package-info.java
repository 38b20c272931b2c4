/**
 * Decides where a request goes. Start with {@link lb.route.Router}. The firewall comes before; what
 * follows depends on the {@link lb.route.RouteAction}: the rewriter and a pool, or an answer.
 * {@link lb.route.Shadow} says which routes no request can reach.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li>The most specific alternative of a route that matches counts, as in nginx and Kubernetes'
 *       Gateway API, over the whole route's least specific one: to list two hosts in one route is
 *       the same as to write it twice.
 *   <li>Exact hosts are looked up, all other routes tried in order, over a tree of everything: a
 *       thousand sites cost no more than one, and the order stays plain to see.
 *   <li>A split hashes the client's address, over a cookie: it works for clients that keep none,
 *       and replicas agree without talking. All clients behind one address are one client to it.
 *   <li>A redirect built from a path never begins with two slashes unless the file says so: {@code
 *       301 {path}/} would send a client of {@code //evil.example} there.
 * </ul>
 */
package lb.route;
