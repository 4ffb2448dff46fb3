package dev.wigwag.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The README and the pages below docs, read for the facts they state, so that tests can hold these against the code. */
public final class Readme {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final List<Page> pages = read();

    /** The README alone, which is the first of all pages. */
    public String text() {
        return pages.get(0).text();
    }

    /** The README and the pages below docs. */
    List<Page> pages() {
        return pages;
    }

    /** All pages one after the other. */
    public String everything() {
        return pages.stream().map(Page::text).collect(Collectors.joining("\n"));
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

    /** The text below a heading of the second level, up to the next, on whichever page comes first with one. */
    public String section(String heading) {
        return pages.stream()
                .flatMap(page -> page.section(heading).stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError("neither the README nor docs has a section " + heading));
    }

    /** The lines of all shell examples. */
    public List<String> commands() {
        return pages.stream().flatMap(Page::commands).toList();
    }

    private static List<Page> read() {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md")),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .map(Page::at)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
