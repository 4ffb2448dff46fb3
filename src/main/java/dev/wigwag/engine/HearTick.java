package dev.wigwag.engine;

import dev.wigwag.rollout.LiveView;
import dev.wigwag.rollout.ObjectKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.IntSupplier;

/**
 * Time to look at everything again: what an event, a watch or a crash has lost is found here. Costs a list of each kind in
 * pages, and for each source one list of its rollouts; only for one with a push that has not come yet or that was deleted,
 * some more. No more than one source's rollouts are held at a time, as in a large cluster all of them would not fit into a
 * small heap.
 */
@ApplicationScoped
public class HearTick {
    private final Sources sources;
    private final Ledger ledger;
    private final CanarySight sight;
    private final HearHint hearHint;

    public HearTick(Sources sources, Ledger ledger, CanarySight sight, HearHint hearHint) {
        this.sources = sources;
        this.ledger = ledger;
        this.sight = sight;
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
        LedgerMoment before = LedgerMoment.of(ledger);
        CanaryIndex canaries = sight.all();
        // A source that was deleted while nobody listened is in no list, but its rollouts have to come to an end.
        sources.forEachView(before.unfinished(), read -> {
            LiveView view = sight.with(read, canaries);
            ObjectKey source = view.source().key();
            round.look(() ->
                    before.waiting().contains(source) ? hearHint.look(view, before) : hearHint.follow(view, before));
        });
        round.look(hearHint::carryOn);
        return round.end();
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
