package dev.wigwag.github;

import dev.wigwag.rollout.Stage;

/** What GitHub is told of one Kustomization, as long as this rollout decides it. */
final class KustomizationText {
    private KustomizationText() {}

    /** The Kustomization for people, {@code kustomization flux-system/apps}. */
    static String name(Stage stage) {
        return "kustomization " + stage.namespace() + "/" + stage.name();
    }

    /** @param stage of a Kustomization */
    static Sentence of(Stage stage) {
        String told = stage.message() == null || stage.message().isBlank() ? "" : ": " + stage.message();
        return switch (stage.phase()) {
            case Pending, Waiting -> Sentence.pending(name(stage) + (told.isEmpty() ? " waits" : told));
            case Progressing -> Sentence.pending(name(stage) + (told.isEmpty() ? " reconciling" : told));
            case Suspended -> Sentence.pending(name(stage) + " suspended; resume it to go on");
            case Succeeded -> Sentence.success(name(stage) + " ready" + told);
            case Unchanged -> Sentence.success(name(stage) + " unchanged" + told);
            case Failed -> Sentence.failure(name(stage) + " failed" + told);
            case Superseded -> Sentence.error(name(stage) + (told.isEmpty() ? " ended early" : told));
        };
    }
}
