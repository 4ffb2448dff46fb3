package dev.wigwag.deploy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The README, read for the facts it states, so that tests can hold these against the code. */
public final class Readme {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final String text = Manifests.text(Path.of("README.md"));

    /** The whole text. */
    public String text() {
        return text;
    }

    /** The rows of all tables below a heading of the second level, without their header; cells are trimmed. */
    public List<List<String>> rows(String heading) {
        return section(heading)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.substring(1).split("(?<!\\\\)\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    /** What stands between backticks in a cell. */
    public static List<String> code(String cell) {
        return CODE.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    /** The text below a heading of the second level, up to the next. */
    public String section(String heading) {
        Matcher section = Pattern.compile("(?ms)^## " + Pattern.quote(heading) + "$(.*?)(?=^## |\\z)")
                .matcher(text);
        if (!section.find()) {
            throw new AssertionError("the README has no section " + heading);
        }
        return section.group(1);
    }

    /** The lines of its shell examples. */
    public List<String> commands() {
        return Pattern.compile("(?ms)^```sh$(.*?)^```$")
                .matcher(text)
                .results()
                .map((MatchResult block) -> block.group(1))
                .flatMap(String::lines)
                .filter(line -> !line.isBlank())
                .toList();
    }
}
