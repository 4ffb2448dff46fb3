package dev.wigwag.engine;

import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.OpenRun;
import dev.wigwag.rollout.Rollout;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at a Canary's run: the ledger first, then the Canary, both past every cache, so that what is found was so at the moment of
 * the second reading at the latest.
 */
@ApplicationScoped
public class RunSight {
    /**
     * What was seen.
     *
     * @param canary empty if there is no such Canary, or Flux does not apply it
     * @param run empty if no run is open, or the ledger does not know the one that is
     * @param rollouts of every source it belongs to, as stored
     */
    public record Seen(Optional<LiveCanary> canary, Optional<OpenRun> run, List<Rollout> rollouts) {}

    private final Sources sources;
    private final Ledger ledger;
    private final Canaries canaries;

    public RunSight(Sources sources, Ledger ledger, Canaries canaries) {
        this.sources = sources;
        this.ledger = ledger;
        this.canaries = canaries;
    }

    /**
     * Looks.
     *
     * @throws ClusterException if the cluster could not be read
     */
    public Seen at(ObjectKey canary) {
        List<List<Rollout>> books =
                sources.sourcesOf(canary).stream().map(ledger::of).toList();
        List<Rollout> rollouts = books.stream().flatMap(List::stream).toList();
        List<LiveCanary> claims = canaries.find(canary);
        if (claims.isEmpty()) {
            return new Seen(Optional.empty(), Optional.empty(), rollouts);
        }
        // Who applies it makes no difference to what Flagger does with it.
        LiveCanary live = claims.get(0);
        if (books.stream().anyMatch(known -> OpenRun.needsTemplate(live, known))) {
            return seen(live.with(canaries.details(live)), books, rollouts);
        }
        return seen(live, books, rollouts);
    }

    private static Seen seen(LiveCanary live, List<List<Rollout>> books, List<Rollout> rollouts) {
        List<OpenRun> runs = new ArrayList<>();
        books.forEach(known -> OpenRun.of(live, known).ifPresent(runs::add));
        // Two sources that both hold the Canary for theirs each have a run of it; nobody could tell whose decision
        // counts.
        Optional<OpenRun> run = runs.size() == 1 ? Optional.of(runs.get(0)) : Optional.empty();
        return new Seen(Optional.of(live), run, rollouts);
    }
}
