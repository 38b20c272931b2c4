package lb.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lb.testing.Backend;
import lb.testing.Jdk;
import lb.testing.Lb;
import lb.testing.Message;
import lb.testing.RawClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests that two parties could read differently: each is refused and the connection closed, or
 * reaches the server as one request that nobody can read in two ways. Bytes in front, bytes behind.
 *
 * <p>How the tables are written: {@code ~} is CR LF, {@code <hh>} a byte, {@code <EOF>} the end of
 * what the client sends; {@code get}, {@code post} and {@code chunks} in braces stand for the
 * beginning of a request that is well. The answer lists statuses, {@code -} for none, and whether
 * the connection is {@code open} afterwards; {@code 40?} is 400 on JDK 21 and 404 on 25. The last
 * column is what the server must have seen.
 */
final class HostileRequestsTest {
    private static final Pattern REQUEST_LINE =
            Pattern.compile("[!#-'*+.^_`|~\\w-]+ /[!-~]* HTTP/1.1");
    private static final Pattern FIELD = Pattern.compile("[!#-'*+.^_`|~\\w-]+: ?[\\t -~]*");
    private static final List<String> HOP_BY_HOP = List.of("Connection", "Keep-Alive", "TE",
            "Trailer", "Upgrade", "HTTP2-Settings", "Proxy-Connection", "Proxy-Authorization",
            "Expect");
    private static final List<String> FORGED = List.of("Forwarded", "X-Real-IP", "X_Real_IP",
            "X_Forwarded_For", "X.Forwarded.For", "X-Forwarded_Proto", "X_Request_Id",
            "X-Forwarded-User", "Content_Length", "Transfer_Encoding");

    /** A request as the server received it, whole. */
    private record Seen(String head, byte[] body) {
        @Override
        public String toString() {
            String line = head.split(" HTTP/1.1\r\n", 2)[0];
            return (line + " " + new String(body, ISO_8859_1)).strip();
        }
    }

    private static final List<Seen> SEEN = new CopyOnWriteArrayList<>();
    private static Backend backend;
    private static Lb lb;

    @BeforeAll
    static void start() {
        backend = Backend.start("a").serves(exchange -> {
            SEEN.add(new Seen(exchange.head(), exchange.bytes())); // Only when its end has come.
            exchange.answer(200, "");
        });
        lb = Lb.start("""
                pool.web.servers = ${a}
                timeout.body = 2s
                """, Map.of("a", backend.address()));
    }

    @AfterAll
    static void stop() {
        lb.close();
        backend.close();
    }

