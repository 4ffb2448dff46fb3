package dev.wigwag.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A Canary as it is in the cluster right now. What moves with every write of Flagger's though nothing has changed is not in
 * it, so that equal means no news.
 *
 * @param uid the object's own; a Canary of the same name made anew has another
 * @param parent the Kustomization or HelmRelease that applies it
 * @param target what it looks after, for example {@code Deployment/test/podinfo}
 * @param deleting whether it is on its way out
 * @param phaseSince when Flagger entered the phase; null if unknown
 * @param openSince when the Promoted condition last changed among True, False and Unknown: in an open phase the start of the
 *     run or of the wait for it, else the end of the last run; null if unknown
 * @param spec Flagger's hash of the target's pod template ({@code lastAppliedSpec}); empty if there is none
 * @param promoted Flagger's hash of the template promoted last; empty if there is none
 * @param configs digest of the tracked ConfigMaps and Secrets; empty if there are none
 * @param tracked the ConfigMaps and Secrets a change of which starts a run
 * @param weight what the status says, in percent; 0 while promotion waits though traffic is still split
 * @param step the step reached, 0 before the first
 * @param steps steps in all; 0 without analysis
 * @param interval between two of Flagger's looks
 * @param remaining how long the rest takes if nothing holds it up; null if that cannot be said
 * @param gates the gates that its webhooks ask Wigwag about
 * @param annotated what its annotations ask for
 * @param details what had to be read from other objects; empty if nobody asked for it
 */
public record LiveCanary(
        ObjectKey key,
        String uid,
        ObjectKey parent,
        ObjectKey target,
        boolean suspended,
        boolean deleting,
        FlaggerPhase phase,
        Instant phaseSince,
        Instant openSince,
        String spec,
        String promoted,
        String configs,
        Set<ObjectKey> tracked,
        int weight,
        int failedChecks,
        int threshold,
        int step,
        int steps,
        Duration interval,
        Duration remaining,
        List<Gate> gates,
        Annotated annotated,
        Optional<CanaryDetails> details) {
    /** One of which nothing is asked, and that asks nothing. */
    public LiveCanary(
            ObjectKey key,
            String uid,
            ObjectKey parent,
            ObjectKey target,
            boolean suspended,
            boolean deleting,
            FlaggerPhase phase,
            Instant phaseSince,
            Instant openSince,
            String spec,
            String promoted,
            String configs,
            Set<ObjectKey> tracked,
            int weight,
            int failedChecks,
            int threshold,
            int step,
            int steps,
            Duration interval,
            Duration remaining,
            Optional<CanaryDetails> details) {
        this(
                key,
                uid,
                parent,
                target,
                suspended,
                deleting,
                phase,
                phaseSince,
                openSince,
                spec,
                promoted,
                configs,
                tracked,
                weight,
                failedChecks,
                threshold,
                step,
                steps,
                interval,
                remaining,
                List.of(),
                Annotated.NOTHING,
                details);
    }

    public LiveCanary {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(uid, "uid");
        Objects.requireNonNull(phase, "phase");
        spec = spec == null ? "" : spec;
        promoted = promoted == null ? "" : promoted;
        configs = configs == null ? "" : configs;
        tracked = Set.copyOf(tracked);
        gates = List.copyOf(gates);
    }

    /** This Canary, with what was read of the objects around it. */
    public LiveCanary with(CanaryDetails read) {
        return new LiveCanary(
                key,
                uid,
                parent,
                target,
                suspended,
                deleting,
                phase,
                phaseSince,
                openSince,
                spec,
                promoted,
                configs,
                tracked,
                weight,
                failedChecks,
                threshold,
                step,
                steps,
                interval,
                remaining,
                gates,
                annotated,
                Optional.of(read));
    }

    /** The digest of the target's template; empty if it was not read. */
    String template() {
        return details.map(CanaryDetails::target).orElse("");
    }

    /** When Flux last changed the target; null if unknown. */
    Instant changedAt() {
        return details.map(CanaryDetails::changedAt).orElse(null);
    }

    /** Flagger v1.44 leaves the weight at 100 when the primary does not get ready: that is no rollback. */
    boolean isFailedPromotion() {
        return phase == FlaggerPhase.Failed && weight == 100;
    }

    /** How long Flagger may take to see a change: it looks for new Canaries every 10 s, and at each once an interval. */
    Duration patience() {
        return Duration.ofSeconds(15).plus(interval);
    }
}
