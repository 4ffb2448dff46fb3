package dev.wigwag.slack;

import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.Stage;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who let a canary's run go on, as far as its thread has not named them. A wait that is over before the thread could tell of it,
 * as its process died or somebody was quick, leaves a decision that nobody would hear of.
 *
 * @param unheard decisions that Flagger came for, at gates the thread has not told of; as many as can be kept in mind
 * @param named those, and who ended the wait that the thread told of last
 */
record Letting(List<Approval> unheard, List<Approval> named) {
    static Letting of(Stage stage, Told before, List<Approval> approvals) {
        List<Approval> let = DecisionText.latest(stage, approvals).stream()
                .filter(approval ->
                        approval.gate() != Gate.rollback && approval.decision() == Approval.Decision.approve)
                .sorted(Comparator.comparing(Approval::at))
                .toList();
        List<Approval> unheard = let.stream()
                .filter(approval -> approval.used() != null && !before.causes().contains(cause(approval.gate())))
                .limit(Told.MOST - before.causes().size())
                .toList();
        boolean waited = before.state() == Told.State.Waiting;
        Stream<Approval> awaited = waited ? let.stream().skip(Math.max(0, let.size() - 1)) : Stream.empty();
        return new Letting(
                unheard, Stream.concat(unheard.stream(), awaited).distinct().toList());
    }

    /** Whether there is somebody of whom the thread cannot know yet. */
    boolean isNews() {
        return !unheard.isEmpty();
    }

    /** What is told once they are named: the gate counts as if its wait had been told. */
    Told told(Told before) {
        Told now = before;
        for (Approval approval : unheard) {
            now = now.of(cause(approval.gate()));
        }
        return now;
    }

    /** {@code , approved by @ana: “looks good” and by @ben}; empty if there is nobody to name. */
    String words() {
        return named.isEmpty()
                ? ""
                : named.stream()
                        .map(DecisionText::whoAndWhy)
                        .distinct()
                        .collect(Collectors.joining(" and by ", ", approved by ", ""));
    }

    private static String cause(Gate gate) {
        return ThreadCursor.cause(gate.waiting());
    }
}
