package dev.wigwag.model;

import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Watches that nobody writes from a view older than the one that the ledger was written from before. */
final class ViewOrder {
    final List<String> complaints = new ArrayList<>();
    private final Map<RolloutKey, Integer> written = new HashMap<>();
    private final Map<RolloutKey, Object> pictures = new HashMap<>();
    /** How far the cluster was when the replica at work last looked at a source. */
    private Map<ObjectKey, Integer> seen = new HashMap<>();

    private int now;

    /** The cluster moves. */
    void moves() {
        now++;
    }

    /** The replica at work looks at a source. */
    void looksAt(ObjectKey source) {
        seen.put(source, now);
    }

    /** A replica hears something, and has seen nothing yet. */
    void whileWorking(Runnable works) {
        Map<ObjectKey, Integer> ours = seen;
        seen = new HashMap<>();
        try {
            works.run();
        } finally {
            seen = ours;
        }
    }

    /** The replica at work has written a status. Taking up a push needs no view: it shows what was shown before. */
    void wrote(Rollout rollout) {
        Object shown = List.of(rollout.phase(), rollout.status().stages());
        boolean news = !shown.equals(pictures.put(rollout.key(), shown));
        Integer from = seen.get(rollout.source());
        if (!news || rollout.status().stages().isEmpty() || from == null) {
            return;
        }
        Integer before = written.put(rollout.key(), from);
        if (before != null && from < before) {
            complaints.add(rollout.key().name() + " was written from the view of step " + from + " over that of step "
                    + before);
        }
    }
}
