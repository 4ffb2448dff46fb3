package dev.wigwag.rollout;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides of which Canaries the fold needs to know what the objects around them say; of most it does not. */
public final class CanaryQuestions {
    /** Each costs some four reads. What is beyond comes up again at the next look. */
    static final int MAX = 100;

    private CanaryQuestions() {}

    /**
     * The Canaries to read the details of: those in a run, those that somebody waits for, and those that a revision on its
     * way may have changed.
     *
     * @param known every rollout of the source
     */
    public static Set<ObjectKey> of(List<Rollout> known, LiveView view) {
        boolean onItsWay = Bringer.held(known, view.source())
                .map(held -> !held.phase().isFinal())
                .orElse(true);
        return view.canaries().stream()
                .filter(canary -> !canary.deleting())
                .filter(canary -> canary.phase().isOpen()
                        || concernsSomebody(canary, known)
                        || view.changes().stream().anyMatch(changes -> changes.concerns(canary))
                        || onItsWay && !canary.phase().isFirstDeployment())
                .sorted(Comparator.comparing(
                                (LiveCanary canary) -> !canary.phase().isOpen())
                        .thenComparing(LiveCanary::key))
                .limit(MAX)
                .map(LiveCanary::key)
                .collect(Collectors.toSet());
    }

    private static boolean concernsSomebody(LiveCanary canary, List<Rollout> known) {
        CanaryBook book = CanaryBook.of(known, canary.key());
        boolean claimed = book.claims().stream().anyMatch(claim -> claim.stage().isUnderWay());
        Optional<CanaryBook.Entry> last = book.last(canary.uid());
        boolean news = RunTurn.of(canary, last) == RunTurn.NEW && last.isPresent();
        return claimed || news || last.filter(CanaryBook.Entry::isOpen).isPresent();
    }
}
