package dev.wigwag.slack;

import dev.wigwag.http.CleanText;
import dev.wigwag.http.Redaction;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Strangers' text made fit for Slack's mrkdwn (reference: slack.md §10): escaped so that it mentions and links nothing, and
 * kept from formatting what stands around it. Lengths are those on the wire, in characters: {@code &} counts five, a quote two.
 */
final class SlackText {
    private static final int LONGEST_URL = 1500;
    private static final String APART = "\u200B";
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private SlackText() {}

    /** One line for a mrkdwn object or the message's text, at most {@code max} long. */
    static String data(String text, int max) {
        return fitted(line(text), max, true);
    }

    /** One line for a plain_text object, in which nothing has to be escaped. */
    static String plain(String text, int max) {
        return fitted(line(text), max, false);
    }

    /** A link; the label alone if the address is none that a browser should be sent to. */
    static String link(String address, String label, int max) {
        String shown = fitted(line(label).replace('|', ' '), max, true);
        return address(address).map(url -> "<" + url + "|" + shown + ">").orElse(shown);
    }

    /** The time as each reader's own clock has it. */
    static String date(Instant time) {
        return "<!date^" + time.getEpochSecond() + "^{date_short_pretty} {time}|" + UTC.format(time) + ">";
    }

    /** How long a text is on the wire. */
    static int length(String text) {
        return text.codePoints().map(SlackText::jsonLength).sum();
    }

    private static Optional<String> address(String url) {
        boolean web = url != null && (url.startsWith("https://") || url.startsWith("http://"));
        if (!web || url.length() > LONGEST_URL || !url.chars().allMatch(SlackText::isOfAnAddress)) {
            return Optional.empty();
        }
        return Optional.of(Redaction.apply(url).replace("&", "&amp;"));
    }

    private static boolean isOfAnAddress(int c) {
        return c > ' ' && c < 0x7F && "<>|\"\\^`{}".indexOf(c) < 0;
    }

    private static String line(String text) {
        String whole = text == null ? "" : Redaction.apply(text);
        return CleanText.line(whole, Math.max(1, whole.length())).strip();
    }

    /** Cut before escaping, so that no entity is cut through. */
    private static String fitted(String text, int max, boolean mrkdwn) {
        StringBuilder fitted = new StringBuilder(Math.min(max, 2 * text.length()) + 1);
        int length = 0;
        int cut = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            String shown = mrkdwn ? escaped(point, text, i) : Character.toString(point);
            length += length(shown);
            if (length > max) {
                return fitted.substring(0, cut) + "…";
            }
            fitted.append(shown);
            if (length < max) {
                cut = fitted.length();
            }
        }
        return fitted.toString();
    }

    private static String escaped(int point, String text, int next) {
        return switch (point) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            // A code span would swallow what follows it.
            case '`' -> "'";
            case '*', '_', '~' -> APART + Character.toString(point);
            case '@' -> isBroadcast(text, next) ? "@" + APART : "@";
            default -> Character.toString(point);
        };
    }

    /** Where Slack is told to find mentions by itself, it finds these without any brackets. */
    private static boolean isBroadcast(String text, int from) {
        return text.regionMatches(true, from, "here", 0, 4)
                || text.regionMatches(true, from, "channel", 0, 7)
                || text.regionMatches(true, from, "everyone", 0, 8);
    }

    private static int jsonLength(int point) {
        return point == '"' || point == '\\' || point == '\n' ? 2 : Character.charCount(point);
    }
}
