package dev.wigwag.rollout;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What is live about {@code GitRepository/flux-system/gitops}, to be varied by what a test is about. */
record AView(LiveSource source, List<LiveMember> members) {
    static final ObjectKey SOURCE = new ObjectKey("GitRepository", "flux-system", "gitops");

    /** When the artifact was stored: half a minute after noon, when {@link APush} pushes. */
    static final Instant STORED = APush.NOON.plusSeconds(30);

    /** The time of the fold. */
    static final Instant NOW = APush.NOON.plusSeconds(60);

    static final Ready FETCHED = new Ready(Ready.State.True, "Succeeded", "stored artifact", STORED);

    /** The source stands at this commit of main. */
    static AView at(char commit) {
        return of(Optional.of(commit(commit)), FETCHED);
    }

    /** The source has no artifact yet. */
    static AView empty() {
        return of(Optional.empty(), Ready.ABSENT);
    }

    static AView gone() {
        return new AView(LiveSource.gone(SOURCE), List.of());
    }

    private static AView of(Optional<Revision> current, Ready ready) {
        return new AView(
                new LiveSource(
                        SOURCE,
                        true,
                        false,
                        Optional.of("main"),
                        current,
                        Optional.empty(),
                        STORED,
                        ready,
                        false,
                        null,
                        null),
                List.of());
    }

    static Revision commit(char digit) {
        return Revision.ofCommit("main", APush.sha(digit));
    }

    static ObjectKey kustomization(String name) {
        return new ObjectKey("Kustomization", "flux-system", name);
    }

    AView with(AMember... more) {
        return new AView(source, Arrays.stream(more).map(AMember::live).toList());
    }

    AView with(List<LiveMember> more) {
        return new AView(source, more);
    }

    AView storedAt(Instant time) {
        return new AView(
                new LiveSource(
                        source.key(),
                        true,
                        source.suspended(),
                        source.ref(),
                        source.current(),
                        source.origin(),
                        time,
                        source.ready(),
                        source.stalled(),
                        source.requestedAt(),
                        source.handledAt()),
                members);
    }

    AView suspended() {
        return new AView(
                new LiveSource(
                        source.key(),
                        true,
                        true,
                        source.ref(),
                        source.current(),
                        source.origin(),
                        source.storedAt(),
                        source.ready(),
                        source.stalled(),
                        source.requestedAt(),
                        source.handledAt()),
                members);
    }

    AView ready(Ready ready) {
        return new AView(
                new LiveSource(
                        source.key(),
                        true,
                        source.suspended(),
                        source.ref(),
                        source.current(),
                        source.origin(),
                        source.storedAt(),
                        ready,
                        source.stalled(),
                        source.requestedAt(),
                        source.handledAt()),
                members);
    }

    AView failing(String reason, String message) {
        return ready(new Ready(Ready.State.False, reason, message, STORED));
    }

    /** A source of another kind that has fetched this, built from that. */
    AView as(ObjectKey key, String revision, String origin) {
        return new AView(
                new LiveSource(
                        key,
                        true,
                        false,
                        Optional.empty(),
                        Revision.read(revision),
                        Revision.read(origin),
                        STORED,
                        FETCHED,
                        false,
                        null,
                        null),
                members);
    }

    /** It follows a version range, and has handled this request. */
    AView rangeHaving(String handled) {
        return new AView(
                new LiveSource(
                        source.key(),
                        true,
                        source.suspended(),
                        Optional.empty(),
                        source.current(),
                        source.origin(),
                        source.storedAt(),
                        source.ready(),
                        source.stalled(),
                        handled,
                        handled),
                members);
    }

    LiveView live() {
        return new LiveView(source, members);
    }
}
