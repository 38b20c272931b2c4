package lb.scenario;

import static lb.testing.RawServer.head;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lb.testing.Backend;
import lb.testing.Eventually;
import lb.testing.Jdk;
import lb.testing.Lb;
import lb.testing.Message;
import lb.testing.RawServer;
import lb.testing.RawServer.Step;
import lb.testing.Scenario;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the client gets for whatever a server may send: a whole answer, 502 or 504, or an answer
 * that visibly breaks off; never a short one that looks complete. A connection on which something
 * was wrong is not used again, and other servers answer as ever.
 *
 * <p>How to read a row: {@code ~} stands for CRLF, {@code ^} for a packet; after the bytes the
 * connection stays open, ends ({@code close}) or is reset. The client gets a status, or in case of
 * {@code cut} an answer that visibly breaks off, or 502 where the fault came to light early enough.
 */
final class ServerFaultsTest extends Scenario {
    private static final String CONFIG = """
            pool.good.servers = ${good}
            pool.bad.servers = ${bad}
            pool.bad.timeout.response = 400ms
            pool.bad.timeout.idle = 400ms
            route.bad.path = /bad
            route.bad.pool = bad
            route.good.pool = good
            """;

    @ParameterizedTest(name = "{0}: {1} then {2} gives {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', maxCharsPerColumn = 9000, textBlock = """
            # what                | sent                                          | then  | client gets
            # --- no answer
            nothing               | ""                                            | open  | 504
            nothing               | ""                                            | close | 502
            nothing               | ""                                            | reset | 502
            part of a line        | HTTP/1.                                       | open  | 504
            part of a line        | HTTP/1.                                       | close | 502
            part of a line        | HTTP/1.                                       | reset | 502
            a status line         | HTTP/1.1 200 OK~                              | open  | 504
            a status line         | HTTP/1.1 200 OK~                              | close | 502
            half a head           | HTTP/1.1 200 OK~Content-Length: 3~            | open  | 504
            half a head           | HTTP/1.1 200 OK~Content-Length: 3~            | close | 502
            half a head           | HTTP/1.1 200 OK~Content-Length: 3~            | reset | 502
            half a field          | HTTP/1.1 200 OK~Content-Le                    | close | 502
            only interim          | HTTP/1.1 100 Continue~~                       | open  | 504
            only interim          | HTTP/1.1 103 Early Hints~Link: a~~            | close | 502
            # --- status lines
            no HTTP               | SSH-2.0-OpenSSH_9.6~~                         | open  | 502
            no HTTP               | {"error": "not http"}~~                       | open  | 502
            another protocol      | ICY 200 OK~~                                  | open  | 502
            version 2             | HTTP/2.0 200 OK~~                             | open  | 502
            no status             | HTTP/1.1 ~~                                   | open  | 502
            status of letters     | HTTP/1.1 abc OK~~                             | open  | 502
            status 99             | HTTP/1.1 99 Low~Content-Length: 0~~           | open  | 502
            status 0              | HTTP/1.1 000 Zero~Content-Length: 0~~         | open  | 502
            status -20            | HTTP/1.1 -20 Minus~Content-Length: 0~~        | open  | 502
            a second's status     | HTTP/1.1 101 Switching Protocols~Upgrade: x~~ | open  | 502
            status 101, framed    | HTTP/1.1 101 Up~Content-Length: 3~~abc        | open  | 502
            204 with a body       | HTTP/1.1 204 No Content~Content-Length: 3~~abc | open | 502
            204, chunked          | HTTP/1.1 204 No Content~Transfer-Encoding: chunked~~0~~ | open | 502
            # --- fields
            control byte          | HTTP/1.1 200 OK~A: a\u0001b~Content-Length: 0~~   | open  | 502
            NUL                   | HTTP/1.1 200 OK~A: a\u0000b~Content-Length: 0~~   | open  | 502
            DEL                   | HTTP/1.1 200 OK~A: a\u007fb~Content-Length: 0~~   | open  | 502
            blank in a name       | HTTP/1.1 200 OK~A B: c~Content-Length: 0~~    | open  | 502
            blank before colon    | HTTP/1.1 200 OK~Content-Length : 3~~abc       | open  | 502
            # --- Content-Length
            length and chunked    | HTTP/1.1 200 OK~Content-Length: 5~Transfer-Encoding: chunked~~0~~     | open | 502
            chunked and length    | HTTP/1.1 200 OK~Transfer-Encoding: chunked~Content-Length: 3~~abc     | open | 502
            two lengths           | HTTP/1.1 200 OK~Content-Length: 3~Content-Length: 5~~abcde            | open | 502
            the same length twice | HTTP/1.1 200 OK~Content-Length: 3~Content-Length: 3~~abc              | open | 502
            a list of lengths     | HTTP/1.1 200 OK~Content-Length: 3, 3~~abc     | open  | 502
            letters for a length  | HTTP/1.1 200 OK~Content-Length: abc~~abc      | open  | 502
            empty length          | HTTP/1.1 200 OK~Content-Length:~~abc          | open  | 502
            negative length       | HTTP/1.1 200 OK~Content-Length: -3~~abc       | open  | 502
            plus sign             | HTTP/1.1 200 OK~Content-Length: +3~~abc       | open  | 502
            hexadecimal length    | HTTP/1.1 200 OK~Content-Length: 0x3~~abc      | open  | 502
            length with a point   | HTTP/1.1 200 OK~Content-Length: 3.0~~abc      | open  | 502
            huge length           | HTTP/1.1 200 OK~Content-Length: 9223372036854775808~~abc              | open | 502
            folded length         | HTTP/1.1 200 OK~Content-Length: 3~ 3~~abc     | open  | 502
            length in a HEAD's    | HEAD HTTP/1.1 200 OK~Content-Length: 3, 3~~   | open  | 502
            # --- Transfer-Encoding
            unknown coding        | HTTP/1.1 200 OK~Transfer-Encoding: xchunked~~0~~                      | open | 502
            identity              | HTTP/1.1 200 OK~Transfer-Encoding: identity~~abc                      | close | 502
            gzip, chunked         | HTTP/1.1 200 OK~Transfer-Encoding: gzip, chunked~~0~~                 | open | 502
            chunked, gzip         | HTTP/1.1 200 OK~Transfer-Encoding: chunked, gzip~~0~~                 | open | 502
            chunked twice         | HTTP/1.1 200 OK~Transfer-Encoding: chunked~Transfer-Encoding: chunked~~0~~ | open | 502
            chunked, chunked      | HTTP/1.1 200 OK~Transfer-Encoding: chunked, chunked~~0~~              | open | 502
            empty coding          | HTTP/1.1 200 OK~Transfer-Encoding:~~abc       | close | 502
            quoted coding         | HTTP/1.1 200 OK~Transfer-Encoding: \\"chunked\\"~~0~~                   | open | 502
            # --- bodies that end too early
            short                 | HTTP/1.1 200 OK~Content-Length: 9~~abc        | close | cut
            short                 | HTTP/1.1 200 OK~Content-Length: 9~~abc        | reset | cut
            short                 | HTTP/1.1 200 OK~Content-Length: 9~~abc        | open  | cut
            empty                 | HTTP/1.1 200 OK~Content-Length: 9~~           | close | cut
            short, later          | HTTP/1.1 200 OK~Content-Length: 9~~^abc       | close | cut
            no chunk              | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~  | close | cut
            no chunk              | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~  | open  | cut
            half a chunk          | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~ab       | close | cut
            half a chunk          | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~ab       | reset | cut
            half a chunk          | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~ab       | open  | cut
            no last chunk         | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3~abc~     | close | cut
            half a last chunk     | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3~abc~0~   | close | cut
            without its line end  | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3~abc      | close | cut
            reset close-delimited | HTTP/1.1 200 OK~~abc                          | reset | cut
            # --- broken chunks
            size of letters       | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~xyz~abc~0~~       | open | cut
            negative size         | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~-3~abc~0~~        | open | cut
            size 80000000         | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~80000000~abc~0~~  | open | cut
            size fffffff0         | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~fffffff0~abc~0~~  | open | cut
            size ffffffff         | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~ffffffff~abc~0~~  | open | cut
            size 7fffffff         | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~7fffffff~abc~0~~  | open | cut
            later size 80000000   | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3~abc~^80000000~a | open | cut
            size and no line end  | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3 abc~0~~         | open | cut
            CR without LF         | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3\rabc~0~~        | open | cut
            """)
    void givesTheClientNoWrongAnswer(String what, String sent, String then, String expected) {
        int before = allBad.connections().size();
        allBad.script(script(withoutHead(sent), then));
        String seen = seen(all.call(method(sent), "/bad").send());
        boolean cut = seen.startsWith("cut") || expected.equals("cut") && seen.startsWith("502");
        assertEquals(expected, cut ? "cut" : seen.substring(0, 3), () -> what + ": " + seen);
        assertEquals(before + 1, allBad.connections().size(), "the one before is not used again");
        assertEquals("good", all.get("/").send().text());
    }

    private static Backend allGood;
    private static RawServer allBad;
    private static Lb all;

    /** One lb for the whole table: it takes its time to part with a connection for good. */
    @BeforeAll
    static void startForTheTable() {
        allGood = Backend.start("good");
        allBad = RawServer.start("bad");
        all = Lb.start(CONFIG + "pool.bad.outlier.failures = 0\n",
                Map.of("good", allGood.address(), "bad", allBad.address()));
    }

    @AfterAll
    static void leavesNoConnectionOpen() {
        try {
            Eventually.await("end of every connection to the server", () ->
                    allBad.connections().stream().allMatch(RawServer.Connection::ended));
        } finally {
            all.close();
            allBad.close();
            allGood.close();
        }
    }

    @ParameterizedTest(name = "{0}: {1} then {2} gives {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            # what                 | sent                                           | then  | client gets
            close-delimited        | HTTP/1.1 200 OK~~abc                           | close | 200 abc
            HTTP/1.0               | HTTP/1.0 200 OK~Content-Length: 3~~abc         | close | 200 abc
            upper-case coding      | HTTP/1.1 200 OK~Transfer-Encoding: CHUNKED~~3~abc~0~~   | open  | 200 abc
            an extension           | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3;a=b~abc~0~~ | open | 200 abc
            in small pieces        | HTTP/1.1 200^ OK~Content-^Length: 3~~a^b^c     | open  | 200 abc
            100 first              | HTTP/1.1 100 Continue~~HTTP/1.1 200 OK~Content-Length: 3~~abc | open | 200 abc
            102 and 103 first      | HTTP/1.1 102 P~~HTTP/1.1 103 E~Link: x~~HTTP/1.1 200 OK~Content-Length: 3~~abc | open | 200 abc
            no colon               | HTTP/1.1 200 OK~Nonsense~Content-Length: 3~~abc | open | 200 abc
            bytes above 7f         | HTTP/1.1 200 OK~A: \u00e9~Content-Length: 3~~abc | open | 200 abc
            leading zeros          | HTTP/1.1 200 OK~Content-Length: 003~~abc       | open  | 200 abc
            more than it says      | HTTP/1.1 200 OK~Content-Length: 3~~abcdef      | open  | 200 abc
            204                    | HTTP/1.1 204 No Content~~                      | open  | 204
            204 with length 0      | HTTP/1.1 204 No Content~Content-Length: 0~~    | open  | 204
            304                    | HTTP/1.1 304 Not Modified~ETag: a~~            | open  | 304
            304 with length        | HTTP/1.1 304 Not Modified~Content-Length: 9~~  | open  | 304
            304 with a body        | HTTP/1.1 304 Not Modified~Content-Length: 3~~abc | open | 304
            205 with length 0      | HTTP/1.1 205 Reset Content~Content-Length: 0~~ | open  | 205
            205 without length     | HTTP/1.1 205 Reset Content~~                   | open  | 205
            HEAD                   | HEAD HTTP/1.1 200 OK~Content-Length: 3~~       | open  | 200
            HEAD, chunked          | HEAD HTTP/1.1 200 OK~Transfer-Encoding: chunked~~ | open | 200
            HEAD with a body       | HEAD HTTP/1.1 200 OK~Content-Length: 3~~abc    | open  | 200
            HEAD without length    | HEAD HTTP/1.1 200 OK~~                         | open  | 200
            an unusual status      | HTTP/1.1 799 Unusual~Content-Length: 3~~abc    | open  | 799 abc
            no reason              | HTTP/1.1 200 ~Content-Length: 3~~abc           | open  | 200 abc
            bare LF                | "HTTP/1.1 200 OK\nContent-Length: 3\n\nabc"    | open  | 200 abc
            """)
    void passesOnWhatHasOneMeaning(String what, String sent, String then, String expected) {
        assertEquals(expected, ask(sent, then), what);
        assertOthersAreWell();
    }

