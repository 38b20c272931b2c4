package lb.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import lb.admin.Overview.Listening;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OverviewTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({"127.0.0.1, http://127.0.0.1:80", "0.0.0.0, http://*:80", "::, http://*:80",
        "::1, http://[0:0:0:0:0:0:0:1]:80"})
    void saysWhereClientsReachIt(String host, String url) {
        assertEquals(url, new Listening("http", new InetSocketAddress(host, 80)).url());
    }
}
