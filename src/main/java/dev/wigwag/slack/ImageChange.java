package dev.wigwag.slack;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** An image before and after, as short as people say it: {@code podinfo 6.5.0 → 6.6.0}. */
final class ImageChange {
    private static final int MAX = 80;
    private static final Pattern DIGEST = Pattern.compile("@sha256:([0-9a-f]{7})[0-9a-f]*$");

    private ImageChange() {}

    /**
     * In mrkdwn; empty if neither image is known.
     *
     * @param images under {@code old} and {@code new}; null if nothing is known
     */
    static Optional<String> of(Map<String, String> images) {
        String before = images == null ? "" : images.getOrDefault("old", "");
        String after = images == null ? "" : images.getOrDefault("new", "");
        if (before.isBlank() && after.isBlank()) {
            return Optional.empty();
        }
        if (before.isBlank() || after.isBlank() || before.equals(after)) {
            return Optional.of(shown(after.isBlank() ? before : after));
        }
        String name = name(before);
        boolean same = name.equals(name(after))
                && !version(before).isEmpty()
                && !version(after).isEmpty();
        return Optional.of(
                same
                        ? SlackText.data(name, MAX) + " " + SlackText.data(version(before), MAX) + " → "
                                + SlackText.data(version(after), MAX)
                        : shown(before) + " → " + shown(after));
    }

    private static String shown(String image) {
        String version = version(image);
        return SlackText.data(name(image) + (version.isEmpty() ? "" : " " + version), MAX);
    }

    private static String last(String image) {
        String digest = DIGEST.matcher(image).replaceFirst("@$1");
        return digest.substring(digest.lastIndexOf('/') + 1);
    }

    private static String name(String image) {
        return last(image).split("[:@]", 2)[0];
    }

    /** The tag; without one the digest's beginning. */
    private static String version(String image) {
        String last = last(image);
        int at = last.indexOf('@');
        int colon = last.indexOf(':');
        if (colon >= 0 && (at < 0 || colon < at)) {
            return last.substring(colon + 1, at < 0 ? last.length() : at);
        }
        return at < 0 ? "" : last.substring(at + 1);
    }
}
