/**
 * What the other tests are written with. {@link lb.testing.Scenario} is where to start: a test that
 * extends it names servers ({@link lb.testing.Backend} for good ones, {@link lb.testing.RawServer}
 * for bad ones), starts lb from the text of a file, in this process ({@link lb.testing.Lb}) or as
 * one of its own ({@link lb.testing.LbProcess}), and sends requests ({@link lb.testing.Call}) or
 * bytes ({@link lb.testing.RawClient}).
 *
 * <p>Nothing here uses the JDK's server and client: lb sets the system properties that these read
 * once in a process, and tests want to see bytes as they are. Everything has a deadline, and
 * {@link lb.testing.Eventually} waits for conditions, so that nothing ever sleeps.
 */
package lb.testing;
