package dev.wigwag.rollout;

/** Text from a cluster made fit for one line: blanks for breaks, nothing that hides or reorders what stands around it. */
final class PlainText {
    /** No more of a text than this is read, in characters; Flux caps its own at 39,000. */
    private static final int READ = 2048;

    private PlainText() {}

    /**
     * The text's beginning, as much as is read, up to the end of a word: half an address may be a password whose end, by
     * which it would be known as one, is missing.
     */
    static String head(String text) {
        if (text.length() <= READ) {
            return text;
        }
        int end = READ;
        while (end > 0 && !Character.isWhitespace(text.charAt(end))) {
            end--;
        }
        return text.substring(0, end);
    }

    /** One line, blanks collapsed, without control and direction characters; lone surrogates replaced. */
    static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        boolean blank = false;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
                blank = line.length() > 0;
            } else if (!isHidden(point)) {
                if (blank) {
                    line.append(' ');
                    blank = false;
                }
                line.appendCodePoint(Character.getType(point) == Character.SURROGATE ? 0xFFFD : point);
            }
        }
        return line.toString();
    }

    /** At most {@code max} code points, an ellipsis for what is missing included. */
    static String cut(String text, int max) {
        if (text.codePointCount(0, text.length()) <= max) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, max - 1)) + "…";
    }

    /** One line of at most {@code max} code points; null for one that says nothing, and for null. */
    static String bounded(String text, int max) {
        String shown = text == null ? "" : cut(line(text.substring(0, Math.min(READ, text.length()))), max);
        return shown.isEmpty() ? null : shown;
    }

    private static boolean isHidden(int point) {
        return Character.getType(point) == Character.CONTROL
                || point >= 0x202A && point <= 0x202E
                || point >= 0x2066 && point <= 0x2069;
    }
}
