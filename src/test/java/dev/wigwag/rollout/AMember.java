package dev.wigwag.rollout;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A Kustomization or HelmRelease, to be varied by what a test is about. */
record AMember(
        ObjectKey key,
        ObjectKey parent,
        boolean suspended,
        boolean deleting,
        Revision attempted,
        Revision applied,
        Ready ready,
        boolean stalled,
        boolean observed,
        Instant changedAt,
        List<ObjectKey> dependsOn) {
    /** A Kustomization of the source's namespace that has run nothing yet. */
    static AMember kustomization(String name) {
        return new AMember(
                AView.kustomization(name), null, false, false, null, null, Ready.ABSENT, false, true, null, List.of());
    }

    /** A HelmRelease that a Kustomization applies and has just changed. */
    static AMember release(String name, String parent) {
        ObjectKey key = new ObjectKey("HelmRelease", "shop", name);
        return new AMember(
                key,
                AView.kustomization(parent),
                false,
                false,
                null,
                null,
                Ready.ABSENT,
                false,
                true,
                AView.STORED,
                List.of());
    }

    /** Has brought this commit to success. */
    AMember done(char commit) {
        return applied(commit).attempted(commit).ready("ReconciliationSucceeded", "Applied revision", AView.STORED);
    }

    AMember applied(char commit) {
        return new AMember(
                key,
                parent,
                suspended,
                deleting,
                attempted,
                AView.commit(commit),
                ready,
                stalled,
                observed,
                changedAt,
                dependsOn);
    }

    AMember attempted(char commit) {
        return new AMember(
                key,
                parent,
                suspended,
                deleting,
                AView.commit(commit),
                applied,
                ready,
                stalled,
                observed,
                changedAt,
                dependsOn);
    }

    AMember suspend() {
        return new AMember(
                key, parent, true, deleting, attempted, applied, ready, stalled, observed, changedAt, dependsOn);
    }

    AMember delete() {
        return new AMember(
                key, parent, suspended, true, attempted, applied, ready, stalled, observed, changedAt, dependsOn);
    }

    AMember stall() {
        return new AMember(
                key, parent, suspended, deleting, attempted, applied, ready, true, observed, changedAt, dependsOn);
    }

    AMember unobserved() {
        return new AMember(
                key, parent, suspended, deleting, attempted, applied, ready, stalled, false, changedAt, dependsOn);
    }

    AMember changedAt(Instant time) {
        return new AMember(
                key, parent, suspended, deleting, attempted, applied, ready, stalled, observed, time, dependsOn);
    }

    AMember ready(Ready other) {
        return new AMember(
                key, parent, suspended, deleting, attempted, applied, other, stalled, observed, changedAt, dependsOn);
    }

    AMember ready(String reason, String message, Instant since) {
        return ready(new Ready(Ready.State.True, reason, message, since));
    }

    /** Ready is False since a second after the artifact was stored. */
    AMember failing(String reason, String message) {
        return failing(reason, message, AView.STORED.plusSeconds(1));
    }

    AMember failing(String reason, String message, Instant since) {
        return ready(new Ready(Ready.State.False, reason, message, since));
    }

    /** Ready is Unknown, as during every run. */
    AMember running() {
        return ready(new Ready(
                Ready.State.Unknown, "Progressing", "Reconciliation in progress", AView.STORED.plusSeconds(1)));
    }

    AMember dependingOn(ObjectKey... keys) {
        return new AMember(
                key,
                parent,
                suspended,
                deleting,
                attempted,
                applied,
                ready,
                stalled,
                observed,
                changedAt,
                Arrays.asList(keys));
    }

    LiveMember live() {
        return new LiveMember(
                key,
                Optional.ofNullable(parent),
                suspended,
                deleting,
                Optional.ofNullable(attempted),
                Optional.ofNullable(applied),
                ready,
                stalled,
                observed,
                changedAt,
                dependsOn);
    }
}
