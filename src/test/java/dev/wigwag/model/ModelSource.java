package dev.wigwag.model;

import dev.wigwag.engine.SourceReading;
import dev.wigwag.engine.SourceState;
import dev.wigwag.rollout.LiveSource;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Push;
import dev.wigwag.rollout.Ready;
import dev.wigwag.rollout.Revision;
import java.time.Instant;
import java.util.Optional;

/** A GitRepository and what source-controller makes of it. */
final class ModelSource {
    /** What its {@code spec.ref} names. */
    enum Follows {
        BRANCH,
        TAG,
        SEMVER
    }

    final ObjectKey key;
    final Follows follows;
    final ModelRepository repository;
    boolean suspended;
    boolean broken;
    Revision current;
    Instant storedAt;
    Ready ready = Ready.ABSENT;
    String requestedAt;
    String handledAt;

    ModelSource(String name, Follows follows, ModelRepository repository) {
        this.key = new ObjectKey("GitRepository", "flux-system", name);
        this.follows = follows;
        this.repository = repository;
    }

    /** A run of the controller: what it finds at the host becomes the artifact, unless the host cannot be reached. */
    void fetch(Instant now) {
        if (suspended) {
            return;
        }
        handledAt = requestedAt;
        Optional<Revision> tip = tip();
        if (broken || tip.isEmpty()) {
            becomes(Ready.State.False, "GitOperationFailed", "failed to checkout", now);
            return;
        }
        if (!tip.get().equals(current)) {
            current = tip.get();
            storedAt = now;
        }
        becomes(Ready.State.True, "Succeeded", "stored artifact for revision '" + current + "'", now);
    }

    /** The controller has lost its disk: the same revision is fetched and stored once more. */
    void storeAnew(Instant now) {
        if (current != null) {
            storedAt = now;
        }
    }

    private Optional<Revision> tip() {
        return switch (follows) {
            case BRANCH -> repository.at(ModelRepository.BRANCH).map(sha -> Revision.ofCommit("main", sha));
            case TAG -> repository.at(ModelRepository.STABLE).map(sha -> Revision.ofCommit("stable", sha));
            case SEMVER -> {
                String version = ModelRepository.version(repository.highest());
                yield repository
                        .at("refs/tags/" + version)
                        .filter(sha -> repository.highest() > 0)
                        .map(sha -> Revision.ofCommit(version, sha));
            }
        };
    }

    private void becomes(Ready.State state, String reason, String message, Instant now) {
        ready = new Ready(state, reason, message, ready.state() == state ? ready.since() : now);
    }

    /** What a push makes the source come to, as design.md §4.2 says: the ref's rule, and for a range only what is higher. */
    SourceReading reading(Push push) {
        String ref = push.ref().ref();
        Optional<Revision> expected = switch (follows) {
            case BRANCH -> ref.equals(ModelRepository.BRANCH) ? revision("main", push) : Optional.empty();
            case TAG -> ref.equals(ModelRepository.STABLE) ? revision("stable", push) : Optional.empty();
            case SEMVER ->
                ref.startsWith("refs/tags/v1.") && isHigher(ref.substring("refs/tags/".length()))
                        ? revision(ref.substring("refs/tags/".length()), push)
                        : Optional.empty();
        };
        return new SourceReading(state(), expected, expected.isPresent() ? null : "follows something else");
    }

    private static Optional<Revision> revision(String pointer, Push push) {
        return Optional.of(Revision.ofCommit(pointer, push.ref().commit()));
    }

    private boolean isHigher(String version) {
        return current == null || minor(version) >= minor(current.pointer());
    }

    private static int minor(String version) {
        return Integer.parseInt(version.split("\\.")[1]);
    }

    SourceState state() {
        return new SourceState(
                key,
                "https://github.com/acme/fleet",
                suspended,
                current != null,
                Optional.ofNullable(current),
                requestedAt,
                handledAt);
    }

    LiveSource live() {
        Optional<String> ref = switch (follows) {
            case BRANCH -> Optional.of("main");
            case TAG -> Optional.of("stable");
            case SEMVER -> Optional.empty();
        };
        return new LiveSource(
                key,
                true,
                suspended,
                ref,
                Optional.ofNullable(current),
                Optional.empty(),
                storedAt,
                ready,
                false,
                requestedAt,
                handledAt);
    }
}
