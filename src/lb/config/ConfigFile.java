package lb.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads lb.properties: bytes, text, lines, sections, and at last one {@link Config}. */
public final class ConfigFile {
    /** More is no configuration; without a limit, {@code /dev/zero} would take all memory. */
    private static final int MOST_BYTES = 16 << 20;

    private ConfigFile() {}

    /**
     * Reads a file from disk.
     *
     * @param environment what {@code ${NAME}} stands for
     * @throws InvalidConfig with every problem, also when the file cannot be read
     */
    public static Config load(Path file, Map<String, String> environment) throws InvalidConfig {
        Problems problems = new Problems(file);
        byte[] bytes = bytes(file, problems);
        if (holdsNull(bytes)) { // A program or an archive, which has thousands of broken lines.
            problems.add(0, "", "this is not a text file; name another file");
        }
        stopAtErrors(problems);
        return parse(file, text(bytes, problems), environment, problems);
    }

    /**
     * Reads the text of a file.
     *
     * @param file named in problems, and where relative paths begin; not read
     * @param environment what {@code ${NAME}} stands for
     * @throws InvalidConfig with every problem
     */
    public static Config parse(Path file, String text, Map<String, String> environment)
            throws InvalidConfig {
        return parse(file, text, environment, new Problems(file));
    }

    private static Config parse(Path file, String text, Map<String, String> environment,
            Problems problems) throws InvalidConfig {
        List<Line> lines = LineReader.read(withoutMark(text), problems);
        Sections sections = new Sections(lines, new Environment(environment), problems);
        Config config = new ConfigParser(file, sections, problems).parse();
        stopAtErrors(problems);
        SelfTests.run(config, sections.top());
        stopAtErrors(problems);
        return config;
    }

    private static void stopAtErrors(Problems problems) throws InvalidConfig {
        if (problems.hasErrors()) {
            throw new InvalidConfig(problems.sorted());
        }
    }

    private static byte[] bytes(Path file, Problems problems) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length <= MOST_BYTES) {
                return bytes;
            }
            problems.add(0, "", "this is larger than 16 MB, so it is not a configuration;"
                    + " name another file");
        } catch (NoSuchFileException e) {
            problems.add(0, "", "there is no such file; name one: lb lb.properties");
        } catch (AccessDeniedException e) {
            problems.add(0, "", "this may not be read by this user; change its permissions");
        } catch (IOException e) {
            problems.add(0, "", Files.isDirectory(file) ? "this is a folder; name a file in it"
                    : "this cannot be read (" + e.getMessage() + "); name another file");
        }
        return new byte[0];
    }

    private static boolean holdsNull(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    /** Decodes UTF-8. What cannot be decoded is a problem at its line, and reading goes on. */
    private static String text(byte[] bytes, Problems problems) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException malformed) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            int number = 0;
            for (String line : text.split(LineReader.LINE_ENDS, -1)) {
                number++;
                if (line.indexOf('\uFFFD') >= 0) { // What the decoder puts in place of it.
                    problems.add(number, line.strip(), "this is not UTF-8; save the file as UTF-8");
                }
            }
            return text;
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text; // Some editors leave one.
    }
}