    /**
     * Where the parser of the JDK's client is more lenient than it should be, and nothing of ours
     * sees the bytes it passes over. From 21.0.13 on it knows better, and answers with chunks like
     * these, or with trailers, are visibly broken off.
     */
    @ParameterizedTest(name = "{0}: {1} then {2} gives {3}")
    @CsvSource(delimiter = '|', textBlock = """
            # what                 | sent                                                         | then | client gets
            status 2000            | HTTP/1.1 2000 OK~Content-Length: 3~~abc                      | open | 200 abc
            no line end at a chunk | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3~abcXX0~~       | open | 200 abc
            more than 4 GB         | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~100000003~abc~0~~| open | 200 abc
            empty size             | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~~abc~0~~         | open | 200
            a trailer              | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3~abc~0~T: 1~~   | close | 200 abc
            """)
    void knowsWhatGoesUnnoticed(String what, String sent, String then, String expected) {
        String answer = ask(sent, then);
        if (!what.equals("status 2000") && Jdk.isStrict()) {
            // Cut off, or refused where the fault was seen before the head had gone out.
            assertTrue(answer.matches("(?s)cut .*|502 Bad Gateway"), what + ": " + answer);
        } else {
            assertEquals(expected, answer, what);
        }
        assertOthersAreWell();
    }

    private RawServer bad;

    /** What the client gets for one request to the server that sends this. */
    private String ask(String sent, String then) {
        backend("good");
        bad = rawServer("bad").script(script(withoutHead(sent), then));
        start(CONFIG);
        return seen(call(method(sent), "/bad").send());
    }

    private static String method(String sent) {
        return sent.startsWith("HEAD ") ? "HEAD" : "GET";
    }

    private static String withoutHead(String sent) {
        return sent.startsWith("HEAD ") ? sent.substring(5) : sent;
    }

    private static String seen(Message answer) {
        return answer.complete() ? (answer.status() + " " + answer.text()).strip()
                : "cut " + answer;
    }

    private static Step[] script(String sent, String then) {
        List<Step> steps = new ArrayList<>(List.of(head()));
        for (String packet : sent.replace("~", "\r\n").replace("\\n", "\n").split("\\^")) {
            steps.add(RawServer.send(packet));
        }
        switch (then) {
            case "close" -> steps.add(RawServer.hangUp());
            case "reset" -> steps.add(RawServer.reset());
            default -> { }
        }
        return steps.toArray(Step[]::new);
    }

    private void assertOthersAreWell() {
        assertEquals("good: 1", get("/").times(1).byServer());
    }
}
