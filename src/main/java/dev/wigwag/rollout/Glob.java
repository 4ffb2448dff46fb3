package dev.wigwag.rollout;

import java.util.Arrays;

/**
 * One glob, matched by following all its possible positions at once: every character of the text is read once, whatever
 * the glob, so a hostile pair of glob and text costs no more than their lengths multiplied.
 */
final class Glob {

    static final int MAX_LENGTH = 256;

    private static final int STAR = -1;
    private static final int DOUBLE_STAR = -2;
    private static final int ANY = -3;

    private final int[] items;
    private final boolean ignoreCase;

    private Glob(int[] items, boolean ignoreCase) {
        this.items = items;
        this.ignoreCase = ignoreCase;
    }

    /** @throws IllegalArgumentException if the glob is blank, over-long or holds a blank or control character */
    static Glob of(String text, boolean ignoreCase) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("A glob is empty; write * to match every name without a slash.");
        }
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A glob has " + text.length() + " characters, at most " + MAX_LENGTH + " are read.");
        }
        if (text.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            throw new IllegalArgumentException(
                    "A glob holds a blank or control character, which no name has; check how the list is separated.");
        }
        return new Glob(items(text.codePoints().toArray(), ignoreCase), ignoreCase);
    }

    private static int[] items(int[] text, boolean ignoreCase) {
        int[] items = new int[text.length];
        int count = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '*') {
                int stars = i;
                while (i + 1 < text.length && text[i + 1] == '*') {
                    i++;
                }
                items[count++] = i > stars ? DOUBLE_STAR : STAR;
            } else {
                items[count++] = text[i] == '?' ? ANY : fold(text[i], ignoreCase);
            }
        }
        return Arrays.copyOf(items, count);
    }

    boolean matches(CharSequence text) {
        boolean[] at = new boolean[items.length + 1];
        at[0] = true;
        skipStars(at);
        for (int i = 0; i < text.length(); i++) {
            int c = text.charAt(i);
            if (Character.isHighSurrogate((char) c) && i + 1 < text.length()) {
                char low = text.charAt(i + 1);
                if (Character.isLowSurrogate(low)) {
                    c = Character.toCodePoint((char) c, low);
                    i++;
                }
            }
            at = after(fold(c, ignoreCase), at);
        }
        return at[items.length];
    }

    /** The positions reachable from those given by reading one character. */
    private boolean[] after(int c, boolean[] at) {
        boolean[] next = new boolean[at.length];
        for (int i = 0; i < items.length; i++) {
            if (!at[i]) {
                continue;
            }
            if (items[i] == DOUBLE_STAR || items[i] == STAR && c != '/') {
                next[i] = true;
            } else if (items[i] == c || items[i] == ANY && c != '/') {
                next[i + 1] = true;
            }
        }
        skipStars(next);
        return next;
    }

    /** A star may stand for nothing, so its position reaches the one behind it. */
    private void skipStars(boolean[] at) {
        for (int i = 0; i < items.length; i++) {
            if (at[i] && (items[i] == STAR || items[i] == DOUBLE_STAR)) {
                at[i + 1] = true;
            }
        }
    }

    private static int fold(int c, boolean ignoreCase) {
        return ignoreCase ? Character.toLowerCase(Character.toUpperCase(c)) : c;
    }
}
