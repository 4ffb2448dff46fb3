package dev.wigwag.model;

import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Revision;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** A Deployment and the ConfigMap it uses, and who has written what is in them. */
final class ModelWorkload {
    final ObjectKey key;
    final ObjectKey config;
    /** What Flux wants of the pod template. */
    String base = "t0";
    /** By whom; null for a hand. */
    Revision baseBy;
    /** How often it was restarted by hand; that stays in the template until Flux writes another. */
    int restarts;
    /** When Flux last changed the Deployment, as its managed fields say. */
    Instant changedAt;

    /** The revision that Flux applied last, whether it changed anything or not. */
    Revision appliedBy;

    String content = "c0";
    /** Everybody who has written it since Flagger looked last; null among them is a hand. */
    final Set<Revision> contentBy = new HashSet<>();
    /** Whether Helm was among them: it tells nobody what it has written. */
    boolean writtenByHelm;

    ModelWorkload(String name) {
        this.key = new ObjectKey("Deployment", "shop", name);
        this.config = new ObjectKey("ConfigMap", "shop", name + "-config");
    }

    /** Flux applies a template; the same one again is no change. */
    boolean apply(String template, Revision by, Instant now) {
        if (template.equals(base)) {
            return false;
        }
        base = template;
        baseBy = by;
        restarts = 0;
        changedAt = now;
        return true;
    }

    /** Somebody writes the configuration; null is a hand. */
    void write(String other, Revision by) {
        content = other;
        contentBy.add(by);
    }

    /** Flagger looks at it. */
    void seen() {
        contentBy.clear();
        writtenByHelm = false;
    }

    String template() {
        return restarts == 0 ? base : base + "+" + restarts;
    }
}
