package dev.wigwag.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The Canary {@code podinfo} that the Kustomization {@code apps} applies: interval 30 s, steps 10 to 50 %, threshold 5; to be
 * varied by what a test is about. Its times are seconds after {@link AView#STORED}.
 */
record ACanary(
        FlaggerPhase phase,
        long phaseSince,
        long openSince,
        String spec,
        String promoted,
        String configs,
        int weight,
        int failedChecks,
        int step,
        boolean suspended,
        CanaryDetails details) {
    static final ObjectKey KEY = new ObjectKey("Canary", "test", "podinfo");
    static final ObjectKey TARGET = new ObjectKey("Deployment", "test", "podinfo");
    static final ObjectKey CONFIG = new ObjectKey("ConfigMap", "test", "podinfo-config");
    static final String UID = "0b9d8f1e-7c1a-4a59-9a55-2f6f4c1e8d77";
    static final Duration INTERVAL = Duration.ofSeconds(30);

    /** Has promoted its first version long ago and has nothing to do. */
    static ACanary idle() {
        return new ACanary(
                FlaggerPhase.Succeeded, -3600, -3600, "v1", "v1", "c1", 0, 0, 0, false, details("t1", "t1", -7200));
    }

    static CanaryDetails details(String target, String primary, long changedAt) {
        return new CanaryDetails(
                target,
                primary,
                Map.of("old", "podinfo:" + primary, "new", "podinfo:" + target),
                at(changedAt),
                null,
                null);
    }

    static Instant at(long seconds) {
        return AView.STORED.plusSeconds(seconds);
    }

    /** Flux has just changed the target, which Flagger has not seen. */
    ACanary changed(String template, long when) {
        return with(details(template, details.primary(), when));
    }

    /** Flagger is in this phase of a run of the target's template. */
    ACanary in(FlaggerPhase other, long since, long began) {
        boolean kept = other == FlaggerPhase.Waiting;
        return new ACanary(
                other,
                since,
                began,
                kept ? spec : details.target().replace('t', 'v'),
                promoted,
                configs,
                0,
                0,
                0,
                suspended,
                details);
    }

    /** Flagger is in this phase of the first deployment. */
    ACanary settingUp(FlaggerPhase other) {
        return new ACanary(other, phaseSince, openSince, "v1", "", configs, 0, 0, 0, suspended, details);
    }

    ACanary progressing(long began) {
        return in(FlaggerPhase.Progressing, began, began);
    }

    ACanary step(int number) {
        return new ACanary(
                phase,
                phaseSince,
                openSince,
                spec,
                promoted,
                configs,
                number * 10,
                failedChecks,
                number,
                suspended,
                details);
    }

    ACanary failedChecks(int number) {
        return new ACanary(
                phase, phaseSince, openSince, spec, promoted, configs, weight, number, step, suspended, details);
    }

    ACanary weight(int percent) {
        return new ACanary(
                phase, phaseSince, openSince, spec, promoted, configs, percent, failedChecks, step, suspended, details);
    }

    ACanary waitingPromotion(long since) {
        return new ACanary(
                FlaggerPhase.WaitingPromotion,
                since,
                openSince,
                spec,
                promoted,
                configs,
                0,
                failedChecks,
                5,
                suspended,
                details);
    }

    /** The run has ended well: primary and target hold the same. */
    ACanary succeeded(long when) {
        return new ACanary(
                FlaggerPhase.Succeeded,
                when,
                when,
                spec,
                spec,
                configs,
                0,
                failedChecks,
                5,
                suspended,
                new CanaryDetails(
                        details.target(),
                        details.target(),
                        Map.of("old", "podinfo:" + details.target(), "new", "podinfo:" + details.target()),
                        details.changedAt(),
                        null,
                        null));
    }

    ACanary failed(long when) {
        return new ACanary(FlaggerPhase.Failed, when, when, spec, promoted, configs, 0, 0, 0, suspended, details);
    }

    ACanary configs(String digest) {
        return new ACanary(
                phase, phaseSince, openSince, spec, promoted, digest, weight, failedChecks, step, suspended, details);
    }

    ACanary spec(String hash) {
        return new ACanary(
                phase, phaseSince, openSince, hash, promoted, configs, weight, failedChecks, step, suspended, details);
    }

    ACanary suspend() {
        return new ACanary(
                phase, phaseSince, openSince, spec, promoted, configs, weight, failedChecks, step, true, details);
    }

    ACanary routed(int percent) {
        return with(new CanaryDetails(
                details.target(),
                details.primary(),
                details.images(),
                details.changedAt(),
                percent,
                details.trouble()));
    }

    ACanary trouble(String words) {
        return with(new CanaryDetails(
                details.target(), details.primary(), details.images(), details.changedAt(), details.routed(), words));
    }

    ACanary with(CanaryDetails other) {
        return new ACanary(
                phase, phaseSince, openSince, spec, promoted, configs, weight, failedChecks, step, suspended, other);
    }

    LiveCanary live() {
        return live(KEY, UID);
    }

    LiveCanary live(ObjectKey key, String uid) {
        return new LiveCanary(
                key,
                uid,
                AView.kustomization("apps"),
                TARGET,
                suspended,
                false,
                phase,
                at(phaseSince),
                at(openSince),
                spec,
                promoted,
                configs,
                Set.of(CONFIG),
                weight,
                failedChecks,
                5,
                step,
                5,
                INTERVAL,
                INTERVAL.multipliedBy(8 - step),
                Optional.ofNullable(details));
    }

    /** What Flagger says at this time. */
    static CanaryNews news(CanaryNews.What what, String words, long when) {
        return new CanaryNews(KEY, what, words, null, "7d7b5f964c", at(when));
    }

    /** What Flux says it changed for a commit. */
    static ChangeSet changes(char commit, ObjectKey... objects) {
        return new ChangeSet(AView.kustomization("apps"), AView.commit(commit), Set.of(objects));
    }
}
