package lb.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One of the programs that are compared.
 *
 * @param name what it is called in the table
 * @param command how it is started
 */
record Side(String name, List<String> command) {

    /** Whether a program is installed. */
    static boolean installed(String program) {
        return !program(program).isEmpty();
    }

    private static String program(String name) {
        return Stream.of("/usr/sbin/", "/usr/bin/", "/usr/local/bin/", "/usr/local/sbin/",
                "/opt/homebrew/bin/").map(folder -> folder + name)
                .filter(path -> Files.isExecutable(Path.of(path))).findFirst().orElse("");
    }

    /** The servers behind, on these ports; 1 MB under /large, 10 KB under /medium. */
    static Side origins(List<Integer> ports, Path folder) throws IOException {
        if (!installed("nginx")) {
            return new Side("origins", java("", List.of(), Origin.class.getName(),
                    ports.stream().map(Object::toString).toList()));
        }
        Files.createDirectories(folder.resolve("files"));
        Files.writeString(folder.resolve("files/medium"), "m".repeat(10 * 1024));
        Files.writeString(folder.resolve("files/large"), "l".repeat(1024 * 1024));
        String servers = ports.stream().map(port -> """
                server { listen 127.0.0.1:%d backlog=4096;
                  root %s; default_type text/plain;
                  location = /medium {} location = /large {}
                  location / { return 200 "hello from a server\\n"; } }
                """.formatted(port, folder.resolve("files"))).collect(Collectors.joining());
        return nginx("origins", folder, 1, servers);
    }

    /** nginx as a proxy. */
    static Side nginx(int port, List<Integer> servers, Path folder) throws IOException {
        return nginx("nginx", folder, 2, """
                upstream web { %s keepalive 256; }
                server { listen 127.0.0.1:%d backlog=4096;
                  location / { proxy_pass http://web; proxy_http_version 1.1;
                    proxy_set_header Connection ""; proxy_set_header Host $host;
                    proxy_set_header X-Forwarded-For $remote_addr; } }
                """.formatted(each("server 127.0.0.1:%d;", servers), port));
    }

    private static Side nginx(String name, Path folder, int workers, String http)
            throws IOException {
        Path file = write(folder, name + ".conf", """
                daemon off; worker_processes %d; pid %s.pid; error_log %s.log error;
                events { worker_connections 8192; }
                http { access_log off; keepalive_requests 100000000; keepalive_timeout 600;
                  sendfile on; tcp_nopush on; client_body_temp_path %s; proxy_temp_path %s;
                  fastcgi_temp_path %s; uwsgi_temp_path %s; scgi_temp_path %s;
                %s }
                """.formatted(workers, folder.resolve(name), folder.resolve(name),
                folder.resolve("t1"), folder.resolve("t2"), folder.resolve("t3"),
                folder.resolve("t4"), folder.resolve("t5"), http));
        return new Side(name, List.of(program("nginx"), "-c", file.toString()));
    }

    /** HAProxy. */
    static Side haproxy(int port, List<Integer> servers, Path folder) throws IOException {
        Path file = write(folder, "haproxy.cfg", """
                global
                  nbthread 2
                  maxconn 8000
                defaults
                  mode http
                  option forwardfor
                  http-reuse always
                  timeout client 600s
                  timeout server 60s
                  timeout connect 5s
                listen web
                  bind 127.0.0.1:%d
                  balance roundrobin
                %s
                """.formatted(port, each("  server s%1$d 127.0.0.1:%1$d check\n", servers)));
        return new Side("haproxy", List.of(program("haproxy"), "-db", "-f", file.toString()));
    }

    /** Caddy. */
    static Side caddy(int port, List<Integer> servers, Path folder) throws IOException {
        Path file = write(folder, "Caddyfile", """
                {
                  admin off
                  auto_https off
                }
                http://127.0.0.1:%d {
                  reverse_proxy %s {
                    lb_policy round_robin
                  }
                }
                """.formatted(port, each("127.0.0.1:%d ", servers)));
        return new Side("caddy", List.of(program("caddy"), "run", "--adapter", "caddyfile",
                "--config", file.toString()));
    }

    /** The bare pass-through. */
    static Side passThrough(String name, int port, List<Integer> servers, List<String> flags) {
        List<String> arguments = Stream.concat(Stream.of(Integer.toString(port)),
                servers.stream().map(server -> "127.0.0.1:" + server)).toList();
        return new Side(name, java("", flags, PassThrough.class.getName(), arguments));
    }

    /**
     * lb with a configuration of some size.
     *
     * @param jar where it is, when it is not this build's
     */
    static Side lb(String name, int port, List<Integer> servers, int routes, Path folder,
            String jar, List<String> flags) throws IOException {
        Path file = write(folder, ProxyBench.file(name) + ".properties", """
                listen = 127.0.0.1:%d
                log.access = %s
                pool.web.servers = %s
                pool.web.health.path = /health
                route.all.path = /
                route.all.pool = web
                route.all.rewrite.request.header.set.X-Client = {client-ip}
                route.all.rewrite.response.header.set.X-Served-By = {server}
                route.all.rewrite.response.header.remove = X-Powered-By
                """.formatted(port, folder.resolve(ProxyBench.file(name) + ".log"),
                servers.stream().map(server -> "127.0.0.1:" + server)
                        .collect(Collectors.joining(", ")))
                + rules(20) + routes(routes - 1));
        return new Side(name, java(jar, flags, "lb.Main", List.of("run", file.toString())));
    }

    private static String rules(int count) {
        String[] conditions = {"path = /secret%1$d", "ip = 10.%1$d.0.0/16",
            "header.User-Agent = ~(?i)crawler%1$d", "host = *.bad%1$d.example"};
        return IntStream.range(0, count).mapToObj(i ->
                ("firewall.r%1$d." + conditions[i % 4] + "\nfirewall.r%1$d.action = deny\n")
                .formatted(i)).collect(Collectors.joining());
    }

    private static String routes(int count) {
        return IntStream.range(0, count).mapToObj(i -> (i % 2 == 0
                ? "route.n%1$d.host = h%1$d.example\n" : "route.n%1$d.path = /p%1$d\n")
                .formatted(i) + "route.n%d.pool = web\n".formatted(i))
                .collect(Collectors.joining());
    }

    private static List<String> java(String jar, List<String> flags, String main,
            List<String> arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        String path = (jar.isEmpty() ? "" : jar + File.pathSeparator)
                + System.getProperty("java.class.path");
        return Stream.of(Stream.of(java), flags.stream(),
                Stream.of("-cp", path, Counted.class.getName(), main), arguments.stream())
                .flatMap(part -> part).toList();
    }

    private static String each(String form, List<Integer> servers) {
        return servers.stream().map(form::formatted).collect(Collectors.joining());
    }

    private static Path write(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
