package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A GitRepository as one reconcile sees it from beginning to end.
 *
 * @param requestedAt the value of {@code reconcile.fluxcd.io/requestedAt} when the reconcile began
 * @param include names of the GitRepositories, in the same namespace, whose artifacts go into this one's
 * @param status as it was at the beginning; a copy
 */
record GitRepositoryView(
        String namespace,
        String name,
        long generation,
        Optional<String> requestedAt,
        String url,
        GitReference ref,
        List<String> include,
        Duration interval,
        boolean suspended,
        ObjectNode status) {

    static final String REQUESTED_AT = "reconcile.fluxcd.io/requestedAt";

    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|h|m|s)");
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

    static GitRepositoryView of(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        JsonNode spec = object.path("spec");
        JsonNode requestedAt = metadata.path("annotations").path(REQUESTED_AT);
        List<String> include = new ArrayList<>();
        spec.path("include")
                .forEach(
                        each -> include.add(each.path("repository").path("name").asText()));
        return new GitRepositoryView(
                metadata.path("namespace").asText(),
                metadata.path("name").asText(),
                metadata.path("generation").asLong(),
                requestedAt.isMissingNode() ? Optional.empty() : Optional.of(requestedAt.asText()),
                spec.path("url").asText(),
                GitReference.of(spec.path("ref")),
                List.copyOf(include),
                duration(spec.path("interval").asText()),
                spec.path("suspend").asBoolean(),
                object.path("status") instanceof ObjectNode status
                        ? status.deepCopy()
                        : JsonNodeFactory.instance.objectNode());
    }

    /** A Go duration such as {@code 1m30s}; one second for what is none. */
    static Duration duration(String text) {
        Duration sum = Duration.ZERO;
        Matcher part = DURATION.matcher(text);
        while (part.find()) {
            double amount = Double.parseDouble(part.group(1));
            long unit = switch (part.group(2)) {
                case "h" -> 3_600_000;
                case "m" -> 60_000;
                case "s" -> 1_000;
                default -> 1;
            };
            sum = sum.plusMillis((long) (amount * unit));
        }
        return sum.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : sum;
    }

    /** Whether {@code url} has a form Flux accepts; scp-like addresses have not. */
    boolean validUrl() {
        return url.matches("(http|https|ssh)://.+");
    }

    JsonNode artifact() {
        return status.path("artifact");
    }

    JsonNode includedArtifacts() {
        return status.path("includedArtifacts");
    }
}
