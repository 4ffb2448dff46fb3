package dev.wigwag.engine;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Time to look at everything again: what an event, a watch or a crash has lost is found here. Costs a list of each kind in
 * pages, and for each source the rollouts of that source.
 */
@ApplicationScoped
public class HearTick {
    private final Sources sources;
    private final HearHint hearHint;

    public HearTick(Sources sources, HearHint hearHint) {
        this.sources = sources;
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
        AtomicInteger sum = new AtomicInteger();
        AtomicReference<ClusterException> first = new AtomicReference<>();
        sources.forEachView(view -> {
            try {
                sum.addAndGet(hearHint.look(view));
            } catch (ClusterException trouble) {
                if (trouble.fault() == ClusterException.Fault.DOWN) {
                    throw trouble;
                }
                first.compareAndSet(null, trouble);
            }
        });
        if (first.get() != null) {
            throw first.get();
        }
        return sum.get();
    }
}
