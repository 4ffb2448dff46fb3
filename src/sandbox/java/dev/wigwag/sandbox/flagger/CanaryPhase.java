package dev.wigwag.sandbox.flagger;

/** The phases Flagger writes, with what its condition Promoted says in each (reference: flagger.md §2.1). */
enum CanaryPhase {
    Initializing("Unknown", "New %s detected, starting initialization."),
    Initialized("True", "%s initialization completed."),
    Waiting("Unknown", "Waiting for approval."),
    Progressing("Unknown", "New revision detected, progressing canary analysis."),
    WaitingPromotion("Unknown", "Waiting for approval."),
    Promoting("Unknown", "Canary analysis completed, starting primary rolling update."),
    Finalising("Unknown", "Canary analysis completed, routing all traffic to primary."),
    Succeeded("True", "Canary analysis completed successfully, promotion finished."),
    Failed("False", "Canary analysis failed, %s scaled to zero.");

    private final String promoted;
    private final String message;

    CanaryPhase(String promoted, String message) {
        this.promoted = promoted;
        this.message = message;
    }

    /** The status of condition Promoted. */
    String promoted() {
        return promoted;
    }

    /** Its message about a target of this kind. */
    String message(String targetKind) {
        return message.formatted(targetKind);
    }

    /** Whether the canary is being analysed, so that a new change restarts the analysis. */
    boolean analysing() {
        return this == Progressing || this == WaitingPromotion;
    }

    /** Whether the primary is being brought up to date. */
    boolean promoting() {
        return this == Promoting || this == Finalising;
    }
}
