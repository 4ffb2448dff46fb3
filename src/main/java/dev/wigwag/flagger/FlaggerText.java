package dev.wigwag.flagger;

import dev.wigwag.http.CleanText;

/** What Flagger says, made fit for keeping: a hook's answer may be in it, verbatim and without limit. */
final class FlaggerText {
    /** Code points kept of a message; Flagger's own words and what Kubernetes says of pods are far shorter. */
    static final int MAX = 2_000;

    /** Code points kept where it is one clause of several. */
    private static final int CLAUSE = 300;

    private FlaggerText() {}

    /** A field of an object that ought to be short, in one line, cut; null for null. */
    static String field(String text) {
        return text == null ? null : CleanText.line(text, CLAUSE);
    }

    /** The text, several lines of it, cut and without what may be secret in addresses. */
    static String of(String text) {
        return PlainAddress.in(CleanText.block(whole(text), MAX)).strip();
    }

    /** The first line with something on it, cut; empty for null. */
    static String firstLine(String text) {
        return text == null
                ? ""
                : of(text).lines()
                        .filter(line -> !line.isBlank())
                        .findFirst()
                        .map(line -> CleanText.line(line.strip(), CLAUSE))
                        .orElse("");
    }

    /** An address that is cut in two could show half a password: what is cut off ends at a blank. */
    private static String whole(String text) {
        if (text.length() < MAX) {
            return text;
        }
        int end = MAX - 1;
        while (end > 0 && !Character.isWhitespace(text.charAt(end))) {
            end--;
        }
        return text.substring(0, end == 0 ? MAX - 1 : end) + "…";
    }
}
