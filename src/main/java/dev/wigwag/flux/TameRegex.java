package dev.wigwag.flux;

/**
 * Tells whether a regular expression written for Go (RE2) means the same to Java and ends soon there.
 *
 * <p>Java tries possibilities one after the other. A {@link MeteredText} ends that wherever a possibility reads a
 * character; those that read none are few once groups and zero-width tests are not repeated and choices are counted.
 */
final class TameRegex {

    private static final int MAX_REPEATS = 256;
    private static final int MAX_CHOICES = 6;
    private static final String ESCAPES = "dDwWsSbBAzpPx";

    private final String expression;
    private int at;
    private int choices;
    /** Whether what was read last takes up no character, or more than one item, and so must not be repeated. */
    private boolean unrepeatable = true;

    private TameRegex(String expression) {
        this.expression = expression;
    }

    static boolean isTame(String expression) {
        return new TameRegex(expression).isTame();
    }

    private boolean isTame() {
        boolean tame = true;
        while (tame && at < expression.length()) {
            char c = expression.charAt(at++);
            tame = switch (c) {
                case '\\' -> readEscape();
                case '[' -> readClass();
                case '(' -> readGroupStart();
                case '*', '+', '{' -> !unrepeatable && readRepeat(c);
                case '?', '|' -> {
                    unrepeatable = true;
                    yield ++choices <= MAX_CHOICES;
                }
                default -> {
                    unrepeatable = c == ')' || c == '^' || c == '$';
                    yield true;
                }
            };
        }
        return tame;
    }

    /** Letters that only Java knows, and numbers, which refer back to a group, are left to Flux. */
    private boolean readEscape() {
        char c = peek();
        at++;
        unrepeatable = "bBAz".indexOf(c) >= 0;
        return !Character.isLetterOrDigit(c) || ESCAPES.indexOf(c) >= 0;
    }

    /** Java nests and intersects classes where Go has plain characters or {@code [:names:]}. */
    private boolean readClass() {
        if (peek() == '^') {
            at++;
        }
        if (peek() == ']') {
            return false;
        }
        unrepeatable = false;
        while (at < expression.length()) {
            char c = expression.charAt(at++);
            if (c == ']') {
                return true;
            }
            if (c == '[' || c == '&' && peek() == '&' || c == '\\' && !readEscape()) {
                return false;
            }
            unrepeatable = false;
        }
        return false;
    }

    /** Of the groups with a mark only {@code (?:}, and flags that both know, are the same in both. */
    private boolean readGroupStart() {
        unrepeatable = true;
        if (peek() != '?') {
            return true;
        }
        at++;
        while ("ims".indexOf(peek()) >= 0) {
            at++;
        }
        char end = peek();
        at++;
        return end == ':' || end == ')';
    }

    private boolean readRepeat(char c) {
        int number = 0;
        while (c == '{' && at < expression.length() && expression.charAt(at) != '}') {
            int digit = Character.digit(expression.charAt(at++), 10);
            number = digit < 0 ? 0 : number * 10 + digit;
            if (number > MAX_REPEATS) {
                return false;
            }
        }
        at += c == '{' ? 1 : 0;
        // A question mark here asks for the shortest match, which is no choice more.
        at += peek() == '?' ? 1 : 0;
        unrepeatable = true;
        return true;
    }

    private char peek() {
        return at < expression.length() ? expression.charAt(at) : '\0';
    }
}
