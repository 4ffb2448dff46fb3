package dev.wigwag.flux;

import dev.wigwag.kube.Fields;
import dev.wigwag.kube.ObjectTime;
import dev.wigwag.kube.OwnerLabels;
import dev.wigwag.rollout.LiveMember;
import dev.wigwag.rollout.ObjectKey;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A live HelmRelease, read by hand; the fields are the same from v2beta1 to v2. Its revisions are chart versions. */
record HelmReleaseReading(Fields fields) {
    private static final String APPLIER = "kustomize-controller";

    /** What has to be known of it. */
    Member member() {
        ObjectMeta metadata = fields.object().getMetadata();
        Health health = new Health(fields);
        return new Member(
                new LiveMember(
                        fields.key(FluxKind.HelmRelease.name()),
                        new OwnerLabels(metadata).kustomization(),
                        fields.isTrue("spec", "suspend"),
                        metadata.getDeletionTimestamp() != null,
                        Optional.empty(),
                        Optional.empty(),
                        health.ready(),
                        health.stalled(),
                        health.observed(),
                        changedAt(metadata),
                        new References(fields).dependsOn(FluxKind.HelmRelease),
                        Inventory.of(fields).canaries(),
                        fields.annotated()),
                feed(),
                Inventory.OPEN);
    }

    private Optional<ObjectKey> feed() {
        return new References(fields)
                .at("spec", "chartRef")
                .or(() -> new References(fields).at("spec", "chart", "spec", "sourceRef"));
    }

    /** The API server moves the time of a manager's entry only when what that manager applies has changed. */
    private static Instant changedAt(ObjectMeta metadata) {
        List<ManagedFieldsEntry> entries =
                metadata.getManagedFields() == null ? List.of() : metadata.getManagedFields();
        return entries.stream()
                .filter(entry -> APPLIER.equals(entry.getManager()) && "Apply".equals(entry.getOperation()))
                .flatMap(entry -> ObjectTime.of(entry.getTime()).stream())
                .max(Comparator.naturalOrder())
                .or(() -> ObjectTime.of(metadata.getCreationTimestamp()))
                .orElse(null);
    }
}
