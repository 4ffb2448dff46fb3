package dev.wigwag.model;

import dev.wigwag.rollout.Ready;
import dev.wigwag.rollout.Revision;
import dev.wigwag.rollout.StagePhase;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** The phases a member may be shown in; more than one only where the answer depends on what was seen before. */
final class ReferenceMembers {
    /** What a HelmRelease has to do with a revision. */
    enum Part {
        /** That revision changed it. */
        CERTAIN,
        /** Something changed it in that revision's time, or it took part before: who looked then may know. */
        POSSIBLE,
        NONE
    }

    private ReferenceMembers() {}

    static Set<StagePhase> phases(ModelKustomization member, ModelSource source) {
        Revision wanted = source.current;
        boolean attempted = isContent(wanted, member.attempted);
        String reason = member.ready.reason();
        if (member.deleting) {
            return EnumSet.of(StagePhase.Superseded);
        }
        if (member.suspended) {
            return EnumSet.of(isContent(wanted, member.applied) ? StagePhase.Succeeded : StagePhase.Suspended);
        }
        // It may have tried another revision since, of which something may be in the cluster.
        boolean applied = attempted && isContent(wanted, member.applied);
        if (member.ready.state() == Ready.State.Unknown) {
            StagePhase live = applied ? StagePhase.Succeeded : attempted ? StagePhase.Progressing : StagePhase.Pending;
            // A failure stays told while it is tried again, if anybody saw it.
            return hasFailed(member, wanted) ? EnumSet.of(live, StagePhase.Failed) : EnumSet.of(live);
        }
        if (member.ready.state() == Ready.State.False && !reason.equals("DependencyNotReady")) {
            if (attempted || applied) {
                return EnumSet.of(StagePhase.Failed);
            }
            return reason.equals("ArtifactFailed") && member.observed
                    ? unusable(member, source)
                    : EnumSet.of(StagePhase.Pending);
        }
        if (applied) {
            return EnumSet.of(StagePhase.Succeeded);
        }
        return EnumSet.of(
                member.ready.state() == Ready.State.False
                        ? StagePhase.Waiting
                        : attempted ? StagePhase.Progressing : StagePhase.Pending);
    }

    /** One commit may be reached by several tags; what is applied is the commit. */
    private static boolean isContent(Revision wanted, Revision other) {
        return other != null && other.hash().equals(wanted.hash());
    }

    private static boolean hasFailed(ModelKustomization member, Revision wanted) {
        return member.everFailed.stream().anyMatch(failed -> isContent(wanted, failed));
    }

    /** A path that was not found says so of the artifact there was then; within one second nobody can tell which. */
    private static Set<StagePhase> unusable(ModelKustomization member, ModelSource source) {
        Instant stored = source.storedAt;
        Instant failed = member.ready.since();
        if (failed.equals(stored)) {
            return EnumSet.of(StagePhase.Failed, StagePhase.Pending);
        }
        boolean ofThis = isContent(source.current, member.unusable) && failed.isAfter(stored);
        return EnumSet.of(ofThis ? StagePhase.Failed : StagePhase.Pending);
    }

    static Part part(ModelRelease release, ModelSource source) {
        boolean inItsTime = !release.changedAt.isBefore(source.storedAt);
        if (inItsTime && isContent(source.current, release.changedBy)) {
            return Part.CERTAIN;
        }
        return inItsTime || release.everChangedIn(source) ? Part.POSSIBLE : Part.NONE;
    }

    static Set<StagePhase> phases(ModelRelease release, ModelSource source) {
        if (release.deleting) {
            return EnumSet.of(StagePhase.Superseded);
        }
        if (release.suspended) {
            return EnumSet.of(StagePhase.Suspended);
        }
        Ready ready = release.ready;
        Set<StagePhase> phases = EnumSet.noneOf(StagePhase.class);
        if (release.speaksOfItsSpec()) {
            phases.add(told(release));
        } else {
            phases.add(StagePhase.Progressing);
            // An older controller's generation stays behind, so that its times have to tell, and they may not.
            if (ready.state() == Ready.State.False && !ready.since().isBefore(release.changedAt)) {
                phases.add(told(release));
            }
        }
        if (ready.state() == Ready.State.Unknown && release.everFailedIn(source)) {
            phases.add(StagePhase.Failed);
        }
        return phases;
    }

    private static StagePhase told(ModelRelease release) {
        return switch (release.ready.state()) {
            case True -> StagePhase.Succeeded;
            case False -> release.isFailing() ? StagePhase.Failed : StagePhase.Waiting;
            case Unknown, Absent -> StagePhase.Progressing;
        };
    }
}
