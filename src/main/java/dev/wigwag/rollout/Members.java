package dev.wigwag.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who takes part in the rollout of the revision a source holds, and where each of them stands. */
final class Members {
    static final String KUSTOMIZATION = "Kustomization";
    static final String HELM_RELEASE = "HelmRelease";

    private Members() {}

    /**
     * Everybody who takes part but the source itself.
     *
     * @param before the stages stored in this attempt: whoever took part and is gone was deleted
     */
    static List<StageLimit.Entry> of(HeldView view, List<Stage> before, Instant at) {
        Map<ObjectKey, Stage> stored = new LinkedHashMap<>();
        before.forEach(stage -> stored.put(stage.key(), stage));
        stored.remove(view.source().key());
        List<StageLimit.Entry> entries = new ArrayList<>();
        for (LiveMember member : view.members().values()) {
            Stage known = stored.remove(member.key());
            verdict(member, view, known).ifPresent(verdict -> entries.add(entry(member.key(), verdict, known, at)));
        }
        stored.forEach((key, stage) -> entries.add(gone(key, stage, at)));
        return entries;
    }

    private static Optional<Verdict> verdict(LiveMember member, HeldView view, Stage known) {
        return member.key().kind().equals(KUSTOMIZATION)
                ? Optional.of(KustomizationStage.of(member, view, known))
                : HelmReleaseStage.of(member, view, known);
    }

    private static StageLimit.Entry gone(ObjectKey key, Stage known, Instant at) {
        boolean fluxObject = key.kind().equals(KUSTOMIZATION) || key.kind().equals(HELM_RELEASE);
        // The view speaks of Flux's objects only; what Flagger does is for others to say.
        return fluxObject ? entry(key, Verdict.DELETED.fromMemory(), known, at) : new StageLimit.Entry(known, true);
    }

    private static StageLimit.Entry entry(ObjectKey key, Verdict verdict, Stage known, Instant at) {
        return new StageLimit.Entry(verdict.stage(key, known, at), verdict.remembered());
    }
}
