package lb.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1;

    @Test
    void letsABurstPassAndThenTheRate() {
        RateLimiter limiter = limiter("limit 10/s burst 5");
        assertEquals(5, passed(limiter, 7, 20, START));
        assertEquals(SECOND / 10, limiter.take(7, START)); // When the next one may pass.
        assertEquals(1, passed(limiter, 7, 20, START + SECOND / 10));
        assertEquals(5, passed(limiter, 7, 20, START + 60 * SECOND)); // Never more than the burst.
    }

    @Test
    void refusesWithoutMakingTheClientWaitLonger() {
        RateLimiter limiter = limiter("limit 1/s burst 1");
        assertEquals(1, passed(limiter, 7, 1000, START));
        assertEquals(1, passed(limiter, 7, 1000, START + SECOND));
    }

    @Test
    void countsEachKeyByItself() {
        RateLimiter limiter = limiter("limit 1/s burst 2");
        assertEquals(2, passed(limiter, 1, 5, START));
        assertEquals(2, passed(limiter, 2, 5, START));
    }

    @Test
    void peeksWithoutTaking() {
        RateLimiter limiter = limiter("limit 1/s burst 1");
        assertEquals(0, limiter.peek(7, START));
        assertEquals(0, limiter.peek(7, START));
        assertEquals(0, limiter.take(7, START));
        assertEquals(SECOND, limiter.peek(7, START));
    }

    @Test
    void stillLimitsOneClientAmongAMillion() {
        RateLimiter limiter = limiter("limit 1/s burst 10");
        long now = START;
        int passed = 0;
        for (int client = 100; client < 1_000_100; client++) {
            now += 10_000; // A hundred thousand other clients a second, for ten seconds.
            limiter.take(client, now);
            passed += client % 100 == 0 && limiter.take(7, now) == 0 ? 1 : 0;
        }
        assertTrue(passed < 30, passed + " of its 10000 requests passed in 10 seconds");
    }

    @Test
    void countsRightWithManyThreads() throws InterruptedException {
        RateLimiter limiter = limiter("limit 1/h burst 1000");
        assertEquals(0, limiter.take(7, START)); // Its bucket has its place.
        AtomicInteger passed = new AtomicInteger(1);
        CountDownLatch done = new CountDownLatch(8);
        for (int i = 0; i < 8; i++) {
            Thread.ofPlatform().start(() -> {
                passed.addAndGet(passed(limiter, 7, 500, START));
                done.countDown();
            });
        }
        done.await();
        assertEquals(1000, passed.get());
    }

    private static RateLimiter limiter(String text) {
        return new RateLimiter(Limit.parse(text), 42);
    }

    private static int passed(RateLimiter limiter, long key, int requests, long now) {
        int passed = 0;
        for (int i = 0; i < requests; i++) {
            passed += limiter.take(key, now) == 0 ? 1 : 0;
        }
        return passed;
    }
}
