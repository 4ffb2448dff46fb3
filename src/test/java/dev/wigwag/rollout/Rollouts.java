package dev.wigwag.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;

/** The rollouts of one source, as a test's pushes and views make them. */
final class Rollouts {
    private List<Rollout> known = new ArrayList<>();

    /** Those of these pushes, each taken up. */
    static Rollouts of(APush... pushes) {
        Rollouts rollouts = new Rollouts();
        for (APush push : pushes) {
            rollouts.push(push).takeUp();
        }
        return rollouts;
    }

    /** Stores the spec, as a push does before Flux is asked. */
    Rollouts push(APush push) {
        Registration decision = Registration.of(
                push.push(), AView.SOURCE, APush.URL, Revision.ofCommit(pointer(push), push.commit()), true, known);
        if (decision instanceof Registration.Created created) {
            known.add(created.rollout());
        } else if (decision instanceof Registration.Again again) {
            known.replaceAll(rollout -> rollout.key().equals(again.rollout().key()) ? again.rollout() : rollout);
        }
        return this;
    }

    Rollouts takeUp() {
        known.replaceAll(Rollout::takenUp);
        return this;
    }

    /** Something else is found out of each of them. */
    Rollouts replace(UnaryOperator<Rollout> other) {
        known.replaceAll(other);
        return this;
    }

    Rollouts plant(Rollout rollout) {
        known.add(rollout);
        return this;
    }

    Rollouts fold(AView view) {
        return fold(view, AView.NOW);
    }

    Rollouts fold(AView view, Instant now) {
        return fold(view.live(), now);
    }

    Rollouts fold(LiveView view, Instant now) {
        known = new ArrayList<>(Fold.of(known, view, now));
        return this;
    }

    List<Rollout> all() {
        return List.copyOf(known);
    }

    /** The rollout of a commit. */
    Rollout the(char commit) {
        return known.stream()
                .filter(rollout -> rollout.revision().orElseThrow().hash().equals(APush.sha(commit)))
                .findFirst()
                .orElseThrow();
    }

    Phase phase(char commit) {
        return the(commit).phase();
    }

    String summary(char commit) {
        return the(commit).status().summary();
    }

    /** The stage of the source or of a member of the given name. */
    Stage stage(char commit, String name) {
        return the(commit).status().stages().stream()
                .filter(stage -> stage.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(
                        name + " is not among " + the(commit).status().stages()));
    }

    /** The reason of one of its conditions; null if it has none of that type. */
    String reason(char commit, String type) {
        return Conditions.find(the(commit).status(), type)
                .map(Condition::reason)
                .orElse(null);
    }

    private static String pointer(APush push) {
        PushedRef ref = push.push().ref();
        return ref.branch().or(ref::tag).orElseThrow();
    }
}
