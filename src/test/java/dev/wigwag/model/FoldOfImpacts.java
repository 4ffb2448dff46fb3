package dev.wigwag.model;

import dev.wigwag.rollout.Fold;
import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.LiveView;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * That it is found out whom rollouts concern decides nothing: what comes of them is the same but for the word that a ready
 * Kustomization has, and once it is forgotten again everything is as if it had never been known.
 */
final class FoldOfImpacts {
    private FoldOfImpacts() {}

    /** Where that is not so. */
    static List<String> complaints(ObjectKey source, List<Rollout> known, LiveView view, Instant now) {
        Random random = new Random(known.size());
        List<Rollout> folded = Fold.of(known, view, now);
        List<Rollout> knowing = known.stream()
                .map(rollout -> rollout.withSpec(rollout.spec().bringing(null, impact(random, view))))
                .toList();
        List<Rollout> seeing = Fold.of(knowing, view, now);
        List<Rollout> forgetting = Fold.of(
                seeing.stream()
                        .map(rollout -> rollout.withSpec(rollout.spec().bringing(null, null)))
                        .toList(),
                view,
                now);
        List<String> complaints = new ArrayList<>();
        for (int i = 0; i < folded.size(); i++) {
            Map<String, String> blind = outcome(folded.get(i));
            if (!blind.equals(outcome(seeing.get(i)))) {
                complaints.add(source.name() + ": whom it concerns makes of " + blind + " " + outcome(seeing.get(i)));
            }
            if (!blind.equals(outcome(forgetting.get(i)))) {
                complaints.add(source.name() + ": whom it concerned is not forgotten: " + outcome(forgetting.get(i)));
            }
        }
        return complaints;
    }

    private static Impact impact(Random random, LiveView view) {
        List<Impact.Touched> touched = view.members().stream()
                .filter(member -> random.nextBoolean())
                .map(member -> new Impact.Touched(
                        member.key().kind(),
                        member.key().namespace(),
                        member.key().name(),
                        "a path"))
                .toList();
        return new Impact(null, view.members().size(), touched, random.nextInt(8) == 0 ? 1 : null);
    }

    /** What became of a rollout and of each of its stages, and when. */
    private static Map<String, String> outcome(Rollout rollout) {
        Phase phase = rollout.phase();
        Map<String, String> outcome = new TreeMap<>(Map.of("it", phase + " " + rollout.attempt()));
        if (rollout.status() != null) {
            rollout.status().stages().stream()
                    .sorted(Comparator.comparing(Stage::key))
                    .forEach(stage -> outcome.merge(stage.key().toString(), words(stage), (one, other) -> one + other));
            outcome.put("conditions", rollout.status().conditions().toString());
        }
        return outcome;
    }

    private static String words(Stage stage) {
        boolean unchanged = stage.phase() == StagePhase.Unchanged && stage.canary() == null;
        return (unchanged ? StagePhase.Succeeded : stage.phase()) + " " + stage.since() + " " + stage.until() + " "
                + stage.message() + " " + stage.canary();
    }
}
