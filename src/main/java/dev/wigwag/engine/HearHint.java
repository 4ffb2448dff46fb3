package dev.wigwag.engine;

import dev.wigwag.rollout.LiveView;
import dev.wigwag.rollout.ObjectChanged;
import dev.wigwag.rollout.ObjectKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Something about an object may have changed: find the sources it belongs to, and for each bring its rollouts in line with
 * the cluster, carry an included source's change on, and ask again for a push that has not come.
 */
@ApplicationScoped
public class HearHint {
    private final Sources sources;
    private final Ledger ledger;
    private final FollowSource followSource;
    private final AskAgain askAgain;
    private final SharedRequests requests;

    public HearHint(
            Sources sources, Ledger ledger, FollowSource followSource, AskAgain askAgain, SharedRequests requests) {
        this.sources = sources;
        this.ledger = ledger;
        this.followSource = followSource;
        this.askAgain = askAgain;
        this.requests = requests;
    }

    /**
     * Does it.
     *
     * @return how many rollouts were written and objects asked to reconcile
     * @throws ClusterException if the cluster could not be read or written; trouble with one object is told after the
     *     others have had their turn
     */
    public int hear(ObjectChanged hint) {
        return OneByOne.sum(sourcesOf(hint.object()), this::look);
    }

    /** The sources that the object belongs to; none for one that Flux did not bring. */
    Set<ObjectKey> sourcesOf(ObjectKey object) {
        return sources.sourcesOf(object);
    }

    /** Looks at one source. */
    int look(ObjectKey source) {
        LedgerReading reading = new LedgerReading(ledger, source);
        List<IntSupplier> duties = List.of(
                () -> ask(reading), () -> followSource.follow(reading), () -> request(sources.leftBehindBy(source)));
        return OneByOne.sum(duties, IntSupplier::getAsInt);
    }

    /**
     * Looks at a source from a list, as {@link FollowSource#follow(LiveView, LedgerReading, LedgerMoment)}; what it leaves behind is left
     * to {@link #carryOn}.
     */
    int look(LiveView listed, LedgerMoment before) {
        LedgerReading reading = new LedgerReading(ledger, listed.source().key());
        List<IntSupplier> duties = List.of(() -> ask(reading), () -> followSource.follow(listed, reading, before));
        return OneByOne.sum(duties, IntSupplier::getAsInt);
    }

    /** The same for a source none of whose rollouts is of {@linkplain AskAgain#concerns concern} to who asks again. */
    int follow(LiveView listed, LedgerMoment before) {
        return followSource.follow(
                listed, new LedgerReading(ledger, listed.source().key()), before);
    }

    /** Carries the change of every included source on. */
    int carryOn() {
        return request(sources.leftBehind());
    }

    /** Comes before the source is followed: what is asked for is taken up by that, so that the fold shows it as it is. */
    private int ask(LedgerReading reading) {
        return askAgain.of(reading) ? 1 : 0;
    }

    private int request(Map<ObjectKey, String> left) {
        return OneByOne.sum(left.entrySet(), one -> requests.ask(one.getKey(), one.getValue()) ? 1 : 0);
    }
}
