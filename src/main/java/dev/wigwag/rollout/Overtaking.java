package dev.wigwag.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Decides whether a source will not come to a revision any more, or has left it. */
final class Overtaking {
    private Overtaking() {}

    /** Why Flux, which has not taken it up, never will; empty if it still may. */
    static Optional<Takeover> ofAwaited(Rollout rollout, List<Rollout> known, LiveSource source) {
        if (!source.exists()) {
            return Optional.of(new Takeover(Takeover.Reason.SourceDeleted, null));
        }
        List<Rollout> later = PushOrder.later(rollout, known);
        if (!later.isEmpty()) {
            return Optional.of(byPush(rollout, later));
        }
        boolean fetched = source.ready().state() == Ready.State.True && !source.stalled();
        if (!fetched || source.current().isEmpty()) {
            return Optional.empty();
        }
        Revision current = source.current().get();
        if (source.ref().isEmpty() && wasHandled(rollout.spec().request(), source.handledAt())) {
            return Optional.of(new Takeover(Takeover.Reason.NotSelected, current));
        }
        return isNewerThan(rollout, current, known, source.storedAt())
                ? Optional.of(new Takeover(Takeover.Reason.Overtaken, current))
                : Optional.empty();
    }

    /** Why Flux, which had taken it up, has gone on; empty if it has not. */
    static Optional<Takeover> ofAdopted(Rollout rollout, List<Rollout> known, LiveSource source) {
        if (!source.exists()) {
            return Optional.of(new Takeover(Takeover.Reason.SourceDeleted, null));
        }
        return source.current().map(current -> {
            boolean dropped = bearing(current, known)
                    .filter(PushOrder::isForced)
                    .filter(by -> PushOrder.replaced(by, rollout) || !replacedAnother(by, rollout, known))
                    .isPresent();
            return new Takeover(dropped ? Takeover.Reason.Dropped : Takeover.Reason.Overtaken, current);
        });
    }

    private static Takeover byPush(Rollout rollout, List<Rollout> later) {
        Optional<Rollout> force = later.stream()
                .filter(by -> PushOrder.isForced(by) && PushOrder.replaced(by, rollout))
                .findFirst();
        Rollout by = force.orElse(later.get(later.size() - 1));
        return new Takeover(
                force.isPresent() ? Takeover.Reason.Dropped : Takeover.Reason.Overtaken,
                by.revision().orElseThrow());
    }

    /** Each further turn of a request has the push's own token as its stem. */
    private static boolean wasHandled(String request, String handledAt) {
        RequestToken asked = RequestToken.read(request);
        RequestToken handled = RequestToken.read(handledAt);
        return asked != null && handled != null && asked.stem().equals(handled.stem());
    }

    /**
     * Whether the artifact came after the push. One of an earlier push that was only slow to be fetched has not overtaken
     * anything.
     */
    private static boolean isNewerThan(Rollout rollout, Revision current, List<Rollout> known, Instant storedAt) {
        Instant pushed = PushOrder.pushedAt(rollout);
        boolean after = pushed == null || storedAt != null && storedAt.isAfter(pushed);
        return after
                && bearing(current, known)
                        .filter(by -> PushOrder.isAfter(rollout, by))
                        .isEmpty();
    }

    /** If a rollout in between was replaced by the force push, that one was dropped, and this one need not be. */
    private static boolean replacedAnother(Rollout by, Rollout rollout, List<Rollout> known) {
        return known.stream()
                .filter(other -> !Objects.equals(other.key(), rollout.key()))
                .anyMatch(other -> PushOrder.replaced(by, other));
    }

    /** The rollout of a revision. */
    static Optional<Rollout> bearing(Revision revision, List<Rollout> known) {
        return known.stream()
                .filter(rollout ->
                        rollout.revision().filter(revision::sameHashAs).isPresent())
                .findFirst();
    }
}
