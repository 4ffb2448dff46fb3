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
                    .filter(reader -> lacks(reader, changed, revision))
                    .ifPresent(reader -> add(reader.fields(), includer, situation(changed, revision), left));
        }
        if (!GitSource.includes(source.get().fields()).isEmpty()) {
            left.putAll(kustomizations(Map.of(changed, source.get())));
        }
        return left;
    }

    /** As {@link dev.wigwag.engine.Sources#leftBehind}. Only includers, of which there are few, are kept whole. */
    Map<ObjectKey, String> all() {
        Map<ObjectKey, Revision> revisions = new HashMap<>();
        Map<ObjectKey, GitSource> includers = new HashMap<>();
        objects.forEach(FluxKind.GitRepository.kind(), object -> {
            GitSource source = new GitSource(new Fields(object));
            ObjectKey key = source.fields().key(FluxKind.GitRepository.name());
            source.current().ifPresent(revision -> revisions.put(key, revision));
            if (!GitSource.includes(source.fields()).isEmpty()) {
                includers.put(key, source);
            }
        });
        Map<ObjectKey, String> left = new HashMap<>();
        includers.forEach((key, includer) -> GitSource.includes(includer.fields()).stream()
                .map(name -> new ObjectKey(key.kind(), key.namespace(), name))
                .filter(included ->
                        revisions.containsKey(included) && lacks(includer, included, revisions.get(included)))
                // One request brings all of them; a second token would only undo the first.
                .findFirst()
                .ifPresent(
                        included -> add(includer.fields(), key, situation(included, revisions.get(included)), left)));
        if (!includers.isEmpty()) {
            left.putAll(kustomizations(includers));
        }
        return left;
    }

    private static boolean lacks(GitSource includer, ObjectKey included, Revision revision) {
        return !includer.state().suspended()
                && !includer.includedRevision(included.name()).equals(Optional.of(revision));
    }

    private static String situation(ObjectKey included, Revision revision) {
        return included + " " + revision;
    }

    /** The Kustomizations of these sources that ran before their source was put together anew. */
    private Map<ObjectKey, String> kustomizations(Map<ObjectKey, GitSource> includers) {
        Map<ObjectKey, String> left = new HashMap<>();
        objects.forEach(FluxKind.Kustomization.kind(), object -> {
            Fields kustomization = new Fields(object);
            ObjectKey source = sourceOf(kustomization);
            if (source != null && includers.containsKey(source) && !kustomization.isTrue("spec", "suspend")) {
                addStale(kustomization, source, includers.get(source), left);
            }
        });
        return left;
    }

    private static void addStale(
            Fields kustomization, ObjectKey source, GitSource includer, Map<ObjectKey, String> left) {
        Optional<Instant> stored = ObjectTime.of(includer.fields().text("status", "artifact", "lastUpdateTime"));
        String digest = includer.fields().text("status", "artifact", "digest");
        if (stored.isPresent()
                && digest != null
                && includer.current().isPresent()
                && includer.current().equals(Revision.read(kustomization.text("status", "lastAttemptedRevision")))
                && lastRun(kustomization).isBefore(stored.get())) {
            add(kustomization, kustomization.key(FluxKind.Kustomization.name()), source + " " + digest, left);
        }
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
