package dev.wigwag.rollout;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The outlet entries of a rollout, as they are replaced one by one. */
public final class Outlets {
    /** Failing outlets that the condition names; of more it gives the number. */
    private static final int NAMED = 3;

    private Outlets() {}

    /** The entry of an outlet; empty if nothing was ever shown there. */
    public static Optional<Outlet> find(Rollout rollout, String kind, String target) {
        return rollout.status() == null
                ? Optional.empty()
                : rollout.status().outlets().stream()
                        .filter(outlet ->
                                outlet.kind().equals(kind) && outlet.target().equals(target))
                        .findFirst();
    }

    /**
     * The rollout with this entry in place of the one of the same outlet, and with a condition as long as any entry has failed.
     *
     * @param now the condition's time, if it is a new one
     */
    public static Rollout with(Rollout rollout, Outlet entry, Instant now) {
        List<Outlet> others = rollout.status().outlets().stream()
                .filter(outlet ->
                        !outlet.kind().equals(entry.kind()) || !outlet.target().equals(entry.target()))
                .toList();
        List<Outlet> entries = Stream.concat(others.stream(), Stream.of(entry)).toList();
        RolloutStatus shown = rollout.status().showingAt(entries);
        return rollout.withStatus(shown.having(conditions(shown, now)));
    }

    private static List<Condition> conditions(RolloutStatus status, Instant now) {
        List<Outlet> failing = status.outlets().stream()
                .filter(outlet -> outlet.error() != null)
                .sorted(Comparator.comparing(Outlet::kind).thenComparing(Outlet::target))
                .toList();
        if (failing.isEmpty()) {
            return Conditions.without(status.conditions(), Conditions.OUTLETS_READY);
        }
        String named = failing.stream()
                .limit(NAMED)
                .map(outlet -> outlet.kind() + " " + outlet.target() + ": " + outlet.error())
                .collect(Collectors.joining("; "));
        String more = failing.size() <= NAMED ? "" : "; and " + (failing.size() - NAMED) + " more";
        return Conditions.withFalse(status.conditions(), Conditions.OUTLETS_READY, "NotShown", named + more, now);
    }

    /** The revision that took over from a rollout; empty if none did. */
    public static Optional<Revision> heirOf(Rollout rollout) {
        if (rollout.phase() != Phase.Superseded) {
            return Optional.empty();
        }
        return Conditions.find(rollout.status(), Conditions.LIVE)
                .or(() -> Conditions.find(rollout.status(), Conditions.SUPERSEDED))
                .flatMap(condition -> Revision.read(condition.message()));
    }

    /** The one of a source's rollouts that took over from another of them; empty if none did, or it is not kept any more. */
    public static Optional<Rollout> heirAmong(List<Rollout> rollouts, Rollout overtaken) {
        return heirOf(overtaken)
                .flatMap(by -> rollouts.stream()
                        .filter(other -> !other.key().equals(overtaken.key()))
                        .filter(other -> other.revision().filter(by::sameHashAs).isPresent())
                        .findFirst());
    }

    /** Whether the rollout was there when its source was seen for the first time: it is what everything begins with. */
    public static boolean wasFoundAtFirstSight(Rollout rollout) {
        return rollout.status() != null
                && Conditions.find(rollout.status(), Conditions.ADOPTED)
                        .filter(condition -> "FirstSight".equals(condition.reason()))
                        .isPresent();
    }

    /** Whether the rollout was found at first sight and nothing has happened to it since: nobody is told of it. */
    public static boolean isSilent(Rollout rollout) {
        return rollout.status() == null
                || rollout.phase() == Phase.Succeeded
                        && rollout.status().outlets().isEmpty()
                        && Conditions.find(rollout.status(), Conditions.ADOPTED).isPresent();
    }
}
