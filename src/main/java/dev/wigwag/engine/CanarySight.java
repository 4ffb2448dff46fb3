package dev.wigwag.engine;

import dev.wigwag.rollout.CanaryQuestions;
import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.LiveMember;
import dev.wigwag.rollout.LiveView;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Rollout;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts beside a view of what Flux does what Flagger does with it: the two know nothing of each other. */
@ApplicationScoped
public class CanarySight {
    private final Canaries canaries;
    private final Heard heard;

    public CanarySight(Canaries canaries, Heard heard) {
        this.canaries = canaries;
        this.heard = heard;
    }

    /** Every Canary there is, for somebody who is about to go through many views. */
    CanaryIndex all() {
        return canaries.all();
    }

    /** The view with the Canaries of its members, as they are now. */
    LiveView with(LiveView view) {
        return with(view, canaries.all());
    }

    /** The view with those of these Canaries that its members apply. */
    LiveView with(LiveView view, CanaryIndex all) {
        Map<ObjectKey, LiveCanary> canaries = new HashMap<>();
        // Who says that it has applied a Canary is surer of it than who is only named by it; where nobody says, a
        // HelmRelease
        // is nearer than a Kustomization.
        view.members().stream()
                .sorted(Comparator.comparing(
                                (LiveMember member) -> member.canaries().isEmpty())
                        .thenComparing(member -> member.key().kind()))
                .forEach(member -> all.under(member.key()).stream()
                        .filter(canary -> member.isBorneOutFor(canary.key()))
                        .forEach(canary -> canaries.putIfAbsent(canary.key(), canary)));
        return view.with(List.copyOf(canaries.values()), List.of(), List.of());
    }

    /**
     * The view with everything that matters to these rollouts: what has been said, and the details of those Canaries that
     * somebody needs to know them of.
     *
     * @param view with its Canaries
     */
    LiveView whole(List<Rollout> stored, LiveView view) {
        LiveView told = view.with(
                view.canaries(),
                heard.newsOf(view.canaries().stream().map(LiveCanary::key).toList()),
                heard.changesBy(view.members().stream().map(LiveMember::key).toList()));
        return further(stored, told);
    }

    /**
     * The view with the details of those Canaries too that these rollouts raise a question about and that it has none of:
     * one that a view has just brought back to life needs to know more than one at rest. The same view if there are none.
     */
    LiveView further(List<Rollout> rollouts, LiveView view) {
        Set<ObjectKey> asked = CanaryQuestions.of(rollouts, view);
        boolean answered = view.canaries().stream()
                .allMatch(canary -> canary.details().isPresent() || !asked.contains(canary.key()));
        return answered
                ? view
                : view.with(
                        view.canaries().stream()
                                .map(canary -> canary.details().isEmpty() && asked.contains(canary.key())
                                        ? canary.with(canaries.details(canary))
                                        : canary)
                                .toList(),
                        view.news(),
                        view.changes());
    }

    /** What the view told has gone into the ledger. */
    void used(LiveView view) {
        heard.forget(view.news(), view.changes());
    }
}
