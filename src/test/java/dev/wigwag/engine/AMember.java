package dev.wigwag.engine;

import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.LiveMember;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Ready;
import dev.wigwag.rollout.Revision;
import java.util.List;
import java.util.Optional;

/** A Kustomization as it may be found in the cluster, to be varied by what a test is about. */
record AMember(ObjectKey key, Revision attempted, Revision applied, Ready ready) {
    /** One that has never run. */
    static AMember kustomization(String name) {
        return new AMember(new ObjectKey("Kustomization", "flux-system", name), null, null, Ready.ABSENT);
    }

    /** It has brought this commit to success. */
    AMember applied(char commit) {
        Revision revision = Revision.ofCommit("main", APush.sha(commit));
        return new AMember(
                key, revision, revision, new Ready(Ready.State.True, "ReconciliationSucceeded", "", APush.NOON));
    }

    /** It tried this commit and could not. */
    AMember failed(char commit, String message) {
        return new AMember(
                key,
                Revision.ofCommit("main", APush.sha(commit)),
                applied,
                new Ready(Ready.State.False, "BuildFailed", message, APush.NOON));
    }

    LiveMember live() {
        return new LiveMember(
                key,
                Optional.empty(),
                false,
                false,
                Optional.ofNullable(attempted),
                Optional.ofNullable(applied),
                ready,
                false,
                true,
                null,
                List.of());
    }
}
