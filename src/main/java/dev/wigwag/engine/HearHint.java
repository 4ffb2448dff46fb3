package dev.wigwag.engine;

import dev.wigwag.rollout.ObjectChanged;
import dev.wigwag.rollout.ObjectKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Something about an object may have changed: look at the live object and do what is due. Today that is for sources:
 * carry an included source's change on, and ask again for a push that has not come.
 */
@ApplicationScoped
public class HearHint {
    private final Sources sources;
    private final AskAgain askAgain;
    private final SharedRequests requests;

    public HearHint(Sources sources, AskAgain askAgain, SharedRequests requests) {
        this.sources = sources;
        this.askAgain = askAgain;
        this.requests = requests;
    }

    /**
     * Does it.
     *
     * @return how many objects were asked to reconcile
     * @throws ClusterException if the cluster could not be read or written; trouble with one object is told after the
     *     others have had their turn
     */
    public int hear(ObjectChanged hint) {
        ObjectKey object = hint.object();
        if (!object.kind().equals("GitRepository")) {
            return 0;
        }
        List<IntSupplier> duties = List.of(() -> askAgain.of(object) ? 1 : 0, () -> carryOn(object));
        return OneByOne.sum(duties, IntSupplier::getAsInt);
    }

    private int carryOn(ObjectKey changed) {
        Map<ObjectKey, String> left = sources.leftBehindBy(changed);
        return OneByOne.sum(left.entrySet(), one -> requests.ask(one.getKey(), one.getValue()) ? 1 : 0);
    }
}
