package dev.wigwag.chatops;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A word of a line, without what telephones and chats put around words: quotes, mentions, links.
 *
 * @param text in lower case, as all names in Kubernetes are
 * @param end where it ends in the line
 */
record Word(String text, int end) {
    private static final String AROUND = "`'\"\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a*_~,;:";

    /** A line's words; at most this many of them are looked at. */
    static List<Word> of(String line, int most) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < line.length() && words.size() < most) {
            int end = line.indexOf(' ', at);
            end = end < 0 ? line.length() : end;
            String bare = bare(visible(line.substring(at, end)));
            if (!bare.isEmpty()) {
                words.add(new Word(bare, end));
            }
            at = end + 1;
        }
        return words;
    }

    /** Nobody types what nobody sees, but it comes along when something is pasted. */
    private static String visible(String raw) {
        return raw.codePoints()
                .filter(point -> Character.getType(point) != Character.FORMAT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String bare(String raw) {
        String text = stripped(raw);
        if (text.startsWith("<")) {
            int close = text.indexOf('>');
            text = text.substring(1, close < 0 ? text.length() : close);
            // A label is what the person sees; behind @, # and ! alone stand ids.
            int bar = text.lastIndexOf('|');
            text = bar < 0 ? text : text.substring(bar + 1);
        }
        for (String scheme : List.of("http://", "https://")) {
            text = text.startsWith(scheme) ? text.substring(scheme.length()) : text;
        }
        while (text.startsWith("@") || text.startsWith("#") || text.startsWith("!")) {
            text = text.substring(1);
        }
        text = stripped(text);
        while (text.endsWith("/") || text.endsWith(".")) {
            text = text.substring(0, text.length() - 1);
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static String stripped(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && AROUND.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && AROUND.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }
}
