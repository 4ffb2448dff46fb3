package dev.wigwag.api;

import java.util.regex.Pattern;

/**
 * Whether a text can name what Kubernetes holds. Anything else is not even asked for, as it would become part of an
 * address at the API server.
 */
final class ObjectNames {
    private static final int MAX_NAMESPACE = 63;
    private static final int MAX_NAME = 253;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?");
    private static final Pattern SUBDOMAIN = Pattern.compile("[a-z0-9][a-z0-9.-]*");

    private ObjectNames() {}

    /** An RFC 1123 label. */
    static boolean isNamespace(String text) {
        return text.length() <= MAX_NAMESPACE && LABEL.matcher(text).matches();
    }

    /** No more than the characters and the length of an RFC 1123 subdomain, without two dots in a row. */
    static boolean isName(String text) {
        return text.length() <= MAX_NAME
                && !text.contains("..")
                && SUBDOMAIN.matcher(text).matches();
    }
}
