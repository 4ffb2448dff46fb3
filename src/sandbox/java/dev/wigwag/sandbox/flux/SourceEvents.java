package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;

/** The events of source-controller: of a new artifact, of a recovery, of a failure. A fetch that found nothing new is not worth one. */
final class SourceEvents {

    private static final String CONTROLLER = "source-controller";
    private static final int SUBJECT = 50;

    private final Forges forges;
    private final Consumer<FluxEvent> events;
    private final Clock clock;

    SourceEvents(Forges forges, Consumer<FluxEvent> events, Clock clock) {
        this.forges = forges;
        this.events = events;
        this.clock = clock;
    }

    /** Compares the artifact the reconcile began with to the one stored: only another digest makes it a new one. */
    void stored(GitRepositoryView before, ObjectNode now) {
        JsonNode artifact = now.at("/status/artifact");
        String revision = artifact.path("revision").asText();
        boolean changed = !before.artifact().path("digest").equals(artifact.path("digest"));
        String message = "stored artifact for commit '" + subject(before.url(), revision) + "'";
        if (changed) {
            info(now, "NewArtifact", message, revision);
        } else if (failing(before)) {
            info(now, "Succeeded", message, revision);
        }
    }

    /** A failure names no revision: what was looked for was not found. */
    void failed(ObjectNode now, String reason, String message) {
        events.accept(FluxEvent.about(now, CONTROLLER, FluxEvent.ERROR, reason, message, Map.of(), clock.instant()));
    }

    private void info(ObjectNode now, String reason, String message, String revision) {
        Map<String, String> metadata = Map.of("revision", revision);
        events.accept(FluxEvent.about(now, CONTROLLER, FluxEvent.INFO, reason, message, metadata, clock.instant()));
    }

    private static boolean failing(GitRepositoryView before) {
        return Conditions.value(before.status(), "Ready").equals("False");
    }

    private String subject(String url, String revision) {
        String sha = revision.substring(revision.lastIndexOf(':') + 1);
        String subject = forges.find(url)
                .flatMap(forge -> forge.info(sha))
                .map(commit -> commit.message().lines().findFirst().orElse(""))
                .orElse(sha);
        return subject.length() <= SUBJECT ? subject : subject.substring(0, SUBJECT) + "...";
    }
}
