package dev.wigwag.http;

/**
 * Text written by strangers (commit messages, names, reasons) made fit for storing and showing.
 *
 * <p>Lone surrogates become U+FFFD, because they cannot be encoded in UTF-8 and the Kubernetes API refuses them. Control
 * characters go, as do the bidirectional embeddings, overrides and isolates, which reach beyond the text they stand in;
 * plain direction marks stay, right-to-left languages need them. Lengths are counted in code points.
 */
public final class CleanText {

    private static final String ELLIPSIS = "…";

    private CleanText() {}

    /**
     * One line: every kind of line break and tab becomes a blank.
     *
     * @param text any text, or null
     * @param max the most code points of the answer, its ellipsis included; at least 1
     * @return clean text, empty for null
     */
    public static String line(String text, int max) {
        return clean(text, max, ' ', ' ');
    }

    /**
     * Several lines: every kind of line break becomes a newline, a tab stays.
     *
     * @param text any text, or null
     * @param max the most code points of the answer, its ellipsis included; at least 1
     * @return clean text, empty for null
     */
    public static String block(String text, int max) {
        return clean(text, max, '\n', '\t');
    }

    private static String clean(String text, int max, char lineBreak, char tab) {
        if (max < 1) {
            throw new IllegalArgumentException("max is " + max + "; at least the ellipsis must fit");
        }
        if (text == null) {
            return "";
        }
        StringBuilder clean = new StringBuilder(Math.min(text.length(), 2 * max));
        int count = 0;
        int cut = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (point == '\r' && i < text.length() && text.charAt(i) == '\n') {
                continue;
            }
            int kept = isLineBreak(point) ? lineBreak : point == '\t' ? tab : point;
            if (isDropped(kept)) {
                continue;
            }
            if (count == max) {
                return clean.substring(0, cut) + ELLIPSIS;
            }
            if (++count == max) {
                cut = clean.length();
            }
            clean.appendCodePoint(isSurrogate(kept) ? 0xFFFD : kept);
        }
        return clean.toString();
    }

    private static boolean isLineBreak(int point) {
        return point == '\n'
                || point == '\r'
                || point == 0x0B
                || point == 0x0C
                || point == 0x85
                || point == 0x2028
                || point == 0x2029;
    }

    private static boolean isDropped(int point) {
        return point != '\n' && point != '\t' && Character.getType(point) == Character.CONTROL
                || point >= 0x202A && point <= 0x202E
                || point >= 0x2066 && point <= 0x2069;
    }

    private static boolean isSurrogate(int point) {
        return Character.getType(point) == Character.SURROGATE;
    }
}
