/**
 * From {@code lb.properties} to one immutable {@link lb.config.Config}, or to every problem in it.
 *
 * <p>Reading order: {@code ConfigFile} (bytes to text) → {@code LineReader} (text to lines) →
 * {@code Sections} (lines to the pool, the route … they are about; {@code Keys} is the table of all
 * keys and their defaults) → {@code ConfigParser} and the parsers of the parts → {@code Config}.
 * When nothing is wrong, {@code ConditionWarnings} and its neighbours say what is hardly meant, and
 * {@code SelfTests} tries what the file says of itself ({@code test.NAME}).
 *
 * <p>Values are read by whoever gives them a meaning ({@code ServerSpec.parse}, {@code
 * Conditions.Builder} …), which throw an {@link java.lang.IllegalArgumentException} that says what
 * to write instead; {@code Section} adds the place and goes on. Before this comes the command line;
 * what comes after, {@code lb.runtime}, checks nothing again.
 *
 * <h2>Decisions</h2>
 * <ul>
 *   <li>Properties are read by our own reader: {@link java.util.Properties} forgets line numbers,
 *       order and duplicates. A test reads thousands of random texts with both.
 *   <li>The defaults are texts in a table and take the way that the file's values take. So there is
 *       one list of keys, for the parser, for suggestions and for the test of the manual.
 *   <li>A value is never repaired, and nothing starts on an error: half a configuration is worse
 *       than none. But a variable that is set to nothing takes its item, or its key, out of the
 *       file; not so in a condition, where a rule would silently begin to match everybody.
 *   <li>A default for all ({@code pool.*.…}) is read by itself too: a mistake in it is found even
 *       where every pool overrides it, and reported once however many inherit it.
 *   <li>A route's own action replaces that of {@code route.*}, whatever its kind.
 *   <li>A file without pools and routes is an error, not a server of 404s: it is nearly always the
 *       wrong file.
 *   <li>Warnings are proofs or trials, over rules of thumb: a route is hidden only when the
 *       conditions before it cover its own for certain ({@code match.Coverage}), a denial has a way
 *       around only when a request has found it through the whole firewall, a regex takes long only
 *       when it has. So there are some that are not found, and none that has to be argued with.
 *   <li>Beside errors there are warnings of regexes alone, each of which is tried by itself. All
 *       others may come of the errors: of the defaults that stand in for what could not be read, or
 *       of a misspelled key, which would have made a rule narrower or a setting count.
 *   <li>The file's own tests are errors when they fail, over warnings: who writes one wants it
 *       kept. They run on the stages that serve ({@code proxy.DryRun}), without a server.
 *   <li>Commas between the brackets of a regex, and after a backslash, do not split lists: {@code
 *       ~^/[a-z]{1,3}$} is one item. Quotes would need escapes of their own.
 *   <li>Relative file names begin in the folder of the file, as with nginx, so that a service and a
 *       shell read the same thing.
 *   <li>What lb cannot do is an error, not ignored: a key without an effect would promise what does
 *       not happen.
 * </ul>
 */
package lb.config;
