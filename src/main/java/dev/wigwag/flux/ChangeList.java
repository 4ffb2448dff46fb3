package dev.wigwag.flux;

import dev.wigwag.rollout.ObjectKey;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What kustomize-controller says it has changed: a line {@code Kind/namespace/name action} for each object (reference:
 * flux.md §2). Deletions and objects of other kinds are passed over.
 */
final class ChangeList {
    /** The kinds that a canary run may come from. */
    private static final Set<String> KINDS =
            Set.of("Deployment", "DaemonSet", "Service", "ConfigMap", "Secret", "HelmRelease", "Canary");

    /** Objects taken from one event. */
    private static final int MOST = 500;

    private static final Pattern LINE =
            Pattern.compile("([A-Z][A-Za-z]{1,62})/([a-z0-9-]{1,63})/([a-z0-9.-]{1,253}) (?:created|configured)");

    private ChangeList() {}

    /** The objects created or changed, as far as they matter here; none if the text is something else. */
    static Set<ObjectKey> of(String message) {
        return message == null
                ? Set.of()
                : message.lines()
                        .limit(20L * MOST)
                        .flatMap(line -> object(line.strip()).stream())
                        .limit(MOST)
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<ObjectKey> object(String line) {
        Matcher parts = LINE.matcher(line);
        return parts.matches() && KINDS.contains(parts.group(1))
                ? ObjectKey.possible(parts.group(1), parts.group(2), parts.group(3))
                : Optional.empty();
    }
}