    @ParameterizedTest(name = "{0}: {1} gets {2}, the server sees {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # RFC 9112 section 6.3, 9110 section 8.6: Content-Length
            9110 8.6 | {post}Content-Length: 3~~abc                      | 200 open  | POST / abc
            9110 8.6 | {post}Content-Length: 03~~abc                     | 200 open  | POST / abc
            9110 8.6 | {post}Content-Length:3 ~~abc                      | 200 open  | POST / abc
            9110 8.6 | {post}Content-Length: <0B>3~~abc                  | 200 open => 400 close | POST / abc =>
            9110 8.6 | {post}Content-Length: 0~~                         | 200 open  | POST /
            9110 8.6 | {post}~                                           | 200 open  | POST /
            9110 8.6 | {get}Content-Length: 3~~abc                       | 200 open  | GET / abc
            9110 8.6 | {post}Content-Length: +3~~abc                     | 400 close |
            9110 8.6 | {post}Content-Length: -0~~                        | 400 close |
            9110 8.6 | {post}Content-Length: -3~~abc                     | 400 close |
            9110 8.6 | {post}Content-Length: 0x3~~abc                    | 400 close |
            9110 8.6 | {post}Content-Length: 3.0~~abc                    | 400 close |
            9110 8.6 | {post}Content-Length: 3 3~~abc                    | 400 close |
            9110 8.6 | {post}Content-Length: 3, 3~~abc                   | 400 close |
            9110 8.6 | {post}Content-Length: ~~abc                       | 400 close |
            9110 8.6 | {post}Content-Length: "3"~~abc                    | 400 close |
            9110 8.6 | {post}Content-Length: <B3>~~abc                   | 400 close |
            9110 8.6 | {post}Content-Length: 9223372036854775807~~abc    | 400 close |
            9110 8.6 | {post}Content-Length: 99999999999999999999~~abc   | 400 close |
            9112 6.3 | {post}Content-Length: 3~Content-Length: 3~~abc    | 400 close |
            9112 6.3 | {post}Content-Length: 3~Content-Length: 4~~abcd   | 400 close |
            9112 6.3 | {post}Content-Length: 3~content-length: 3~~abc    | 400 close |
            9112 5.1 | {post}Content-Length : 3~~abc                     | 400 close |
            9112 6.3 | {post}Content-Length: 5~~abc<EOF>                 | 400 close |
            9112 6.3 | {get}Content_Length: 3~~                          | 200 open  | GET /
            # RFC 9112 section 6.1: Transfer-Encoding
            9112 6.1 | {post}Transfer-Encoding: chunked~~3~abc~0~~       | 200 close | POST / abc
            9112 6.1 | {post}Transfer-Encoding: CHUNKED~~3~abc~0~~       | 200 close | POST / abc
            9112 6.1 | {post}Transfer-Encoding: <0B>chunked~~3~abc~0~~   | 200 close => 400 close | POST / abc =>
            9112 6.1 | {post}Transfer-Encoding:~ chunked~~3~abc~0~~      | 200 close | POST / abc
            9112 6.1 | {get}Transfer-Encoding: chunked~~3~abc~0~~        | 200 close | GET / abc
            9112 6.1 | {post}Transfer-Encoding: chunked~Content-Length: 3~~3~abc~0~~   | 400 close |
            9112 6.1 | {post}Content-Length: 3~Transfer-Encoding: chunked~~3~abc~0~~   | 400 close |
            9112 6.1 | {post}Transfer-Encoding: ~Content-Length: 3~~abc                | 400 close |
            9112 6.1 | {post}Transfer-Encoding: xchunked~~3~abc~0~~      | 501 close |
            9112 6.1 | {post}Transfer-Encoding: chunked, identity~~3~abc~0~~           | 501 close |
            9112 6.1 | {post}Transfer-Encoding: chunked, chunked~~3~abc~0~~            | 501 close |
            9112 6.1 | {post}Transfer-Encoding: gzip, chunked~~3~abc~0~~ | 501 close |
            9112 6.1 | {post}Transfer-Encoding: identity~~abc            | 501 close |
            9112 6.1 | {post}Transfer-Encoding: "chunked"~~3~abc~0~~     | 501 close |
            9112 6.1 | {post}Transfer-Encoding: chunked;q=1~~3~abc~0~~   | 501 close |
            9112 6.1 | {post}Transfer-Encoding:~~3~abc~0~~               | 501 close |
            9112 6.1 | {post}Transfer-Encoding: chunked~Transfer-Encoding: chunked~~3~abc~0~~  | 501 close |
            9112 6.1 | {post}Transfer-Encoding: chunked~Transfer-Encoding: identity~~3~abc~0~~ | 501 close |
            9112 5.1 | {post}Transfer-Encoding : chunked~~3~abc~0~~      | 400 close |
            9112 6.1 | POST / HTTP/1.0~Host: a~Transfer-Encoding: chunked~~3~abc~0~~           | 400 close |
            9112 6.1 | POST / HTTP/1.0~Host: a~Connection: keep-alive~Transfer-Encoding: chunked~~0~~ | 400 close |
            9112 6.1 | {get}Transfer_Encoding: chunked~~                 | 200 open  | GET /
            # RFC 9112 section 7.1: chunks. What cannot be told apart ends the connection at least.
            9112 7.1 | {chunks}0~~                                       | 200 close | POST /
            9112 7.1 | {chunks}1~a~2~bc~0~~                              | 200 close | POST / abc
            9112 7.1 | {chunks}0003~abc~000~~                            | 200 close | POST / abc
            9112 7.1 | {chunks}A~0123456789~0~~                          | 200 close | POST / 0123456789
            9112 7.1 | {chunks}3;a=b~abc~0;c~~                           | 200 close | POST / abc
            9112 7.1 | {chunks}3;a="<0A>"~abc~0~~                        | 200 close | POST / abc
            9112 7.1 | {chunks}3~abc~~~GET /smuggled HTTP/1.1~Host: a~~  | 200 close => 400 close | POST / abc =>
            9112 7.1 | {chunks}3~abc~;a~~GET /smuggled HTTP/1.1~Host: a~~             | 200 close => 400 close | POST / abc =>
            9112 7.1 | {chunks}0<0D>2~ab~0~~GET /smuggled HTTP/1.1~Host: a~~          | 200 close | POST / ab
            9112 7.1 | {chunks}100000002~ab~0~~GET /smuggled HTTP/1.1~Host: a~~       | 200 close => 400 close | POST / ab =>
            9112 7.1 | {chunks}0~~GET /second HTTP/1.1~Host: a~~         | 200 close | POST /
            9112 7.1 | {chunks}80000000~ab~0~~                           | 400 close |
            9112 7.1 | {chunks}fffffff0~ab~0~~                           | 400 close |
            9112 7.1 | {chunks}-3~abc~0~~                                | 400 close |
            9112 7.1 | {chunks}+3~abc~0~~                                | 400 close |
            9112 7.1 | {chunks}0x3~abc~0~~                               | 400 close |
            9112 7.1 | {chunks}3 ~abc~0~~                                | 400 close |
            9112 7.1 | {chunks} 3~abc~0~~                                | 400 close |
            9112 7.1 | {chunks}x~abc~0~~                                 | 400 close |
            9112 7.1 | {chunks}3<0A>abc~0~~                              | 400 close |
            9112 7.1 | {chunks}0000000000000003~abc~0~~                  | 400 close |
            9112 7.1 | {chunks}3~abcd~0~~                                | 400 close |
            9112 7.1 | {chunks}3~ab~0~~                                  | 400 close |
            9112 7.1 | {chunks}3~abc0~~                                  | 400 close |
            9112 7.1 | {chunks}3~abc<0A>0~~                              | 400 close |
            9112 7.1 | {chunks}3~abc~0<0A><0A>                           | 408 close |
            9112 7.1 | {chunks}3~abc~0~Trailer: x~~                      | 400 close |
            9112 7.1 | {chunks}3~abc~0~Content-Length: 9~~               | 400 close |
            9112 7.1 | {chunks}3~ab<EOF>                                 | 400 close |
            9112 7.1 | {chunks}3~abc~<EOF>                               | 400 close |
            9112 7.1 | {chunks}3~abc~0~<EOF>                             | 400 close |
            """)
    void body(String section, String request, String answer, String seen) {
        check(request, answer, seen);
    }

    @ParameterizedTest(name = "{0}: {1} gets {2}, the server sees {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # RFC 9112 section 5, 9110 section 5.5: fields
            9112 5.2 | {get}X-A: b~ c~~                                  | 200 open  | GET /
            9112 5.2 | {get}X-A: b~<09>c~~                               | 200 open  | GET /
            9112 5.2 | {get}X-A: b~<01>c~~                               | 200 open => 400 close | GET / =>
            9112 5.2 | GET / HTTP/1.1~ X-A: b~Host: a~~                  | 400 close |
            9112 2.2 | {get}X-A: b<0A>X-B: c~~                           | 200 open  | GET /
            9112 2.2 | {get}X-A: b<0D>X-B: c~~                           | 200 open => 400 close | GET / =>
            9112 2.2 | {get}X-A: b<0D>Content-Length: 3~~abc             | 200 open => 400 close | GET / abc =>
            9112 2.2 | {get}X-A: b<0D>Transfer-Encoding: chunked~~0~~    | 200 close => 400 close | GET / =>
            9112 2.2 | {get}X-A: b<0A>~GET /2 HTTP/1.1~Host: a~~         | 200 400 close => 200 200 open | GET / => GET / & GET /2
            9110 5.5 | {get}X-A: b<00>c~~                                | 400 close |
            9110 5.5 | {get}X-A: b<01>c~~                                | 400 close |
            9110 5.5 | {get}X-A: b<0B>c~~                                | 400 close |
            9110 5.5 | {get}X-A: b<1F>c~~                                | 400 close |
            9110 5.5 | {get}X-A: b<7F>c~~                                | 400 close |
            9110 5.5 | {get}X-A: b<09>c~~                                | 200 open  | GET /
            9110 5.5 | {get}X-A: caf<C3><A9>~~                           | 400 close |
            9110 5.5 | {get}X-A: b<80>c~~                                | 400 close |
            9110 5.5 | {get}Cookie: a=<E4>~~                             | 400 close |
            9110 5.5 | {get}X-A:~~                                       | 200 open  | GET /
            9110 5.1 | {get}X<00>A: b~~                                  | 400 close |
            9110 5.1 | {get}X A: b~~                                     | 400 close |
            9110 5.1 | {get}X-A : b~~                                    | 400 close |
            9110 5.1 | {get}X<E4>: b~~                                   | 400 close |
            9110 5.1 | {get}: b~~                                        | 400 close |
            9110 5.1 | {get}X-A~~                                        | 400 close |
            9110 5.1 | {get}X(A): b~~                                    | 400 close |
            # RFC 9112 section 3: the request line
            9112 3   | GET / HTTP/1.0~Host: a~~                          | 200 close | GET /
            9112 3   | GET / HTTP/1.0~~                                  | 200 close | GET /
            9112 3   | GET / HTTP/1.0~Host: a~Connection: keep-alive~~   | 200 open  | GET /
            9112 2.2 | ~~{get}~                                          | 200 open  | GET /
            9112 3   | GET / HTTP/1.2~Host: a~~                          | 505 close |
            9112 3   | GET / HTTP/2.0~Host: a~~                          | 505 close |
            9112 3   | GET / HTTP/0.9~Host: a~~                          | 505 close |
            9112 3   | GET / http/1.1~Host: a~~                          | 505 close |
            9112 3   | GET / HTTP/1.1 ~Host: a~~                         | 505 close |
            9112 3   | GET / HTTP/1.1<09>~Host: a~~                      | 505 close |
            9112 3   | GET / FOO/9.9~Host: a~~                           | 505 close |
            9112 3   | GET / HTTP/1.1<0A>Host: a~~                       | 505 close => 200 open | => GET /
            9112 3   | GET /x y HTTP/1.1~Host: a~~                       | 200 open  | GET /x
            9112 3   | GET /~Host: a~~                                   | 400 close |
            9112 3   | GET~Host: a~~                                     | 400 close |
            9112 3   | GET  / HTTP/1.1~Host: a~~                         | 404 close |
            9112 3   | ` GET / HTTP/1.1~Host: a~~`                       | 404 close |
            9112 3   | GET<09>/<09>HTTP/1.1~Host: a~~                    | 400 close |
            9112 3   | PRI * HTTP/2.0~~SM~~                              | 404 close => 400 close | =>
            9110 9.1 | get / HTTP/1.1~Host: a~~                          | 200 open  | get /
            9110 9.1 | M-SEARCH / HTTP/1.1~Host: a~~                     | 200 open  | M-SEARCH /
            9110 9.1 | G<01>ET / HTTP/1.1~Host: a~~                      | 400 close |
            9110 9.1 | G(ET / HTTP/1.1~Host: a~~                         | 400 close |
            9110 9.1 | G<C4>T / HTTP/1.1~Host: a~~                       | 400 close |
            9110 9.1 | "GET" / HTTP/1.1~Host: a~~                        | 400 close |
            9110 9.3 | CONNECT a:443 HTTP/1.1~Host: a:443~~              | - close   |
            9110 9.3 | CONNECT /x HTTP/1.1~Host: a~~                     | 501 close |
            # A head that breaks off: no Host gives it away, or else it is served as far as it came.
            9112 8   | GET / HT<EOF>                                     | - close   |
            9112 8   | DELETE / HTTP/1.1~<EOF>                           | 400 close |
            9112 8   | DELETE / HTTP/1.1~X-A: b~Ho<EOF>                  | 400 close |
            9112 8   | POST / HTTP/1.1~Host: a~Content-Length: 3<EOF>    | 400 close |
            9112 8   | DELETE / HTTP/1.1~Host: a~Authorization: Bea<EOF> | 200 close | DELETE /
            """)
    void head(String section, String request, String answer, String seen) {
        check(request, answer, seen);
    }

