package dev.wigwag.flux;

import dev.wigwag.rollout.LiveMember;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Ready;
import java.util.Optional;

/**
 * A Kustomization or HelmRelease, with where its content comes from. Kept for every such object of a cluster, so small.
 *
 * @param feed the source of its content: a Kustomization's sourceRef, a HelmRelease's chart or the chart's source; empty
 *     for one we do not read
 * @param inventory what it applies; open for a HelmRelease, by whose inventory nothing is looked up in an index
 */
record Member(LiveMember live, Optional<ObjectKey> feed, Inventory inventory) {
    ObjectKey key() {
        return live.key();
    }

    /**
     * Whether somebody who saw {@code before} should look again. A Kustomization's Ready goes Unknown and back in every
     * interval, and its last transition with it; while it stays at one revision that is no news.
     */
    boolean isNewsAfter(Member before) {
        return !steady().equals(before.steady());
    }

    private Member steady() {
        Ready ready = live.ready();
        boolean idle = live.key().kind().equals(FluxKind.Kustomization.name())
                && live.applied().equals(live.attempted())
                && (ready.state() == Ready.State.True || ready.state() == Ready.State.Unknown);
        Ready shown = idle ? Ready.ABSENT : new Ready(ready.state(), ready.reason(), ready.message(), null);
        return new Member(
                new LiveMember(
                        live.key(),
                        live.parent(),
                        live.suspended(),
                        live.deleting(),
                        live.attempted(),
                        live.applied(),
                        shown,
                        live.stalled(),
                        live.observed(),
                        live.changedAt(),
                        live.dependsOn(),
                        live.canaries(),
                        live.annotated()),
                feed,
                inventory);
    }
}
