package lb.balance;

import static lb.pool.Samples.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import lb.pool.Pool;
import lb.pool.Samples;
import org.junit.jupiter.api.Test;

class FirstTest {
    private final Pool pool = new Pool("web", Samples.servers("a max=2, b max=1, c"), new First());

    private String choose() {
        return pool.choose(request(), List.of()).map(Samples::name).orElse("none");
    }

    @Test
    void fillsOneServerBeforeTheNext() {
        assertEquals("[a, a, b, c, c, c]", Stream.generate(this::choose).limit(6).toList()
                .toString());
        pool.servers().get(0).release();
        pool.servers().get(1).release();
        assertEquals("[a, b, c]", Stream.generate(this::choose).limit(3).toList().toString());
    }

    @Test
    void findsNoneWhenAllAreFull() {
        Pool full = new Pool("web", Samples.servers("a max=1, b max=1"), new First());
        full.servers().forEach(server -> Picks.load(server, 1));
        assertEquals(true, full.choose(request(), List.of()).isEmpty());
    }
}
