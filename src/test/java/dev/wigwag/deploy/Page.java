package dev.wigwag.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page of documentation. */
record Page(Path path, String text) {
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)|src=\"([^\"]+)\"");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern SHELL = Pattern.compile("(?ms)^```sh$(.*?)^```$");

    static Page at(Path path) {
        return new Page(path, Manifests.text(path));
    }

    /** What stands below a heading of the second level, up to the next. */
    Optional<String> section(String heading) {
        Matcher section = Pattern.compile("(?ms)^## " + Pattern.quote(heading) + "$(.*?)(?=^## |\\z)")
                .matcher(text);
        return section.find() ? Optional.of(section.group(1)) : Optional.empty();
    }

    /** The lines of its shell examples. */
    Stream<String> commands() {
        return SHELL.matcher(text)
                .results()
                .map((MatchResult block) -> block.group(1))
                .flatMap(String::lines)
                .filter(line -> !line.isBlank());
    }

    /** Where it links to inside of this repository, and the pictures it shows, as they are written there. */
    List<String> links() {
        return LINK.matcher(text)
                .results()
                .map(link -> link.group(1) == null ? link.group(2) : link.group(1))
                .filter(link -> !link.startsWith("http") && !link.startsWith("../../"))
                .toList();
    }

    /** The file or directory behind a link of this page, without its anchor. */
    Path target(String link) {
        String file = link.replaceFirst("#.*", "");
        return file.isEmpty() ? path : path.resolveSibling(file).normalize();
    }

    /** The anchors of its headings, as GitHub makes them: lower case, hyphens for blanks, other punctuation dropped. */
    Set<String> anchors() {
        return HEADING.matcher(text)
                .results()
                .map(heading -> heading.group(1).toLowerCase().replaceAll("[^\\p{L}\\p{N} _-]", ""))
                .map(heading -> heading.replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
