package lb.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import lb.testing.Backend;
import lb.testing.Lb;
import lb.testing.Message;
import lb.testing.RawClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attempts to get a denied request past the firewall by writing it differently, over real sockets:
 * each is answered with 403 or 400, and the server behind never sees it. {@code ~} is CR LF,
 * {@code /} in place of a whole request line stands for {@code GET / HTTP/1.1}.
 */
final class DenyBypassTest {
    private static Backend backend;
    private static Lb lb;

    @BeforeAll
    static void start() {
        backend = Backend.start("a");
        lb = Lb.start("""
                pool.web.servers = ${a}
                path.encoded-slash = allow
                firewall.*.action = deny
                firewall.path.path = /admin
                firewall.exact.path = =/exact/page
                firewall.glob.path = /files/**/*.bak
                firewall.regex.path = ~^/old/[a-z]+[.]php
                firewall.case.path = /Secret
                firewall.case.ignore-case = on
                firewall.host.host = intern.example
                firewall.wild.host = *.corp.example
                firewall.address.host = [2001:db8::1]
                firewall.method.method = DELETE
                firewall.header.header.X-Debug = on
                firewall.present.header.X-Trace = *
                firewall.not.path = /mode
                firewall.not.header.X-Mode = !safe
                firewall.param.param.debug = *
                firewall.token.param.token = evil
                firewall.cookie.cookie.staff = yes
                firewall.agent.header.User-Agent = ~(?i)badbot
                """, Map.of("a", backend.address()));
    }

    @AfterAll
    static void stop() {
        lb.close();
        backend.close();
    }

    @ParameterizedTest(name = "by path: {0} gets {1}")
    @CsvSource(textBlock = """
            /admin,                         403
            /admin/,                        403
            /admin/users,                   403
            /admin?x,                       403
            /%61dmin,                       403
            /%61%64%6D%69%6e,               403
            /%2561dmin,                     403
            /%252561dmin,                   403
            /./admin,                       403
            /x/../admin,                    403
            /x/%2e%2e/admin,                403
            /x/%2E./admin,                  403
            /x/.%2e/admin,                  403
            /x/%252e%252e/admin,            403
            /x/..%2fadmin,                  403
            /x%2f..%2fadmin,                403
            /%2fadmin,                      403
            /x/%2e%2e%2fadmin,              403
            /x/..%252fadmin,                403
            /x/..%5cadmin,                  400
            /%5cadmin,                      400
            /x/..%255cadmin,                403
            //x/admin,                      400
            //a/admin,                      400
            ///admin,                       400
            /.//admin,                      403
            /x//..//admin,                  400
            /x/..//admin,                   403
            /admin//,                       403
            /admin/.,                       403
            /admin/../admin,                403
            /admin/x/..,                    403
            /x/y/../../admin,               403
            /../admin,                      400
            /x/../../admin,                 400
            /%2e%2e/admin,                  400
            /admin;x=1,                     403
            /admin;,                        403
            /;x/admin,                      403
            /x;y/../admin,                  403
            /x/..;/admin,                   400
            /x/..;y=1/admin,                400
            /x/%2e%2e;/admin,               400
            /x/..%3b/admin,                 400
            /admin%3bx,                     403
            /admin%3fx,                     403
            /admin%23x,                     403
            /admin%00,                      400
            /%00/admin,                     400
            /admin%00.png,                  400
            /admin%2500,                    400
            /admin%0a,                      400
            /admin%0d%0a,                   400
            /admin%7f,                      400
            /admin#x,                       400
            /admin\\,                       400
            /x\\..\\admin,                  400
            /%c0%afadmin,                   400
            /x/%c0%ae%c0%ae/admin,          400
            /%u0061dmin,                    400
            http://a/admin,                 403
            http://a/x/../admin,            403
            http://a//admin,                400
            http://b/admin,                 400
            http://a/%61dmin,               403
            HTTP://A/admin,                 403
            /exact/page,                    403
            /exact//page,                   403
            /exact/./page,                  403
            /exact/page;x,                  403
            /exact%2fpage,                  403
            /%65xact/page,                  403
            /files/a/b.bak,                 403
            /files/b.bak,                   403
            /files/a/b%2ebak,               403
            /files/a%2fb.bak,               403
            /files/a/b.bak;x,               403
            /old/x.php,                     403
            /old/x%2ephp,                   403
            /old/./x.php,                   403
            /secret,                        403
            /SECRET,                        403
            /sEcReT/x,                      403
            /%53ecret,                      403
            /x/../SECRET,                   403
            /secret.,                       403
            /secret%20,                     403
            /secret./x,                     403
            /%5csecret,                     400
            /x%5c..%5cSECRET,               400
            """)
    void path(String target, int status) {
        check("GET " + target + " HTTP/1.1~Host: a~~", status);
    }

