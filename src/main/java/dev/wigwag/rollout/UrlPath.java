package dev.wigwag.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The path of a repository's address, brought to the one form in which paths are compared. */
final class UrlPath {

    private static final String GIT_SUFFIX = ".git";
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private UrlPath() {}

    /**
     * Lower case, segments parted by single slashes, without {@code .git} at the end; characters that need no escape
     * unescaped. Nothing if no segment is left, or if a segment or an escape is one that no repository has.
     */
    static Optional<String> normal(String path) {
        return unescaped(path)
                .flatMap(UrlPath::joined)
                .map(UrlPath::withoutSuffix)
                .filter(left -> !left.isEmpty());
    }

    private static Optional<String> joined(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/")) {
            if (segment.equals(".") || segment.equals("..")) {
                return Optional.empty();
            }
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        return Optional.of(String.join("/", segments));
    }

    private static String withoutSuffix(String path) {
        String left = path;
        while (left.endsWith(GIT_SUFFIX) || left.endsWith("/")) {
            left = left.substring(0, left.length() - (left.endsWith("/") ? 1 : GIT_SUFFIX.length()));
        }
        return left;
    }

    private static Optional<String> unescaped(String path) {
        StringBuilder normal = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '%') {
                append(normal, c);
                continue;
            }
            int octet = octet(path, i + 1);
            if (octet < 0) {
                return Optional.empty();
            }
            if (isUnreserved(octet)) {
                append(normal, (char) octet);
            } else {
                escape(normal, octet);
            }
            i += 2;
        }
        return Optional.of(normal.toString());
    }

    private static void append(StringBuilder normal, char c) {
        if (c == ':' || c == '@') {
            // Left bare they would read as an image's tag and digest when the normal form is read again.
            escape(normal, c);
        } else {
            normal.append(lower(c));
        }
    }

    private static void escape(StringBuilder normal, int octet) {
        normal.append('%').append(HEX[octet >> 4]).append(HEX[octet & 15]);
    }

    /** ASCII only: a Kelvin sign folded to k would let one name pass for another. */
    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
    }

    private static int octet(String path, int from) {
        if (from + 2 > path.length()) {
            return -1;
        }
        int high = hexDigit(path.charAt(from));
        int low = hexDigit(path.charAt(from + 1));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static int hexDigit(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    /** RFC 3986, 2.3: an escape of one of these says the same as the character. */
    private static boolean isUnreserved(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}
