package dev.wigwag.model;

import dev.wigwag.rollout.Annotated;
import dev.wigwag.rollout.CanaryDetails;
import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A Canary and what Flagger has written of it; {@link ModelFlagger} moves it. */
final class ModelCanary {
    static final Duration INTERVAL = Duration.ofSeconds(10);
    static final int STEPS = 3;
    static final int THRESHOLD = 2;
    static final int STEP_WEIGHT = 20;

    final ObjectKey key;
    final String uid;
    final ObjectKey parent;
    final ModelWorkload target;
    boolean suspended;
    boolean skipAnalysis;
    boolean deleting;
    FlaggerPhase phase = FlaggerPhase.None;
    Instant phaseSince;
    Instant openSince;
    /** The template and configuration of the last full sync of the status, and whose the template was. */
    String spec = "";

    String base = "";
    int restarts;
    String promoted = "";
    String configs = "";
    int weight;
    int routed;
    int failedChecks;
    boolean unready;
    String primary = "";
    /** When Flagger last had its look. */
    Instant looked = Instant.EPOCH;
    /** The run that is on, or was last; null before the first. */
    ModelRun run;
    /** The gates it asks Wigwag about. */
    List<Gate> gates = List.of();
    /** Whether Flagger is in the middle of a look, and waits for somebody's answer. */
    boolean beingLookedAt;

    ModelCanary(String name, String uid, ObjectKey parent, ModelWorkload target) {
        this.key = new ObjectKey("Canary", "shop", name);
        this.uid = uid;
        this.parent = parent;
        this.target = target;
    }

    /** Flagger's hash of what its status says is under analysis. */
    String checksum() {
        return "sum of " + spec + " " + configs;
    }

    /** Flagger's hash of a template. */
    static String hash(String template) {
        return "hash of " + template;
    }

    /** What would start a run: another template than looked at last or promoted, or another configuration. */
    boolean hasChanged() {
        return isOtherTemplate() || !target.content.equals(configs);
    }

    private boolean isOtherTemplate() {
        String now = hash(target.template());
        return !now.equals(spec) && !now.equals(promoted);
    }

    /** A run of what the target holds now, with the truth about who changed that. */
    ModelRun newRun(Instant now) {
        ModelRun made = new ModelRun(this, now);
        Instant before = run == null ? now.minusSeconds(90) : run.began;
        made.soonAfterFlux = !target.changedAt.isBefore(before);
        causes(made);
        if (phase.isOpen()) {
            made.carriesOn(run);
        }
        return made;
    }

    /**
     * The template was changed. Flagger starts whatever the target holds when its gate opens, so what waits for that is no
     * longer what waited before.
     *
     * @param by null for a hand
     */
    void changed(Revision by, Instant now) {
        if (phase != FlaggerPhase.Waiting) {
            boolean waited = phase == FlaggerPhase.Progressing && !phaseSince.equals(openSince);
            if (by != null && waited && phaseSince.equals(now)) {
                run.changedAsItStarted = true;
            }
            return;
        }
        ModelRun made = new ModelRun(this, now);
        made.source = run.source;
        made.causedBy(by);
        if (!target.content.equals(configs)) {
            target.contentBy.forEach(made::causedBy);
        }
        made.carriesOn(run);
        run = made;
    }

    /** Everybody who has changed something since the last full sync. */
    void causes(ModelRun of) {
        if (!target.base.equals(base)) {
            of.causedBy(target.baseBy);
        } else if (target.restarts != restarts) {
            of.causedBy(null);
        }
        if (!target.content.equals(configs)) {
            of.byHelmUntold = target.base.equals(base) && target.writtenByHelm;
            target.contentBy.forEach(of::causedBy);
        }
    }

    /** How far the status says it has come; of a promotion it says nothing certain any more. */
    int step() {
        return phase == FlaggerPhase.WaitingPromotion ? STEPS : Math.min(STEPS, weight / STEP_WEIGHT);
    }

    /** The weight that a true picture shows. */
    int trueWeight() {
        return phase == FlaggerPhase.WaitingPromotion || phase == FlaggerPhase.Promoting ? routed : weight;
    }

    LiveCanary live() {
        return new LiveCanary(
                key,
                uid,
                parent,
                target.key,
                suspended,
                deleting,
                phase,
                phaseSince,
                openSince,
                spec,
                promoted,
                configs,
                Set.of(target.config),
                weight,
                failedChecks,
                THRESHOLD,
                step(),
                STEPS,
                INTERVAL,
                INTERVAL.multipliedBy(STEPS + 3L - step()),
                gates,
                Annotated.NOTHING,
                Optional.empty());
    }

    CanaryDetails details() {
        boolean hidden = phase == FlaggerPhase.WaitingPromotion || phase == FlaggerPhase.Promoting;
        return new CanaryDetails(
                "digest of " + target.template(),
                primary.isEmpty() ? "" : "digest of " + primary,
                primary.isEmpty()
                        ? Map.of("new", "app:" + target.base)
                        : Map.of("old", "app:" + primary, "new", "app:" + target.base),
                target.changedAt,
                hidden ? routed : null,
                unready ? "ImagePullBackOff" : null);
    }
}