    @ParameterizedTest(name = "{0}: {1} gets {2}, the server sees {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # RFC 9112 section 3.2, 3986 section 3.2: Host
            9112 3.2 | GET / HTTP/1.1~~                                  | 400 close |
            9112 3.2 | GET / HTTP/1.1~Host: a~Host: a~~                  | 400 close |
            9112 3.2 | GET / HTTP/1.1~Host: a~hOST: b~~                  | 400 close |
            9112 3.2 | GET / HTTP/1.0~Host: a~Host: b~~                  | 400 close |
            9112 3.2 | GET / HTTP/1.1~Host:~~                            | 400 close |
            9112 3.2 | GET / HTTP/1.1~Host : a~~                         | 400 close |
            9112 3.2 | GET / HTTP/1.1~Host: a b~~                        | 400 close |
            9112 3.2 | GET / HTTP/1.1~Host: a, b~~                       | 400 close |
            9112 3.2 | GET / HTTP/1.1~Host: a/b~~                        | 400 close |
            9112 3.2 | GET / HTTP/1.1~Host: user@a~~                     | 400 close |
            9112 3.2 | GET / HTTP/1.1~Host: a?b~~                        | 400 close |
            9112 3.2 | GET / HTTP/1.1~Host: a#b~~                        | 400 close |
            9112 3.2 | GET / HTTP/1.1~Host: http://a~~                   | 400 close |
            3986 3.2 | GET / HTTP/1.1~Host: a\\b~~                       | 400 close |
            3986 3.2 | GET / HTTP/1.1~Host: %61~~                        | 400 close |
            3986 3.2 | GET / HTTP/1.1~Host: a..b~~                       | 400 close |
            3986 3.2 | GET / HTTP/1.1~Host: .a~~                         | 400 close |
            3986 3.2 | GET / HTTP/1.1~Host: a..~~                        | 400 close |
            3986 3.2 | GET / HTTP/1.1~Host: a:~~                         | 400 close |
            3986 3.2 | GET / HTTP/1.1~Host: a:b~~                        | 400 close |
            3986 3.2 | GET / HTTP/1.1~Host: a:-1~~                       | 400 close |
            3986 3.2 | GET / HTTP/1.1~Host: a:65536~~                    | 400 close |
            3986 3.2 | GET / HTTP/1.1~Host: a:80:80~~                    | 400 close |
            3986 3.2 | GET / HTTP/1.1~Host: :80~~                        | 400 close |
            3986 3.2 | GET / HTTP/1.1~Host: ::1~~                        | 400 close |
            3986 3.2 | GET / HTTP/1.1~Host: <LONG>~~                     | 400 close |
            3986 3.2 | GET / HTTP/1.1~Host: [::1~~                       | 400 close |
            3986 3.2 | GET / HTTP/1.1~Host: [x]~~                        | 400 close |
            3986 3.2 | GET / HTTP/1.1~Host: [:::]~~                      | 400 close |
            3986 3.2 | GET / HTTP/1.1~Host: [::1]x~~                     | 400 close |
            3986 3.2 | GET / HTTP/1.1~Host: <C3><A9>~~                   | 400 close |
            3986 3.2 | GET / HTTP/1.1~Host: a:65535~~                    | 200 open  | GET /
            3986 3.2 | GET / HTTP/1.1~Host: [::1]~~                      | 200 open  | GET /
            3986 3.2 | GET / HTTP/1.1~Host: [::1]:80~~                   | 200 open  | GET /
            3986 3.2 | GET / HTTP/1.1~Host: A.Example.~~                 | 200 open  | GET /
            3986 3.2 | GET / HTTP/1.1~Host: my_shop.example~~            | 200 open  | GET /
            3986 3.2 | GET / HTTP/1.1~Host: 127.0.0.1:1~~                | 200 open  | GET /
            9112 5.2 | GET / HTTP/1.1~Host:~ a~~                         | 200 open  | GET /
            # RFC 9112 section 3.2: forms of the target
            9112 3.2 | GET http://a/x?y HTTP/1.1~Host: a~~               | 200 open  | GET /x?y
            9112 3.2 | GET HTTP://A/x HTTP/1.1~Host: a~~                 | 200 open  | GET /x
            9112 3.2 | GET http://a:81/x HTTP/1.1~Host: a:81~~           | 200 open  | GET /x
            9112 3.2 | GET http://b/x HTTP/1.1~Host: a~~                 | 400 close |
            9112 3.2 | GET http://a:80/x HTTP/1.1~Host: a~~              | 400 close |
            9112 3.2 | GET http://a/x HTTP/1.1~~                         | 400 close |
            9112 3.2 | GET http://a/x HTTP/1.0~~                         | 400 close |
            9112 3.2 | GET http://u:p@a/x HTTP/1.1~Host: a~~             | 400 close |
            9112 3.2 | GET http://u@a/x HTTP/1.1~Host: u@a~~             | 400 close |
            9112 3.2 | GET https://a/x HTTP/1.1~Host: a~~                | 400 close |
            9112 3.2 | GET ftp://a/x HTTP/1.1~Host: a~~                  | 400 close |
            9112 3.2 | GET http:/x HTTP/1.1~Host: a~~                    | 400 close |
            9112 3.2 | GET http:///x HTTP/1.1~Host: a~~                  | 400 close |
            9112 3.2 | GET http://a//x HTTP/1.1~Host: a~~                | 400 close |
            9112 3.2 | GET http://a HTTP/1.1~Host: a~~                   | 404 close |
            9112 3.2 | GET http://a?x HTTP/1.1~Host: a~~                 | 404 close |
            9112 3.2 | GET a:80 HTTP/1.1~Host: a:80~~                    | - close   |
            9112 3.2 | GET mailto:a HTTP/1.1~Host: a~~                   | - close   |
            9112 3.2 | OPTIONS * HTTP/1.1~Host: a~~                      | 404 close |
            9112 3.2 | GET x HTTP/1.1~Host: a~~                          | 404 close |
            9112 3.2 | GET ?x HTTP/1.1~Host: a~~                         | 404 close |
            9112 3.2 | GET //b/x HTTP/1.1~Host: a~~                      | 400 close |
            9112 3.2 | GET ///x HTTP/1.1~Host: a~~                       | 400 close |
            9112 3.2 | GET // HTTP/1.1~Host: a~~                         | 400 close |
            9112 3.2 | GET //b HTTP/1.1~Host: a~~                        | 40? close |
            9112 3.2 | GET /x#y HTTP/1.1~Host: a~~                       | 400 close |
            9112 3.2 | GET /x# HTTP/1.1~Host: a~~                        | 400 close |
            # RFC 3986 section 3.3: the path
            3986 3.3 | GET /a//b HTTP/1.1~Host: a~~                      | 200 open  | GET /a//b
            3986 3.3 | GET /a/../b HTTP/1.1~Host: a~~                    | 200 open  | GET /a/../b
            3986 3.3 | GET /a;b=c/d HTTP/1.1~Host: a~~                   | 200 open  | GET /a;b=c/d
            3986 3.3 | GET /%7Ea/%C3%A9?%zz HTTP/1.1~Host: a~~           | 400 close |
            3986 3.3 | GET /%7Ea/%C3%A9?[1]&b HTTP/1.1~Host: a~~         | 200 open  | GET /%7Ea/%C3%A9?[1]&b
            3986 3.3 | GET /<C3><A9>?<E4> HTTP/1.1~Host: a~~             | 200 open  | GET /%C3%A9?%E4
            3986 3.3 | GET /a? HTTP/1.1~Host: a~~                        | 200 open  | GET /a
            3986 3.3 | GET /.. HTTP/1.1~Host: a~~                        | 400 close |
            3986 3.3 | GET /a/../../b HTTP/1.1~Host: a~~                 | 400 close |
            3986 3.3 | GET /%2e%2e/b HTTP/1.1~Host: a~~                  | 400 close |
            3986 3.3 | GET /a%2fb HTTP/1.1~Host: a~~                     | 400 close |
            3986 3.3 | GET /a%5Cb HTTP/1.1~Host: a~~                     | 400 close |
            3986 3.3 | GET /a%00 HTTP/1.1~Host: a~~                      | 400 close |
            3986 3.3 | GET /a%0D%0Ab HTTP/1.1~Host: a~~                  | 400 close |
            3986 3.3 | GET /a%7F HTTP/1.1~Host: a~~                      | 400 close |
            3986 3.3 | GET /% HTTP/1.1~Host: a~~                         | 400 close |
            3986 3.3 | GET /%u0041 HTTP/1.1~Host: a~~                    | 400 close |
            3986 3.3 | GET /a\\b HTTP/1.1~Host: a~~                      | 400 close |
            3986 3.3 | GET /a<00>b HTTP/1.1~Host: a~~                    | 400 close |
            3986 3.3 | GET /a<0D>b HTTP/1.1~Host: a~~                    | 400 close |
            3986 3.3 | GET /a{b} HTTP/1.1~Host: a~~                      | 400 close |
            3986 3.3 | `GET /a|b HTTP/1.1~Host: a~~`                     | 400 close |
            """)
    void target(String section, String request, String answer, String seen) {
        check(request, answer, seen);
    }

    @ParameterizedTest(name = "{0}: {1} gets {2}, the server sees {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # RFC 9112 section 9.3.2: pipelining
            9112 9.3 | {get}~GET /2 HTTP/1.1~Host: a~~                   | 200 200 open     | GET / & GET /2
            9112 9.3 | {post}Content-Length: 3~~abcGET /2 HTTP/1.1~Host: a~~ | 200 200 open | POST / abc & GET /2
            9112 9.3 | {get}~GET /2 HTTP/1.1~~GET /3 HTTP/1.1~Host: a~~  | 200 400 close    | GET /
            9112 9.3 | GET / HTTP/1.1~~{get}~                            | 400 close        |
            9112 9.3 | GET /%00 HTTP/1.1~Host: a~~{get}~                 | 400 close        |
            9112 9.3 | GET /a{ HTTP/1.1~Host: a~~{get}~                  | 400 close        |
            9112 9.3 | {post}Content-Length: +3~~abc{get}~               | 400 close        |
            9112 9.6 | {get}Connection: close~~{get}~                    | 200 close        | GET /
            9112 9.6 | {get}Connection: Close~~{get}~                    | 200 close        | GET /
            9112 9.6 | {get}Connection: x, close~~{get}~                 | 200 close        | GET /
            9112 9.6 | {get}Connection: x~Connection: close~~{get}~      | 200 close        | GET /
            9112 9.3 | GET / HTTP/1.0~Host: a~~{get}~                    | 200 close        | GET /
            # RFC 9110 sections 10.1.1, 7.8: Expect, Upgrade
            9110 10.1 | {post}Expect: 100-continue~Content-Length: 3~~abc | 100 200 open    | POST / abc
            9110 10.1 | {post}Expect: 200-ok~Content-Length: 3~~abc      | 417 close        |
            9110 10.1 | {post}Expect:~Content-Length: 3~~abc             | 417 close        |
            9110 7.8 | {get}Connection: Upgrade~Upgrade: websocket~~     | 501 close        |
            9110 7.8 | {get}Connection: Upgrade~Upgrade: TLS/1.3~~       | 501 close        |
            9110 7.8 | {get}Connection: Upgrade~Upgrade: h2c, websocket~~| 501 close        |
            9110 7.8 | {get}Connection: Upgrade, HTTP2-Settings~Upgrade: h2c~HTTP2-Settings: AAMAAABk~~ | 200 open | GET /
            # RFC 9110 section 7.6.1: Connection, and fields that are lb's own
            9110 7.6 | {get}Connection: X-Forwarded-For, X-Forwarded-Proto, Via~~ | 200 open | GET /
            9110 7.6 | {get}Connection: X-Request-Id~~                   | 200 open         | GET /
            9110 7.6 | {get}Connection: Host~~                           | 200 open         | GET /
            9110 7.6 | {post}Connection: Content-Length~Content-Length: 3~~abc | 200 open   | POST / abc
            9110 7.6 | {post}Connection: Transfer-Encoding~Transfer-Encoding: chunked~~0~~ | 200 close | POST /
            9110 7.6 | {get}Keep-Alive: 9~Proxy-Connection: x~TE: trailers~Trailer: X~~ | 200 open | GET /
            9110 7.6 | {get}Proxy-Authorization: Basic eDp5~~            | 200 open         | GET /
            9110 7.6 | {get}X-Forwarded-For: 1.2.3.4~~                   | 200 open         | GET /
            9110 7.6 | {get}X-Forwarded-For: 1.2.3.4~X-Forwarded-For: 5.6.7.8~~ | 200 open  | GET /
            9110 7.6 | {get}X_Forwarded_For: 1.2.3.4~X.Forwarded.For: 1.2.3.4~~ | 200 open  | GET /
            9110 7.6 | {get}X-Forwarded_Proto: https~X-Forwarded-Proto: https~~ | 200 open  | GET /
            9110 7.6 | {get}X-Forwarded-User: root~X-Real-IP: 1.2.3.4~X_Real_IP: 1.2.3.4~~ | 200 open | GET /
            9110 7.6 | {get}Forwarded: for=1.2.3.4~~                     | 200 open         | GET /
            9110 7.6 | {get}X-Request-Id: a~X-Request-Id: b~X_Request_Id: c~~   | 200 open  | GET /
            9110 7.6 | {get}Via: 1.0 other~~                             | 200 open         | GET /
            9110 7.6 | {get}Via: 1.0 other, 1.1 lb~~                     | 508 open         |
            """)
    void connection(String section, String request, String answer, String seen) {
        check(request, answer, seen);
    }

    /** Each outcome may be two: of older parsers, {@code =>} of newer ones. */
    private static void check(String request, String answers, String requests) {
        String answer = Jdk.outcome(answers);
        String seen = requests == null ? null : Jdk.outcome(requests);
        int before = SEEN.size();
        try (RawClient client = lb.connect().deadline(Duration.ofSeconds(30))) {
            client.send(bytes(request));
            if (request.endsWith("<EOF>")) {
                client.finish();
            }
            String got = answers(client, answer);
            assertTrue(got.matches(answer.replace("40?", "40[04]")), got);
        }
        // On the same connection to the server: bytes left over on it would be part of this one.
        assertEquals(200, lb.get("/last").send().status());
        List<Seen> saw = SEEN.subList(before, SEEN.size());
        String next = answer.endsWith("open") ? "GET /next" : "";
        assertEquals(requests(seen, next), saw.stream().map(Seen::toString).toList());
        saw.forEach(HostileRequestsTest::assertWellFormed);
    }

    private static List<String> requests(String seen, String next) {
        List<String> requests = new ArrayList<>();
        if (seen != null && !seen.isEmpty()) {
            requests.addAll(List.of(seen.split(" & ")));
        }
        if (!next.isEmpty()) {
            requests.add(next);
        }
        requests.add("GET /last");
        return requests;
    }

    /** As many answers as expected, and what then becomes of the connection. */
    private static String answers(RawClient client, String expected) {
        StringBuilder got = new StringBuilder();
        for (String status : expected.substring(0, expected.lastIndexOf(' ')).split(" ")) {
            Message message = status.equals("-") ? null : client.read();
            got.append(message == null ? "-" : message.status()).append(' ');
        }
        return got.append(expected.endsWith("open") ? next(client) : end(client)).toString();
    }

    private static String next(RawClient client) {
        Message answer = client.head("GET /next HTTP/1.1", "Host: a").read();
        return answer.status() == 200 ? "open" : answer.toString();
    }

    private static String end(RawClient client) {
        String rest = client.readUntil("<nothing>");
        return rest.matches(" \\[(TRUNCATED|RESET)]") ? "close" : rest;
    }

    /** RFC 9112 sections 3, 5 and 6, without any of the liberties that it allows. */
    private static void assertWellFormed(Seen seen) {
        String[] lines = seen.head().split("\r\n");
        assertTrue(REQUEST_LINE.matcher(lines[0]).matches(), lines[0]);
        for (int i = 1; i < lines.length; i++) {
            assertTrue(FIELD.matcher(lines[i]).matches(), lines[i]);
        }
        assertEquals(seen.head().length(), String.join("\r\n", lines).length() + 4);
        assertEquals(1, count(seen, "Host"), seen.head());
        assertEquals(1, count(seen, "X-Request-Id"), seen.head());
        assertEquals(1, count(seen, "Via"), seen.head());
        assertTrue(seen.head().matches("(?is).*\r\nVia: (1.0 other, )?1.1 lb\r\n.*"), seen.head());
        assertEquals(List.of("127.0.0.1"), values(seen, "X-Forwarded-For"), seen.head());
        assertEquals(List.of("http"), values(seen, "X-Forwarded-Proto"), seen.head());
        HOP_BY_HOP.forEach(name -> assertEquals(0, count(seen, name), seen.head()));
        FORGED.forEach(name -> assertEquals(0, count(seen, name), seen.head()));
        assertFraming(seen);
    }

    private static void assertFraming(Seen seen) {
        List<String> lengths = values(seen, "Content-Length");
        List<String> codings = values(seen, "Transfer-Encoding");
        assertTrue(lengths.size() + codings.size() <= 1, seen.head());
        assertTrue(seen.body().length == 0 || lengths.size() + codings.size() == 1, seen.head());
        lengths.forEach(length ->
                assertEquals(Integer.toString(seen.body().length), length, seen.head()));
        codings.forEach(coding -> assertEquals("chunked", coding, seen.head()));
    }

    private static int count(Seen seen, String name) {
        return values(seen, name).size();
    }

    private static List<String> values(Seen seen, String name) {
        List<String> values = new ArrayList<>();
        Matcher field = Pattern.compile("(?i)\n" + Pattern.quote(name) + ": ?([^\r]*)")
                .matcher(seen.head());
        while (field.find()) {
            values.add(field.group(1));
        }
        return values;
    }

    private static byte[] bytes(String request) {
        String text = request.replace("{get}", "GET / HTTP/1.1~Host: a~")
                .replace("{post}", "POST / HTTP/1.1~Host: a~")
                .replace("{chunks}", "POST / HTTP/1.1~Host: a~Transfer-Encoding: chunked~~")
                .replace("~", "\r\n").replace("<EOF>", "").replace("<LONG>", "a.".repeat(10_000));
        return Pattern.compile("<([0-9A-F]{2})>").matcher(text)
                .replaceAll(hex -> Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(hex.group(1), 16))))
                .getBytes(ISO_8859_1);
    }
}
