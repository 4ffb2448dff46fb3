package dev.wigwag.rollout;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why an object is not ready, in words a person can act on that read the same in every run. */
final class FluxWords {
    /** Most code points of a message. */
    static final int MAX = 500;

    /** How a health check lists what it waited for: {@code Deployment/shop/cart status: 'Failed'}. */
    private static final Pattern CHECKED =
            Pattern.compile("([A-Za-z][\\w.-]{0,252}(?:/[\\w.:-]{1,253}){1,2}) status: '([A-Za-z]{1,30})'");

    private FluxWords() {}

    /** {@code HealthCheckFailed: Deployment/shop/cart failed}: the reason, then the words, at most {@link #MAX} code points. */
    static String of(Ready ready) {
        String reason = PlainText.line(ready.reason());
        String words = reason.equals(FluxReason.HEALTH_CHECK_FAILED) ? healthCheck(ready.message()) : "";
        if (words.isEmpty()) {
            words = StableText.of(ready.message());
        }
        if (reason.isEmpty() || words.isEmpty()) {
            String either = reason + words;
            return PlainText.cut(either.isEmpty() ? "not ready, and its status does not say why" : either, MAX);
        }
        return PlainText.cut(reason + ": " + words, MAX);
    }

    /** The words alone, for where the reason has a place of its own. */
    static String withoutReason(Ready ready) {
        String words = StableText.of(ready.message());
        return PlainText.cut(words.isEmpty() ? "its status does not say more" : words, MAX);
    }

    /** In the order of their names, since the controller lists them in any; empty if it names none. */
    private static String healthCheck(String message) {
        Set<String> objects = new TreeSet<>();
        Matcher found = CHECKED.matcher(PlainText.head(message));
        while (found.find()) {
            objects.add(found.group(1)
                    + switch (found.group(2)) {
                        case "Failed" -> " failed";
                        case "InProgress" -> " was not ready in time";
                        case "NotFound" -> " was not found";
                        default -> " is " + found.group(2);
                    });
        }
        return String.join(", ", objects);
    }
}
