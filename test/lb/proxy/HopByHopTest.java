package lb.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lb.http.Headers;
import org.junit.jupiter.api.Test;

class HopByHopTest {
    @Test
    void keepsWhatIsForTheServer() {
        Headers headers = Headers.of("Accept", "*/*", "Cookie", "a=b", "Cookie", "c=d");
        assertEquals(headers, HopByHop.strip(headers));
    }

    @Test
    void removesWhatIsForOneConnection() {
        Headers headers = Headers.of("Accept", "*/*", "connection", "keep-alive",
                "Keep-Alive", "timeout=5", "TE", "trailers", "Trailer", "X-Sum",
                "TRANSFER-ENCODING", "chunked", "Upgrade", "h2c", "HTTP2-Settings", "AAMA",
                "Proxy-Connection", "close", "Proxy-Authorization", "Basic x",
                "Content-Length", "5", "Expect", "100-continue");
        assertEquals(Headers.of("Accept", "*/*"), HopByHop.strip(headers));
    }

    @Test
    void removesWhatConnectionNames() {
        Headers headers = Headers.of("Connection", "X-One, close", "X-One", "1",
                "Connection", " x-TWO ", "X-Two", "2", "X-Three", "3");
        assertEquals(Headers.of("X-Three", "3"), HopByHop.strip(headers));
    }
}
