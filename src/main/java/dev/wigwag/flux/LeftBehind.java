package dev.wigwag.flux;

import dev.wigwag.kube.ClusterObjects;
import dev.wigwag.kube.Fields;
import dev.wigwag.kube.ObjectTime;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Revision;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What Flux itself does not carry on when an included source moves: source-controller does not wake the includer, and
 * kustomize-controller passes over a new artifact under a revision it has seen (fluxcd/source-controller#522,
 * fluxcd/kustomize-controller#864).
 */
@ApplicationScoped
class LeftBehind {
    private final ClusterObjects objects;
    private final CurrentCatalog catalog;

    LeftBehind(ClusterObjects objects, CurrentCatalog catalog) {
        this.objects = objects;
        this.catalog = catalog;
    }

    /** As {@link dev.wigwag.engine.Sources#leftBehindBy}. */
    Map<ObjectKey, String> by(ObjectKey changed) {
        Optional<GitSource> source = read(changed);
        Map<ObjectKey, String> left = new HashMap<>();
        if (source.isEmpty() || source.get().current().isEmpty()) {
            return left;
        }
        Revision revision = source.get().current().get();
        for (ObjectKey includer : catalog.includersOf(changed)) {
            read(includer)
                    .filter(reader -> !reader.state().suspended())
                    .filter(reader -> !reader.includedRevision(changed.name()).equals(Optional.of(revision)))
                    .ifPresent(reader -> add(reader.fields(), includer, changed + " " + revision, left));
        }
        if (!GitSource.includes(source.get().fields()).isEmpty()) {
            addKustomizations(changed, source.get(), left);
        }
        return left;
    }

    private void addKustomizations(ObjectKey source, GitSource includer, Map<ObjectKey, String> left) {
        Optional<Instant> stored = ObjectTime.of(includer.fields().text("status", "artifact", "lastUpdateTime"));
        String digest = includer.fields().text("status", "artifact", "digest");
        if (stored.isEmpty() || digest == null) {
            return;
        }
        objects.forEach(FluxKind.Kustomization.kind(), object -> {
            Fields kustomization = new Fields(object);
            if (!kustomization.isTrue("spec", "suspend")
                    && source.equals(sourceOf(kustomization))
                    && includer.current().equals(Revision.read(kustomization.text("status", "lastAttemptedRevision")))
                    && lastRun(kustomization).isBefore(stored.get())) {
                add(kustomization, kustomization.key(FluxKind.Kustomization.name()), source + " " + digest, left);
            }
        });
    }

    private static ObjectKey sourceOf(Fields kustomization) {
        String kind = kustomization.text("spec", "sourceRef", "kind");
        String name = kustomization.text("spec", "sourceRef", "name");
        String namespace = kustomization.text("spec", "sourceRef", "namespace");
        return kind == null || name == null
                ? null
                : new ObjectKey(
                        kind,
                        namespace == null ? kustomization.object().getMetadata().getNamespace() : namespace,
                        name);
    }

    /** A Kustomization's Ready goes Unknown and back in every run, so its last transition tells when the last run was. */
    private static Instant lastRun(Fields kustomization) {
        return kustomization.list("status", "conditions").stream()
                .filter(condition -> "Ready".equals(condition.get("type")))
                .map(condition -> ObjectTime.of(String.valueOf(condition.get("lastTransitionTime"))))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(Instant.MAX);
    }

    /** Another kind of source may bear the same name, and is none of these. */
    private Optional<GitSource> read(ObjectKey source) {
        if (!FluxKind.GitRepository.name().equals(source.kind())) {
            return Optional.empty();
        }
        return objects.find(FluxKind.GitRepository.kind(), source.namespace(), source.name())
                .map(object -> new GitSource(new Fields(object)));
    }

    private static void add(Fields fields, ObjectKey key, String situation, Map<ObjectKey, String> left) {
        String token = "wigwag-include-" + UUID.nameUUIDFromBytes(situation.getBytes(StandardCharsets.UTF_8));
        if (!token.equals(fields.annotation(GitSource.REQUESTED_AT))) {
            left.put(key, token);
        }
    }
}
