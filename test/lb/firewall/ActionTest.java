package lb.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionTest {
    @ParameterizedTest(name = "\"{0}\" denies with {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
              deny         | 403
              deny 404     | 404
              deny   451   | 451
              ` deny 400 ` | 400
              deny 599     | 599
            """)
    void readsDenial(String text, int status) {
        assertEquals(new Action.Deny(status), Action.parse(text));
    }

    @Test
    void readsAllowance() {
        assertEquals(new Action.Allow(), Action.parse("allow"));
    }

    @ParameterizedTest(name = "\"{0}\": {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            limit        | "limit" is no limit; write limit 100/s, or limit 600/m burst 20 by \
            header.NAME shared-by 3
            limit 100    | "limit 100" is no limit; write limit 100/s, or limit 600/m burst 20 by \
            header.NAME shared-by 3
            limit 0/s    | a limit of 0 would let nothing pass; write deny for that, or a number \
            from 1
            limit 1/s by cookie.a | a limit cannot be by "cookie.a"; write by header.NAME, by \
            route, or nothing for the client's address
            limt 100/s   | there is no action "limt 100/s"; did you mean "limit 100/s"?
            deny 200     | a denial is answered with a status from 400 to 599, not 200; write \
            deny or deny 404
            deny 399     | a denial is answered with a status from 400 to 599, not 399; write \
            deny or deny 404
            deny 600     | a denial is answered with a status from 400 to 599, not 600; write \
            deny or deny 404
            deny 4xx     | there is no action "deny 4xx"; did you mean "deny", or with a status \
            "deny 404"?
            deny 404 now | there is no action "deny 404 now"; did you mean "deny", or with a \
            status "deny 404"?
            deny -404    | there is no action "deny -404"; did you mean "deny", or with a status \
            "deny 404"?
            deny 99999999999 | there is no action "deny 99999999999"; did you mean "deny", or \
            with a status "deny 404"?
            Deny         | there is no action "Deny"; did you mean "deny", or with a status "deny \
            404"?
            dney         | there is no action "dney"; did you mean "deny", or with a status \
            "deny 404"?
            alow         | there is no action "alow"; did you mean "allow"?
            403          | there is no action "403"; did you mean "deny", or with a status "deny \
            404"?
            block        | there is no action "block"; did you mean "deny", or with a status \
            "deny 404"?
            accept       | there is no action "accept"; did you mean "allow"?
            allow 200    | there is no action "allow 200"; did you mean "allow"?
            jump         | there is no action "jump"; write deny, deny 404, allow or limit 100/s
            ``           | there is no action ""; write deny, deny 404, allow or limit 100/s
            """)
    void refusesWithRemedy(String text, String message) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Action.parse(text));
        assertEquals(message, refused.getMessage());
    }

    @ParameterizedTest(name = "{0}: one each {1} ns, {2} at once")
    @CsvSource(delimiter = '|', textBlock = """
            limit 100/s                          | 10_000_000    | 100
            limit 100/s burst 200                | 10_000_000    | 200
            limit 600/m                          | 100_000_000   | 600
            limit 3600/h burst 1                 | 1_000_000_000 | 1
            limit 100/s burst 200 shared-by 4    | 40_000_000    | 50
            limit 1/s by header.X-Key            | 1_000_000_000 | 1
            limit 1/s  burst 5 by route shared-by 9 | 9_000_000_000 | 1
            """)
    void readsLimit(String text, String interval, int burst) {
        Limit limit = (Limit) Action.parse(text);
        assertEquals(Long.parseLong(interval.replace("_", "")), limit.interval());
        assertEquals(burst, limit.burst());
    }

    @ParameterizedTest(name = "{0} is shown as it is written")
    @CsvSource({"deny", "deny 404", "allow", "limit 100/s burst 5 by route"})
    void isShownAsItIsWritten(String text) {
        assertEquals(text, Action.parse(text).toString());
    }
}
