package dev.wigwag.rollout;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What tells the addresses without a scheme apart: Git's {@code git@host:path} and an image's {@code host/path:tag}. */
final class ShortForm {

    private static final Pattern DIGEST = Pattern.compile("@sha[0-9]{1,3}:[0-9a-fA-F]{32,128}$");

    private ShortForm() {}

    /** Where the path of Git's short form begins, or -1 if the text has another form. */
    static int pathOf(String text) {
        int colon = text.startsWith("[") || text.contains("@[") ? text.indexOf("]:") + 1 : text.indexOf(':');
        int slash = text.indexOf('/');
        if (colon <= 0 || slash >= 0 && slash < colon) {
            return -1;
        }
        String before = text.substring(0, colon);
        boolean user = before.indexOf('@') >= 0;
        // Without a user, digits behind the colon are the port of a registry, and a name without a dot is no host.
        if (!user && (!looksLikeHost(before) || isPort(text.substring(colon + 1, slash < 0 ? text.length() : slash)))) {
            return -1;
        }
        return colon + 1;
    }

    /** Whether the first segment can only be a host, as image references tell it from a path. */
    static boolean startsWithHost(String text) {
        int slash = text.indexOf('/');
        return slash > 0 && looksLikeHost(text.substring(0, slash));
    }

    /** An image's path without its tag. */
    static String withoutTag(String path) {
        int colon = path.indexOf(':', path.lastIndexOf('/') + 1);
        return colon < 0 ? path : path.substring(0, colon);
    }

    /** An image reference without the digest at its end. */
    static String withoutDigest(String text) {
        return text.substring(0, text.length() - digestOf(text).length());
    }

    /** The digest at the end of an image reference with its {@code @}, or nothing. */
    static String digestOf(String text) {
        Matcher digest = DIGEST.matcher(text);
        return digest.find() ? digest.group() : "";
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean looksLikeHost(String text) {
        return text.indexOf('.') > 0
                || text.indexOf('。') > 0
                || text.startsWith("[")
                || text.equalsIgnoreCase("localhost")
                || text.indexOf(':') > 0 && isPort(text.substring(text.indexOf(':') + 1));
    }

    private static boolean isPort(String text) {
        return !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(ShortForm::isDigit);
    }
}
