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
     * The Kustomizations and HelmReleases that take part.
     *
     * @param before the stages stored in this attempt: whoever took part and is gone was deleted
     */
    static List<StageLimit.Entry> of(HeldView view, List<Stage> before, Instant at) {
        Map<ObjectKey, Stage> stored = new LinkedHashMap<>();
        before.stream().filter(stage -> isFlux(stage.key())).forEach(stage -> stored.put(stage.key(), stage));
        List<StageLimit.Entry> entries = new ArrayList<>();
        for (LiveMember member : view.members().values()) {
            Stage known = stored.remove(member.key());
            verdict(member, view, known).ifPresent(verdict -> entries.add(entry(member, verdict, view, known, at)));
        }
        stored.forEach((key, stage) ->
                entries.add(new StageLimit.Entry(Verdict.DELETED.fromMemory().stage(key, stage, at), true)));
        return entries;
    }

    private static Optional<Verdict> verdict(LiveMember member, HeldView view, Stage known) {
        return member.key().kind().equals(KUSTOMIZATION)
                ? Optional.of(KustomizationStage.of(member, view, known))
                : HelmReleaseStage.of(member, view, known);
    }

    /** What Flagger does is read from its Canaries, and the source speaks for itself. */
    private static boolean isFlux(ObjectKey key) {
        return key.kind().equals(KUSTOMIZATION) || key.kind().equals(HELM_RELEASE);
    }

    private static StageLimit.Entry entry(LiveMember member, Verdict verdict, HeldView view, Stage known, Instant at) {
        ObjectKey key = member.key();
        return new StageLimit.Entry(verdict.stage(key, known, at), verdict.remembered(), view.leavesAlone(key));
    }
}