    @ParameterizedTest(name = "by other conditions: {0} gets {1}")
    @CsvSource(delimiter = '|', textBlock = """
            GET / HTTP/1.1~Host: intern.example~~                              | 403
            GET / HTTP/1.1~Host: INTERN.Example~~                              | 403
            GET / HTTP/1.1~Host: intern.example.~~                             | 403
            GET / HTTP/1.1~Host: intern.example:80~~                           | 403
            GET / HTTP/1.1~Host: intern.example.:8080~~                        | 403
            GET / HTTP/1.1~Host: intern.example..~~                            | 400
            GET / HTTP/1.1~Host: intern%2eexample~~                            | 400
            GET / HTTP/1.1~Host: x@intern.example~~                            | 400
            GET / HTTP/1.1~Host: intern.example/~~                             | 400
            GET / HTTP/1.1~Host: intern.example, a~~                           | 400
            GET / HTTP/1.1~Host: a~Host: intern.example~~                      | 400
            GET / HTTP/1.1~Host: a~ intern.example~~                           | 400
            GET http://intern.example/ HTTP/1.1~Host: a~~                      | 400
            GET http://intern.example/ HTTP/1.1~Host: intern.example~~         | 403
            GET http://a@intern.example/ HTTP/1.1~Host: intern.example~~       | 400
            GET http://intern.example/ HTTP/1.0~~                              | 400
            GET / HTTP/1.0~Host: intern.example~~                              | 403
            GET / HTTP/1.1~Host: x.corp.example~~                              | 403
            GET / HTTP/1.1~Host: X.Y.CORP.example.:1~~                         | 403
            GET / HTTP/1.1~Host: [2001:db8::1]:80~~                            | 403
            GET / HTTP/1.1~Host: [2001:DB8::1]~~                               | 403
            GET / HTTP/1.1~Host: [2001:db8:0::1]~~                             | 403
            GET / HTTP/1.1~Host: [2001:0db8:0:0:0:0:0:1]~~                     | 403
            DELETE / HTTP/1.1~Host: a~~                                        | 403
            delete / HTTP/1.1~Host: a~~                                        | 403
            DeLeTe / HTTP/1.1~Host: a~~                                        | 403
            /X-Debug: on~~                                                     | 403
            /x-dEBUG:on ~~                                                     | 403
            /X-Debug: off~X-Debug: on~~                                        | 403
            /X-Debug: on~X-Debug: off~~                                        | 403
            /X-Debug: off, on~~                                                | 403
            /X-Debug: on,off~~                                                 | 403
            /X-Debug:~ on~~                                                    | 403
            /X_Debug: on~~                                                     | 403
            /X.Debug: on~~                                                     | 403
            /X-Debug : on~~                                                    | 400
            /X-Trace:~~                                                        | 403
            /X_Trace: 1~~                                                      | 403
            /X-Trace: 1~Connection: X-Trace~~                                  | 403
            /User-Agent: x~User-Agent: BadBot~~                                | 403
            GET /mode HTTP/1.1~Host: a~X-Mode: safe~X-Mode: x~~                | 403
            GET /mode HTTP/1.1~Host: a~X-Mode: x~X-Mode: safe~~                | 403
            GET /mode HTTP/1.1~Host: a~X-Mode: safe, x~~                       | 403
            GET /?debug HTTP/1.1~Host: a~~                                     | 403
            GET /?debug= HTTP/1.1~Host: a~~                                    | 403
            GET /?a=b&debug=1 HTTP/1.1~Host: a~~                               | 403
            GET /?d%65bug=1 HTTP/1.1~Host: a~~                                 | 403
            GET /?&&debug=1 HTTP/1.1~Host: a~~                                 | 403
            GET /?a=b;debug=1 HTTP/1.1~Host: a~~                               | 403
            GET /?debug[]=1 HTTP/1.1~Host: a~~                                 | 403
            GET /?debug%5B0%5D=1 HTTP/1.1~Host: a~~                            | 403
            GET /?Debug=1 HTTP/1.1~Host: a~~                                   | 403
            GET /?+debug=1 HTTP/1.1~Host: a~~                                  | 403
            GET /?a=b?debug=1 HTTP/1.1~Host: a~~                               | 200
            GET /?token=evil HTTP/1.1~Host: a~~                                | 403
            GET /?token=good&token=evil HTTP/1.1~Host: a~~                     | 403
            GET /?token=evil&token=good HTTP/1.1~Host: a~~                     | 403
            GET /?token=%65vil HTTP/1.1~Host: a~~                              | 403
            GET /?token=good;token=evil HTTP/1.1~Host: a~~                     | 403
            GET /?token[]=evil HTTP/1.1~Host: a~~                              | 403
            /Cookie: staff=yes~~                                               | 403
            /Cookie: a=b; staff=yes~~                                          | 403
            /Cookie: a=b;staff=yes~~                                           | 403
            /Cookie: staff = yes~~                                             | 403
            /Cookie: staff="yes"~~                                             | 403
            /Cookie: staff=no; staff=yes~~                                     | 403
            /Cookie: staff=yes; staff=no~~                                     | 403
            /Cookie: a=b~Cookie: staff=yes~~                                   | 403
            /Cookie: a="b; staff=yes; c"~~                                     | 403
            /Cookie: a=b, staff=yes~~                                          | 403
            /Cookie: st%61ff=yes~~                                             | 403
            /Cookie: staff=y%65s~~                                             | 403
            /Cookie: Staff=yes~~                                               | 403
            """)
    void otherConditions(String request, int status) {
        check(request.replaceFirst("^/", "GET / HTTP/1.1~Host: a~"), status);
    }

    @ParameterizedTest(name = "{0} passes")
    @ValueSource(strings = {
        "/administrator", "/x/admin", "/exact/pages", "/files/a.bak.txt", "/old/1.php", "/secrets",
        "/x?y=/admin", "/?nodebug=1&token=good", "/mode2", "/?a=debug&token=a,evil"})
    void whatOnlyLooksAlikePasses(String target) {
        int before = backend.count();
        Message answer = lb.get(target).host("intern.example.org").header("X-Debug", "only")
                .header("X-Debugger", "on").header("Cookie", "staffs=yes; staff=no").send();
        assertEquals(200, answer.status(), answer.toString());
        assertEquals(before + 1, backend.count());
    }

    private static void check(String request, int status) {
        int before = backend.count();
        try (RawClient client = lb.connect()) {
            client.send(request.replace("~", "\r\n").getBytes(ISO_8859_1));
            Message answer = client.read();
            assertEquals(status, answer.status(), answer.toString());
            assertTrue(answer.complete());
        }
        assertEquals(status == 200 ? 1 : 0, backend.count() - before);
    }
}
