package dev.wigwag.chatops;

import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Rollout;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;

/** Finds by name what the ledger speaks of: sources, what they bring, canaries, and the rollouts themselves. */
@ApplicationScoped
class Finder {
    /** The kind under which rollouts are found. */
    static final String ROLLOUT = "Rollout";

    private static final Pattern SHA = Pattern.compile("[0-9a-f]{7,40}");

    private final LedgerPass ledger;

    Finder(LedgerPass ledger) {
        this.ledger = ledger;
    }

    /**
     * Finds it among what the person can speak of.
     *
     * @throws dev.wigwag.engine.ClusterException if the ledger could not be read
     */
    Found find(Speaker speaker, Wanted wanted) {
        NameSearch search = new NameSearch(wanted);
        boolean all = ledger.over(speaker, rollout -> {
            search.look(rollout.source());
            if (rollout.status() != null) {
                rollout.status().stages().forEach(stage -> search.look(stage.key()));
            }
            ObjectKey self = new ObjectKey(
                    ROLLOUT, rollout.key().namespace(), rollout.key().name());
            if (wanted.mayMean(self) && (wanted.means(self) || isOf(rollout, wanted))) {
                search.take(self);
            }
            return !search.isOver();
        });
        return search.found(all);
    }

    /** A rollout is also called by its commit. */
    private static boolean isOf(Rollout rollout, Wanted wanted) {
        return rollout.spec().commit() != null
                && rollout.spec().commit().sha() != null
                && SHA.matcher(wanted.name()).matches()
                && rollout.spec().commit().sha().startsWith(wanted.name());
    }
}
