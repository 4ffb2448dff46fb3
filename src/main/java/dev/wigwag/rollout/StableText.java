package dev.wigwag.rollout;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a controller says, without what it must not tell (credentials) and without what differs from run to run though
 * nothing has changed: how long it took, ports, temporary directories, times, ids. The same cause then reads the same.
 */
final class StableText {
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{0,20}://\\S+");
    private static final Pattern TRAILING = Pattern.compile("[\"'`:,;.)\\]}>]{1,8}$");
    private static final Pattern TOKEN = Pattern.compile(
            "(?:gh[pousr]_|github_pat_)\\w{8,}|(?i)\\b(bearer|basic|password|passwd|token|api_?key|secret)(?:=|%3D)\\S+|(?i)\\b(bearer|basic) [\\w+/=.~-]{8,}");

    private static final Pattern[] PER_RUN = {
        Pattern.compile(" (?:after|in) (?:\\d{1,9}(?:\\.\\d{1,12})?(?:ms|ns|us|µs|h|m|s)){1,6}\\b"),
        Pattern.compile("(?:\\d{1,9}(?:h|m))?(?:\\d{1,9}m)?\\d{1,9}\\.\\d{1,12}(?:ms|us|µs|s)\\b"),
        Pattern.compile("(?i),? ?\"?resource ?version\"?[:= ] ?\"?\\d{1,20}\"?"),
        Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z| ?[+-]\\d\\d:?\\d\\d)?"),
        Pattern.compile("\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b"),
        Pattern.compile("(?<=/tmp/)[^\\s/'\":]{0,200}\\d{3,}(?=[\\s/'\":]|$)"),
        Pattern.compile(":\\d{1,5}(?=->)"),
        Pattern.compile("\\b0x[0-9a-f]{6,16}\\b"),
    };

    private StableText() {}

    /** The first paragraph, in one line. */
    static String of(String text) {
        String head = PlainText.head(text.strip());
        String paragraph = head.split("\\R[ \\t]*\\R", 2)[0];
        String safe = TOKEN.matcher(ADDRESS.matcher(PlainText.line(paragraph)).replaceAll(StableText::address))
                .replaceAll("…");
        for (Pattern pattern : PER_RUN) {
            safe = pattern.matcher(safe).replaceAll("");
        }
        return PlainText.line(safe);
    }

    private static String address(MatchResult found) {
        String address = TRAILING.matcher(found.group()).replaceFirst("");
        String rest = found.group().substring(address.length());
        return Matcher.quoteReplacement(RepositoryUrl.withoutCredentials(address) + rest);
    }
}
