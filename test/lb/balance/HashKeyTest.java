package lb.balance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import lb.http.Headers;
import lb.http.Request;
import lb.pool.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashKeyTest {
    private final Request request = Samples.request("2001:db8::7", "/a/b?user=ann%20b&empty=&x",
            Headers.of("X-User", "ann", "x-user", "bob", "X-Empty", "",
                    "Cookie", "id=1; session=\"s 3\""));

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            ip             | 2001:db8:0:0:0:0:0:7
            uri            | /a/b?user=ann%20b&empty=&x
            path           | /a/b
            host           | shop.example.com
            header.x-user  | ann
            header.X-User  | ann
            cookie.id      | 1
            param.user     | ann b
            # What is missing or empty falls back to the client's address.
            header.X-None  | 2001:db8:0:0:0:0:0:7
            header.X-Empty | 2001:db8:0:0:0:0:0:7
            cookie.ID      | 2001:db8:0:0:0:0:0:7
            param.none     | 2001:db8:0:0:0:0:0:7
            param.empty    | 2001:db8:0:0:0:0:0:7
            param.x        | 2001:db8:0:0:0:0:0:7
            """)
    void readsTheRequest(String key, String text) {
        assertEquals(text, HashKey.parse(key).of(request));
    }

    @Test
    void fallsBackWithoutAHost() {
        Request nobody = request.withAuthority("");
        assertEquals("2001:db8:0:0:0:0:0:7", new HashKey.Host().of(nobody));
    }

    @Test
    void takesTwoSpellingsOfAPathForOne() {
        Request other = request.withTarget("/a/./b", "");
        assertEquals("/a/b", new HashKey.Path().of(other));
        assertEquals("/a/./b", new HashKey.Uri().of(other));
    }

    @ParameterizedTest(name = "refuses {0}")
    @CsvSource(delimiter = '|', textBlock = """
            pth         | there is no hash key "pth"; did you mean "path"?
            url         | there is no hash key "url"; did you mean "uri"?
            IP          | there is no hash key "IP"; did you mean "ip"?
            ''          | there is no hash key ""; the hash keys are: ip, uri, path, host, header.NAME, cookie.NAME, param.NAME
            ip.v4       | the hash key ip takes no name; write ip
            path.       | the hash key path takes no name; write path
            header      | the hash key "header" names no header; write for example header.X-User
            header.     | the hash key "header." names no header; write for example header.X-User
            header.X:Y  | the hash key "header.X:Y" names no header; write for example header.X-User
            cookie.a b  | the hash key "cookie.a b" names no cookie; write for example cookie.user
            param.      | the hash key "param." names no param; write for example param.user
            """)
    void refuses(String key, String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> HashKey.parse(key)).getMessage());
    }
}
