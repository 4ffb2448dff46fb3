package dev.wigwag.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What people decided, and what of it counts. */
public final class Approvals {
    /** Four gates a run, some of them decided twice after the first decision lapsed; what is older than these goes. */
    static final int MOST = 100;

    private Approvals() {}

    /**
     * The decision that opens the gate of this run now. One on a run that was restarted or has ended is on another run; one that
     * lapsed before Flagger came for it counts no more; and what was approved to start has to be what the target holds.
     */
    public static Optional<Approval> live(OpenRun open, Gate gate, Instant now) {
        return open.rollout().status().approvals().stream()
                .filter(approval -> approval.isOf(gate, open.live().key(), open.run()))
                .filter(approval -> approval.holdsAt(now))
                .filter(approval -> gate != Gate.rollout || isOfTemplate(approval, open.live()))
                .filter(approval -> approval.checksum() == null
                        || open.checksum().filter(approval.checksum()::equals).isPresent())
                .max(Comparator.comparing(Approval::at));
    }

    private static boolean isOfTemplate(Approval approval, LiveCanary live) {
        return approval.template() != null && approval.template().equals(live.template());
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

    private static Rollout having(Rollout rollout, List<Approval> approvals) {
        int gone = Math.max(0, approvals.size() - MOST);
        return rollout.withStatus(rollout.status().deciding(approvals.subList(gone, approvals.size())));
    }

    /**
     * The rollout without decisions on runs that it does not show any more: the number of a run that nobody remembers may come
     * again, and must not find them. The same one if there are none.
     */
    static Rollout withoutForgotten(Rollout rollout) {
        if (rollout.status() == null || rollout.status().approvals().isEmpty()) {
            return rollout;
        }
        Set<String> shown = new HashSet<>();
        rollout.status().stages().stream()
                .map(Stage::canary)
                .filter(Objects::nonNull)
                .map(CanaryProgress::run)
                .filter(Objects::nonNull)
                .forEach(shown::add);
        List<Approval> kept = rollout.status().approvals().stream()
                .filter(approval -> shown.contains(approval.run()))
                .toList();
        return kept.size() == rollout.status().approvals().size() ? rollout : having(rollout, kept);
    }
}
