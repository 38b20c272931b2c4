package lb.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Files and requests made up at random, the same ones from the same seed. */
final class RandomFiles {
    private static final List<String> HOSTS = List.of("a.example", "*.example", "~^b[.]", "b.test",
            "!a.example");
    private static final List<String> PATHS = List.of("/api", "=/api/x", "/a/*.png", "~x$", "/",
            "!/api/x", "/api, /b", "/**/secret");
    private static final List<String> OTHERS = List.of("method = GET, HEAD", "method = !POST",
            "header.X-A = 1", "header.X-A = *", "header.X-B = ~^v[0-9]", "param.q = 1, 2",
            "cookie.c = *", "ip = 127.0.0.0/8", "ip = 10.0.0.0/8", "header.X-A = !1");
    private static final List<String> REWRITES = List.of("path.strip = /api",
            "path.prepend = /v2", "path.replace = ^/a/(.*)$ -> /new/$1", "param.add.p = {method}",
            "param.set.q = 9", "param.remove = q", "request.header.add.X-A = 2",
            "request.header.set.X-C = {client-ip} {host}", "request.header.remove = X-B",
            "request.header.set.X-S = {server}", "cookie.set.c = 1", "cookie.remove = d",
            "host = server", "host = other.test", "request.header.add.Cookie = z=1");
    private static final List<String> ALGORITHMS = List.of("round-robin", "random",
            "least-connections", "two-choices", "hash", "first");
    private static final List<String> TARGETS = List.of("/", "/api", "/api/x", "/api//x?q=1",
            "/a/../api/x", "/%61pi/x?q=2&q=1&r", "/a/b.png", "/a%2Fb", "/%00", "/..",
            "/a/./b;v=1/x", "/api/secret?", "/b?a=%20&b=+", "/x%zz", "/api/%2e%2e/b", "/a/x");
    private static final List<String> FIELDS = List.of("X-A: 1", "X-A: 2", "x-b: v7", "X-B: w",
            "Cookie: c=1; d=2", "Cookie: d=3", "Connection: X-A", "Via: 1.1 lb", "Via: 1.0 other",
            "Proxy-Foo: 1", "TE: trailers", "X-Forwarded-For: 10.9.9.9", "Accept: */*",
            "User-Agent: test", "X-C: mine", "Upgrade: h2c", "Expect: nothing");

    private final Random random;

    RandomFiles(long seed) {
        random = new Random(seed);
    }

    /** A file with pools of the servers {@code s0} to {@code s3}. */
    String file() {
        StringBuilder file = new StringBuilder("""
                pool.p.servers = ${s0} weight=3, ${s1}
                pool.q.servers = ${s2} max=9, ${s3}%s
                pool.p.algorithm = %s
                pool.q.algorithm = %s
                pool.*.outlier.failures = 0
                admin = off
                """.formatted(one(List.of("", " backup", " drain", " weight=0")), one(ALGORITHMS),
                one(ALGORITHMS)));
        some(2, List.of("pool.p.sticky = lb", "pool.q.hash-key = header.X-A", "forwarded = both",
                "forwarded = off", "via = off", "request-id = off", "limit.uri = 9",
                "path.encoded-slash = allow", "trusted-proxies = 127.0.0.1",
                "limit.header-count = 6", "pool.q.hash-bound = off"), file, "");
        for (int i = random.nextInt(4); i > 0; i--) {
            conditions("firewall.f" + i + ".", file);
            file.append("firewall.f" + i + ".action = ").append(one(List.of("deny", "deny 404",
                    "allow", "limit 3/h", "limit 99/h by route"))).append('\n');
            some(random.nextInt(2), List.of("mode = observe", "ignore-case = on"), file,
                    "firewall.f" + i + ".");
        }
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            conditions("route.r" + i + ".", file);
            file.append("route.r" + i + ".").append(one(List.of("pool = p", "pool = q", "pool = p",
                    "pool = p 50, q 50", "redirect = 302 https://{host}{path}{?query}",
                    "respond = 201 {method} {path}"))).append('\n');
            some(random.nextInt(4), REWRITES, file, "route.r" + i + ".rewrite.");
            some(random.nextInt(2), List.of("priority = 1", "priority = -1"), file,
                    "route.r" + i + ".");
        }
        return file.toString();
    }

    private void conditions(String section, StringBuilder file) {
        if (random.nextBoolean()) {
            file.append(section).append("host = ").append(one(HOSTS)).append('\n');
        }
        if (random.nextBoolean()) {
            file.append(section).append("path = ").append(one(PATHS)).append('\n');
        }
        some(random.nextInt(2), OTHERS, file, section);
    }

    /** So many of these, of each key one. */
    private void some(int count, List<String> lines, StringBuilder file, String section) {
        for (int i = 0; i < count; i++) {
            String line = section + one(lines);
            String key = line.substring(0, line.indexOf('='));
            if (!file.toString().contains(key)) {
                file.append(line).append('\n');
            }
        }
    }

    /** The lines of a head, without those that end it; the id of the request among them. */
    List<String> head() {
        String method = one(List.of("GET", "GET", "GET", "HEAD", "POST", "DELETE", "OPTIONS",
                "get"));
        List<String> head = new ArrayList<>(List.of(method + " " + one(TARGETS) + " HTTP/1.1",
                "Host: " + one(List.of("a.example", "A.Example:80", "b.test", "c.d.example", "b.",
                        "b.x", "a_b", "a b")), "X-Request-Id: 7"));
        for (int i = random.nextInt(5); i > 0; i--) {
            String field = one(FIELDS);
            if (!head.contains(field)) {
                head.add(field);
            }
        }
        head.addAll(one(List.of(List.of(), List.of(), List.of("Content-Length: 0"),
                List.of("Content-Length: 3"), List.of("Transfer-Encoding: chunked"))));
        return head;
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
