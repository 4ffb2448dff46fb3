package dev.wigwag.engine;

import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Rollout;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Time to look at everything again: what an event, a watch or a crash has lost is found here. Costs a list of each kind in
 * pages, and for each source one list of its rollouts; only for one with a push that has not come yet, some more. No more
 * than one source's rollouts are held at a time, as in a large cluster all of them would not fit into a small heap.
 */
@ApplicationScoped
public class HearTick {
    private final Sources sources;
    private final Ledger ledger;
    private final HearHint hearHint;

    public HearTick(Sources sources, Ledger ledger, HearHint hearHint) {
        this.sources = sources;
        this.ledger = ledger;
        this.hearHint = hearHint;
    }

    /**
     * Looks at every source.
     *
     * @return how many rollouts were written and objects asked to reconcile
     * @throws ClusterException if the cluster could not be read or written; trouble with one source is told after the
     *     others have had their turn, unless the API server is down
     */
    public int hear() {
        Round round = new Round();
        Unfinished unfinished = new Unfinished();
        ledger.forEach(unfinished::see);
        sources.forEachView(view -> {
            ObjectKey source = view.source().key();
            unfinished.sources.remove(source);
            round.look(() -> unfinished.waiting.contains(source) ? hearHint.look(view) : hearHint.follow(view));
        });
        // A source that was deleted while nobody listened is in no view, but its rollouts have to come to an end.
        unfinished.sources.forEach(source -> round.look(() -> hearHint.look(source)));
        round.look(hearHint::carryOn);
        return round.end();
    }

    /** What one time through the ledger is for: most sources have come to rest, and need not be asked for again. */
    private static final class Unfinished {
        private final Set<ObjectKey> sources = new LinkedHashSet<>();
        private final Set<ObjectKey> waiting = new HashSet<>();

        void see(Rollout rollout) {
            if (!rollout.phase().isFinal() || rollout.awaitsFold()) {
                sources.add(rollout.source());
            }
            if (AskAgain.concerns(rollout)) {
                waiting.add(rollout.source());
            }
        }
    }

    /** One time through all sources: trouble with one does not keep the others from their turn. */
    private static final class Round {
        private int sum;
        private ClusterException first;

        void look(IntSupplier work) {
            try {
                sum += work.getAsInt();
            } catch (ClusterException trouble) {
                if (trouble.fault() == ClusterException.Fault.DOWN) {
                    throw trouble;
                }
                first = first == null ? trouble : first;
            }
        }

        int end() {
            if (first != null) {
                throw first;
            }
            return sum;
        }
    }
}
