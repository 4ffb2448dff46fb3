package dev.wigwag.flux;

import dev.wigwag.engine.SourceReading;
import dev.wigwag.engine.SourceState;
import dev.wigwag.kube.Fields;
import dev.wigwag.rollout.Push;
import dev.wigwag.rollout.RepositoryUrl;
import dev.wigwag.rollout.Revision;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A live GitRepository, read by hand; the fields are the same from v1beta1 to v1. */
record GitSource(Fields fields) {
    static final String REQUESTED_AT = "reconcile.fluxcd.io/requestedAt";

    /** Its state in the engine's words. */
    SourceState state() {
        return new SourceState(
                fields.key(FluxKind.GitRepository.name()),
                url(),
                fields.isTrue("spec", "suspend"),
                holdsArtifact(),
                current(),
                fields.annotation(REQUESTED_AT),
                fields.text("status", "lastHandledReconcileAt"));
    }

    /** What the push means to it; empty if it follows another repository (now). */
    Optional<SourceReading> reading(Push push) {
        boolean ours =
                RepositoryUrl.of(url()).filter(push.addresses()::contains).isPresent();
        if (!ours) {
            return Optional.empty();
        }
        RefVerdict verdict = rule().judge(push.ref(), current());
        SourceReading reading = verdict instanceof RefVerdict.Moves moves
                ? new SourceReading(state(), Optional.of(moves.expected()), null)
                : new SourceReading(state(), Optional.empty(), ((RefVerdict.Stays) verdict).why());
        return Optional.of(reading);
    }

    /** The names of the sources it includes. */
    static List<String> includes(Fields fields) {
        return fields.list("spec", "include").stream()
                .map(include -> include.get("repository"))
                .<String>mapMulti((repository, keep) -> {
                    if (repository instanceof Map<?, ?> ref && ref.get("name") instanceof String name) {
                        keep.accept(name);
                    }
                })
                .toList();
    }

    /** The revision its own artifact has for the source it includes under this name; empty if it has none yet. */
    Optional<Revision> includedRevision(String name) {
        int at = includes(fields).indexOf(name);
        List<Map<?, ?>> artifacts = fields.list("status", "includedArtifacts");
        return at < 0 || at >= artifacts.size() || !(artifacts.get(at).get("revision") instanceof String revision)
                ? Optional.empty()
                : Revision.read(revision);
    }

    /** The revision of its artifact. */
    Optional<Revision> current() {
        return Revision.read(fields.text("status", "artifact", "revision"));
    }

    private String url() {
        return fields.text("spec", "url");
    }

    private RefRule rule() {
        return new RefRule(ref("commit"), ref("name"), ref("semver"), ref("tag"), ref("branch"));
    }

    private String ref(String field) {
        return fields.text("spec", "ref", field);
    }

    /**
     * After a failed fetch the old artifact stays, so an artifact alone does not show that the source can read the
     * address it has now. source-controller moves observedGeneration only on success or on a stall; so an artifact with
     * the present generation observed and no stall belongs to the present address.
     */
    private boolean holdsArtifact() {
        Long generation = fields.object().getMetadata().getGeneration();
        return current().isPresent()
                && !fields.isTrueCondition("Stalled")
                && (generation == null || fields.number(-1, "status", "observedGeneration") == generation);
    }
}
