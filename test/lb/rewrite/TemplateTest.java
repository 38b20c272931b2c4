package lb.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.UnknownHostException;
import lb.http.Origin;
import lb.http.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private static final Request REQUEST = Rewrites.get("/a%20b/c?x=1&y=%zz");

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # template                       | text
              ``                             | ``
              plain text                     | plain text
              {client-ip}                    | 192.0.2.7
              {host}                         | shop.example.com
              {method}                       | GET
              {path}                         | /a%20b/c
              {query}                        | x=1&y=%zz
              {?query}                       | ?x=1&y=%zz
              {scheme}                       | https
              {request-id}                   | id-1
              {route}                        | api
              {server}                       | 10.0.0.1:8081
              https://{host}{path}{?query}   | https://shop.example.com/a%20b/c?x=1&y=%zz
              {method}{method}               | GETGET
              <{route}>                      | <api>
              {"ok": true, "n": {"a": [{}]}} | {"ok": true, "n": {"a": [{}]}}
              {{host}                        | {host}
              {{{host}}                      | {shop.example.com}
              {{{{                           | {{
              a{1}b} {                       | a{1}b} {
              ünï {method}                   | ünï GET
            """)
    void fillsInVariables(String template, String text) {
        Template parsed = Template.parse(template);
        assertEquals(text, parsed.expand(REQUEST, "api", "10.0.0.1:8081"));
        assertEquals(template, parsed.toString());
    }

    @ParameterizedTest(name = "{0} is refused: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # template  | message
              {hots}    | there is no variable "{hots}"; did you mean "{host}"?
              a{Host}   | there is no variable "{Host}"; did you mean "{host}"?
              {client}  | there is no variable "{client}"; did you mean "{client-ip}"?
              {ip}      | there is no variable "{ip}"; the variables are: {client-ip}, {host}, \
            {method}, {path}, {query}, {?query}, {scheme}, {request-id}, {route}, {server}
              {host} {h | there is no } after "{h"; for a brace that begins no variable write {{
              {?}       | there is no variable "{?}"; the variables are: {client-ip}, {host}, \
            {method}, {path}, {query}, {?query}, {scheme}, {request-id}, {route}, {server}
            """)
    void refusesVariablesThatAreNone(String template, String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> Template.parse(template)).getMessage());
    }

    @Test
    void hasNoQuestionMarkWithoutQuery() {
        assertEquals("/x", Template.parse("{path}{?query}{query}")
                .expand(Rewrites.get("/x"), "api", ""));
    }

    @ParameterizedTest(name = "{0} names the server: {1}")
    @CsvSource({"{server}, true", "a{host}b{server}, true", "{host}, false", "{{server}, false"})
    void knowsWhetherItNamesTheServer(String template, boolean names) {
        assertEquals(names, Template.parse(template).namesServer());
    }

    @Test
    void writesNoZoneIntoAddresses() throws UnknownHostException {
        Request plain = Rewrites.get("/");
        Request request = new Request(plain.id(), plain.method(), plain.authority(), plain.path(),
                plain.query(), plain.canonical(), plain.headers(),
                Origin.direct(InetAddress.getByName("fe80::1%1"), "http", 80));
        assertEquals("fe80:0:0:0:0:0:0:1", Template.parse("{client-ip}").expand(request, "", ""));
    }

    @Test
    void letsNothingIntoALineThatCouldEndIt() {
        Request request = Rewrites.get("/a\r\nEvil:\t1?\u0000é\u007F\u0100😀 ");
        assertEquals("/a%0D%0AEvil:%091 %00%E9%7F%C4%80%F0%9F%98%80%20",
                Template.parse("{path} {query}").expand(request, "", ""));
    }
}
