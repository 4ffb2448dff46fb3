package dev.wigwag.http;

import java.util.regex.Pattern;

/**
 * The one structured line a request leaves in the log: {@code edge=github delivery=… outcome=stored status=202}.
 *
 * <p>What a stranger sent can neither start a new line nor forge a field: a value of other than plain characters is quoted,
 * and inside the quotes everything that is not visible stands as an escape. Secrets are redacted before a value is cut, as
 * half a token is no longer recognised as one.
 */
public final class LogLine {

    private static final int MAX_CODE_POINTS = 200;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    private final StringBuilder line = new StringBuilder(160);

    private LogLine() {}

    /** A line that begins with {@code edge=<edge>}. */
    public static LogLine of(String edge) {
        return new LogLine().add("edge", edge);
    }

    /**
     * Adds {@code name=value}.
     *
     * @param name lower-case letters, digits and underscores; fixed in our code, never from outside
     * @param value cut to 200 code points; null leaves the field out
     * @return this line
     */
    public LogLine add(String name, Object value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a log field is named by lower-case letters, digits and _, not " + name);
        }
        if (value == null) {
            return this;
        }
        if (line.length() > 0) {
            line.append(' ');
        }
        line.append(name).append('=');
        append(cut(Redaction.apply(value.toString())));
        return this;
    }

    /** The line as it goes to the log; it holds no line break. */
    @Override
    public String toString() {
        return line.toString();
    }

    private static String cut(String value) {
        if (value.codePointCount(0, value.length()) <= MAX_CODE_POINTS) {
            return value;
        }
        return value.substring(0, value.offsetByCodePoints(0, MAX_CODE_POINTS - 1)) + "…";
    }

    private void append(String value) {
        if (!value.isEmpty() && value.chars().allMatch(LogLine::isPlain)) {
            line.append(value);
            return;
        }
        line.append('"');
        value.codePoints().forEach(this::appendQuoted);
        line.append('"');
    }

    private void appendQuoted(int point) {
        switch (point) {
            case '"' -> line.append("\\\"");
            case '\\' -> line.append("\\\\");
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                if (isVisible(point)) {
                    line.appendCodePoint(point);
                } else if (point > 0xFFFF) {
                    line.append(String.format("\\U%08x", point));
                } else {
                    line.append(String.format("\\u%04x", point));
                }
            }
        }
    }

    private static boolean isPlain(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "._:/@+~-".indexOf(c) >= 0;
    }

    private static boolean isVisible(int point) {
        if (point == ' ') {
            return true;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }
}
