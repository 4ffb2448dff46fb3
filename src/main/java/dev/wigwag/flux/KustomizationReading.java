package dev.wigwag.flux;

import dev.wigwag.kube.Fields;
import dev.wigwag.kube.OwnerLabels;
import dev.wigwag.rollout.LiveMember;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Revision;

/** A live Kustomization, read by hand; the fields are the same from v1beta1 to v1. */
record KustomizationReading(Fields fields) {
    /** What has to be known of it. */
    Member member() {
        ObjectKey key = fields.key(FluxKind.Kustomization.name());
        Health health = new Health(fields);
        Inventory inventory = Inventory.of(fields);
        return new Member(
                new LiveMember(
                        key,
                        // The Kustomization that bootstrap makes applies itself; nothing is above it.
                        new OwnerLabels(fields.object().getMetadata())
                                .kustomization()
                                .filter(parent -> !parent.equals(key)),
                        fields.isTrue("spec", "suspend"),
                        fields.object().getMetadata().getDeletionTimestamp() != null,
                        Revision.read(fields.text("status", "lastAttemptedRevision")),
                        Revision.read(fields.text("status", "lastAppliedRevision")),
                        health.ready(),
                        health.stalled(),
                        health.observed(),
                        null,
                        new References(fields).dependsOn(FluxKind.Kustomization),
                        inventory.canaries(),
                        fields.annotated()),
                new References(fields).at("spec", "sourceRef"),
                inventory);
    }
}
