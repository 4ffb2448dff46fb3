package dev.wigwag.flagger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A whole message as a regular expression in which <code>{parts}</code> stand for what varies. Names hold no blanks and
 * split at the last dot, because a name may have dots and a namespace none; errors may have many lines.
 *
 * <p>A match takes time in proportion to the message: each repetition is followed by something it cannot hold itself, or
 * is the only open one of its stretch.
 *
 * @param names the named groups of the pattern
 */
record MessagePattern(Pattern pattern, List<String> names) {
    private static final String NUMBER = "[0-9]{1,9}";
    private static final Map<String, String> PARTS = Map.ofEntries(
            Map.entry("{object}", "(?<name>\\S+)\\.(?<namespace>[^.\\s]+)"),
            Map.entry("{primary}", "(?<name>\\S+)-primary\\.(?<namespace>[^.\\s]+)"),
            Map.entry("{template}", "(?<metric>\\S+)"),
            Map.entry("{hook}", "(?<hook>.+?)"),
            Map.entry("{metric}", "(?<metric>.+?)"),
            Map.entry("{all metric}", "(?<metric>.+)"),
            Map.entry("{provider}", "(?<provider>\\S+)"),
            Map.entry("{value}", "(?<value>-?[0-9][^\\s%]*+|NaN|[+-]Inf)"),
            Map.entry("{comparison}", "(?<comparison>[<>])"),
            Map.entry("{limit}", "(?<limit>[^\\s%]++)"),
            Map.entry("{weight}", "(?<weight>" + NUMBER + ")"),
            Map.entry("{iteration}", "(?<iteration>-?" + NUMBER + ")"),
            Map.entry("{iterations}", "(?<iterations>" + NUMBER + ")"),
            Map.entry("{failedChecks}", "(?<failedChecks>" + NUMBER + ")"),
            Map.entry("{error}", "(?<error>.*)"),
            // The answer of a hook may be empty, and the blank before it is then the message's end.
            Map.entry("{ error}", "(?:\\s(?<error>.*))?"),
            Map.entry("{: error}", "(?:: (?<error>.*))?"),
            Map.entry("{template error}", "(?<error>(?:secret \\S+ |provider \\S+ |query render )?error:.*)"));

    private static final Pattern PART = Pattern.compile("\\{[ :a-zA-Z]+}");
    private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z]+)>");

    /**
     * The pattern.
     *
     * @param text a regular expression with parts in it
     */
    static MessagePattern of(String text) {
        String regex = PART.matcher(text).replaceAll(part -> Matcher.quoteReplacement(PARTS.get(part.group())));
        return new MessagePattern(
                Pattern.compile(regex, Pattern.DOTALL),
                GROUP.matcher(regex)
                        .results()
                        .map((MatchResult name) -> name.group(1))
                        .toList());
    }

    /** The parts of the message that are there, by name; empty if it does not match. */
    Optional<Map<String, String>> read(String message) {
        Matcher matcher = pattern.matcher(message);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> parts = new HashMap<>();
        for (String name : names) {
            if (matcher.group(name) != null && !matcher.group(name).isBlank()) {
                parts.put(name, matcher.group(name));
            }
        }
        return Optional.of(parts);
    }
}
