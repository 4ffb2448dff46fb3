package dev.wigwag.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What people decided, and what of it counts. */
public final class Approvals {
    /** Four gates a run, some of them decided twice after the first decision lapsed; what is older than these goes. */
    static final int MOST = 100;

    private Approvals() {}

    /**
     * The decision that opens the gate of this run now. One on a run that was restarted or has ended is on another run; one that
     * lapsed before Flagger came for it counts no more; and of what was decided before the run began the target has to hold what
     * it held then: Flagger begins a run of whatever is there, and says nothing of a change (reference: flagger.md §7.4).
     */
    public static Optional<Approval> live(OpenRun open, Gate gate, Instant now) {
        return open.rollout().status().approvals().stream()
                .filter(approval -> approval.isOf(gate, open.live().key(), open.run()))
                .filter(approval -> approval.holdsAt(now))
                .filter(approval -> approval.template() == null
                        ? gate != Gate.rollout
                        : approval.template().equals(open.live().template()))
                .filter(approval -> isOfChecksum(approval, open.checksum().orElse(null)))
                .max(Comparator.comparing(Approval::at));
    }

    /** The rollout with one more decision. */
    public static Rollout with(Rollout rollout, Approval approval) {
        List<Approval> all = new ArrayList<>(rollout.status().approvals());
        all.add(approval);
        return having(rollout, all);
    }

    /** The rollout, Flagger having come for this decision. */
    public static Rollout used(Rollout rollout, Approval approval, Instant now) {
        return having(
                rollout,
                rollout.status().approvals().stream()
                        .map(one -> one.equals(approval) ? one.usedAt(now) : one)
                        .toList());
    }

    /** Where there are too many, those go first that open nothing any more: the run is over, or the same was decided again. */
    private static Rollout having(Rollout rollout, List<Approval> approvals) {
        List<Approval> kept = new ArrayList<>(approvals);
        if (kept.size() > MOST) {
            Set<String> open = runs(rollout, Stage::isUnderWay);
            List<Approval> idle = IntStream.range(0, approvals.size())
                    .filter(i -> !open.contains(approvals.get(i).run()) || isDecidedAgain(approvals, i))
                    .mapToObj(approvals::get)
                    .toList();
            List<Approval> going = Stream.concat(idle.stream(), approvals.stream())
                    .distinct()
                    .limit(kept.size() - MOST)
                    .toList();
            going.forEach(kept::remove);
        }
        return rollout.withStatus(rollout.status().deciding(kept));
    }

    private static boolean isDecidedAgain(List<Approval> approvals, int index) {
        Approval one = approvals.get(index);
        return approvals.stream()
                .skip(index + 1L)
                .anyMatch(later -> later.gate() == one.gate()
                        && later.canary().equals(one.canary())
                        && Objects.equals(later.run(), one.run()));
    }

    private static Set<String> runs(Rollout rollout, Predicate<Stage> which) {
        return rollout.status().stages().stream()
                .filter(stage -> stage.canary() != null && stage.canary().run() != null)
                .filter(which)
                .map(stage -> stage.canary().run())
                .collect(Collectors.toSet());
    }

    /**
     * The rollout without decisions on runs that it does not show any more: the number of a run that nobody remembers may come
     * again, and must not find them. The same one if there are none.
     */
    static Rollout withoutForgotten(Rollout rollout) {
        if (rollout.status() == null || rollout.status().approvals().isEmpty()) {
            return rollout;
        }
        Set<String> shown = runs(rollout, stage -> true);
        List<Approval> kept = rollout.status().approvals().stream()
                .filter(approval -> shown.contains(approval.run()))
                .toList();
        return kept.size() == rollout.status().approvals().size() ? rollout : having(rollout, kept);
    }

    /**
     * The rollout without decisions that count no more though their run goes on: somebody may decide again. Of a run that is over
     * they stay, as what was decided on it. The same one if there are none.
     */
    public static Rollout holding(Rollout rollout, Instant now) {
        if (rollout.status() == null) {
            return rollout;
        }
        List<Approval> kept = rollout.status().approvals().stream()
                .filter(approval -> rollout.status().stages().stream()
                        .filter(stage -> stage.isUnderWay() && stage.canary() != null)
                        .map(Stage::canary)
                        .filter(run -> Objects.equals(run.run(), approval.run()))
                        .allMatch(run -> approval.holdsAt(now) && isOfChecksum(approval, run.checksum())))
                .toList();
        return kept.size() == rollout.status().approvals().size() ? rollout : having(rollout, kept);
    }

    private static boolean isOfChecksum(Approval approval, String checksum) {
        return approval.checksum() == null || approval.checksum().equals(checksum);
    }
}
