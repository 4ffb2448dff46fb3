package dev.wigwag.flagger;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses without what may be secret in them. Users put tokens into the user info, the path and the query of a webhook's
 * address, and Flagger repeats path and query in its messages (reference: flagger.md §1.2).
 */
final class PlainAddress {
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{0,20}+://[^\\s\"'<>]++");

    /** An address that ends a clause has punctuation behind it that is none of its own. */
    private static final Pattern TRAILING = Pattern.compile("[:,;.)\\]}]{1,8}$");

    /** A path segment this long, with a digit in it, is more likely a key than a word. */
    private static final Pattern KEY = Pattern.compile("(?=[^/]{0,2000}[0-9])[A-Za-z0-9_~.%=-]{20,}");

    private PlainAddress() {}

    /** The text, with only scheme, host and port left of each address in it. */
    static String in(String text) {
        return ADDRESS.matcher(text).replaceAll(found -> Matcher.quoteReplacement(shortened(found)));
    }

    /**
     * The address without user info, query and fragment, and with an ellipsis for what looks like a key in its path; null
     * if it is no address.
     */
    static String of(String address) {
        if (address == null
                || address.length() > 2000
                || !ADDRESS.matcher(address).matches()) {
            return null;
        }
        int end = endOf(address, "?#");
        int path = endOf(address, "/?#");
        String origin = origin(address);
        if (path >= end || origin.endsWith("…")) {
            return origin;
        }
        StringBuilder plain = new StringBuilder(origin);
        for (String segment : address.substring(path + 1, end).split("/", -1)) {
            plain.append('/').append(KEY.matcher(segment).matches() ? "…" : segment);
        }
        return plain.toString();
    }

    private static String shortened(MatchResult found) {
        String address = TRAILING.matcher(found.group()).replaceFirst("");
        String behind = found.group().substring(address.length());
        String rest =
                address.length() > endOf(address, "/?#") + 1 && !origin(address).endsWith("…") ? "/…" : "";
        return origin(address) + rest + behind;
    }

    /** Scheme, host and port. Where an @ stands behind the host, the host may be half a password: nothing of it is shown. */
    private static String origin(String address) {
        int start = address.indexOf("://") + 3;
        int end = endOf(address, "/?#");
        String scheme = address.substring(0, start);
        String authority = address.substring(start, end);
        return address.indexOf('@', end) >= 0
                ? scheme + "…"
                : scheme + authority.substring(authority.lastIndexOf('@') + 1);
    }

    /** Where the part ends that none of these characters is in, looking behind the scheme. */
    private static int endOf(String address, String stops) {
        int at = address.indexOf("://") + 3;
        while (at < address.length() && stops.indexOf(address.charAt(at)) < 0) {
            at++;
        }
        return at;
    }
}
