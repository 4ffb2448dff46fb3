package dev.wigwag.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.http.CleanText;
import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.ListedCommit;
import dev.wigwag.rollout.RolloutSpec;
import java.time.Instant;
import java.util.Objects;

/**
 * What stands in a deployment's payload: by what we know it again, and for others what it brings and whom it touches, as far as
 * that was known when it was created. A payload is written once; what becomes known later is not worth a second deployment.
 *
 * @param marker by which it is found again, and by nothing else
 * @param since when its commit came to be in force at the source, to know which of two is the later one
 * @param changes what it brings; null if that is not known
 * @param impact whom it touches; null if that is not known
 */
record DeploymentPayload(String marker, Instant since, Changes changes, Impact impact) {
    /** The key under which our marker stands. */
    static final String MARKER = "wigwag";

    /** The key under which stands since when its commit is in force. */
    static final String SINCE = "since";

    private static final int LISTED = 20;
    private static final int LONGEST = 400;

    /** One of which nothing further is known. */
    DeploymentPayload(String marker, Instant since) {
        this(marker, since, null, null);
    }

    static DeploymentPayload of(DeploymentPlace place, RolloutSpec spec) {
        return new DeploymentPayload(place.marker().toString(), place.since(), spec.changes(), spec.impact());
    }

    /** Writes it. */
    void into(ObjectNode payload) {
        payload.put(MARKER, marker).put(SINCE, since.toString());
        if (changes != null) {
            putChanges(payload.putObject("changes"));
        }
        if (impact != null) {
            putTouches(payload.putObject("touches"));
        }
    }

    private void putChanges(ObjectNode node) {
        if (changes.from() != null) {
            node.put("from", CleanText.line(changes.from(), LONGEST));
        }
        if (changes.way() != null) {
            node.put("way", changes.way().name());
        }
        if (changes.count() != null) {
            node.put("count", changes.count());
        }
        if (changes.people() != null) {
            node.put("people", changes.people());
        }
        ArrayNode numbers = node.putArray("pull_requests");
        changes.commits().stream()
                .map(ListedCommit::pullRequest)
                .filter(Objects::nonNull)
                .distinct()
                .limit(LISTED)
                .forEach(numbers::add);
    }

    private void putTouches(ObjectNode node) {
        node.put("count", impact.count());
        if (impact.of() != null) {
            node.put("of", impact.of());
        }
        ArrayNode names = node.putArray("objects");
        impact.touched().stream()
                .limit(LISTED)
                .map(one -> one.kind() + "/" + (one.namespace() == null ? "" : one.namespace() + "/") + one.name())
                .map(name -> CleanText.line(name, LONGEST))
                .forEach(names::add);
    }
}
