package lb.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The catalogue of commands: the name, what may follow it, what it does, and who does it. */
enum Command {
    RUN("[FILE]", "serve, as FILE says", Run::execute, """
            Starts the load balancer with FILE, lb.properties in this folder when none is named.
            The word "run" may be left out. Standard output has the access log, standard error
            what happens to lb. SIGTERM and Ctrl-C refuse new connections, finish the requests
            in flight for at most timeout.drain, and end lb with exit code 0.
            """),
    CHECK("[FILE] [--effective]", "list all problems and warnings of FILE", Check::execute, """
            Reads FILE, lb.properties in this folder when none is named, and starts nothing.
              --effective        shows every key with the value that counts, and where it is from:
                                 its line, the line with a * for all of its kind, or the default
            Warnings are of what is possible but hardly meant: routes and rules that no request
            reaches, denials that another spelling gets around, settings without effect. They are
            looked for once nothing is wrong, and never keep lb from starting.
            The exit code is 0 when lb would start with it, 2 when not.
            """),
    EXPLAIN("[FILE] METHOD URL [-H 'Name: value'] [--from IP] [--json]",
            "show each stage's decision about a request", Explain::execute, """
            Takes a request through the stages that serve, without sending it, and shows what
            each decides, which line of FILE made it do so, and what a server would get, byte
            for byte. -H may stand several times; a Host among them takes the place of the URL's.
            The client is 127.0.0.1 when --from names none. Where an lb answers on FILE's admin
            address, its servers' states and loads are used, else every server counts as up.
            """),
    DEMO("[FILE]", "serve, with sample servers", Demo::execute, """
            Starts a small server on every loopback address that FILE names as a server and
            nothing listens on, then lb in front of them, and shows what to try.
            """),
    SIMULATE("[FILE] [--pool P] [OPTION VALUE]...",
            "compare the algorithms on a virtual clock", Simulate::execute, """
            Balances the same arrivals in every way, through the classes that serve, in virtual
            time. The pool is that of FILE, or of lb.properties in this folder, whose servers are
            taken to do as much as their weights say; or servers that you describe.
              --scenario S,T     what happens: equal, slow, dead, flapping, cold, hot-keys,
                                 rolling, many, or all; equal when nothing is said
              --algorithm A,B    the ones to compare; all when nothing is said
              --server 'OPTIONS' one more server: [host:port] weight=3 max=20 backup mean=10ms
                                 workers=4 errors=1% count=10
              --rate 500/s       requests; 70% of what the servers can do when nothing is said
              --duration 1h      of virtual time; 10m when nothing is said
              --seed N           other arrivals; the same seed gives the same output
              --json, --csv      for programs: times in ms, the time to notice in s
              --html FILE        writes a page with plots as well
              --step N           tells N decisions one by one, with the candidates and the reason
            In the table, share is the least and the most that a server got against its weight,
            Jain the fairness index, run the longest run of one server, queue the longest queue,
            drops the requests that got an error, remapped the clients with another server at the
            end than before the change, and notice the time until nothing was sent to a server in
            trouble.
            """),
    VERSION("", "say which lb and which Java this is", Version::execute, ""),
    HELP("[COMMAND]", "show this, or more about COMMAND", Help::execute, "");

    /** Does what a command is for. */
    interface Task {
        /**
         * Does it.
         *
         * @param arguments what followed the command; where its usage names no options, there are
         *     none, and not too many others
         * @return the exit code
         */
        int execute(List<String> arguments, Console console);
    }

    private final String arguments;
    private final String summary;
    private final Task task;
    private final String details;

    Command(String arguments, String summary, Task task, String details) {
        this.arguments = arguments;
        this.summary = summary;
        this.task = task;
        this.details = details;
    }

    /** The command with this name. */
    static Optional<Command> named(String label) {
        return Arrays.stream(values()).filter(command -> command.label().equals(label)).findFirst();
    }

    /** The name on the command line. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Name and arguments: {@code run [FILE]}. */
    String usage() {
        return (label() + " " + arguments).strip();
    }

    /** What it does, in a few words. */
    String summary() {
        return summary;
    }

    /** More about it; may be empty. */
    String details() {
        return details;
    }

    /** Does it, or says what is wrong with the arguments; the exit code. */
    int execute(List<String> given, Console console) {
        if (given.contains("-h") || given.contains("--help")) {
            return Help.execute(List.of(label()), console);
        }
        if (arguments.contains("-")) {
            return task.execute(given, console); // It reads its options itself.
        }
        Optional<String> complaint = complaint(given);
        return complaint.isPresent() ? misused(complaint.get(), console)
                : task.execute(given, console);
    }

    /** What is wrong with arguments among which no option is left; empty when they will do. */
    Optional<String> complaint(List<String> given) {
        Optional<String> option = given.stream().filter(word -> word.startsWith("-")).findFirst();
        if (option.isPresent()) {
            return Optional.of(label() + " has no option " + option.get());
        }
        int most = arguments.isEmpty() ? 0 : 1;
        return given.size() > most
                ? Optional.of("one argument too many: " + given.get(most)) : Optional.empty();
    }

    /** Says what is wrong with the arguments, and how to use it; the exit code. */
    int misused(String complaint, Console console) {
        console.err().println(complaint);
        Help.show(this, console.err());
        return ExitCode.BAD_INPUT;
    }
}
