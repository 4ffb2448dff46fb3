package dev.wigwag.rollout;

/** Why a run failed, in words. Flagger's status does not say, so its last messages and the pods have to. */
final class Cause {
    private Cause() {}

    /** The progress of a failed run, with its cause; what was found out before is not lost when the pods are gone. */
    static CanaryProgress told(CanaryProgress now, LiveCanary canary, CanaryProgress before) {
        String cause = of(now, canary);
        boolean known = FlaggerPhase.read(before.phase()) == FlaggerPhase.Failed && before.cause() != null;
        String told = cause != null ? cause : known ? before.cause() : "rolled back; Flagger does not say why";
        return now.failedFrom(PlainText.cut(told, FluxWords.MAX));
    }

    private static String of(CanaryProgress now, LiveCanary canary) {
        LastWord heard = now.heard();
        if (canary.isFailedPromotion()) {
            String stays = "promotion failed, 100 % of the traffic stays on the canary";
            return heard != null && heard.what() == CanaryNews.What.PromotionFailed ? stays + words(heard) : stays;
        }
        if (heard == null) {
            return null;
        }
        return switch (heard.what()) {
            case RollbackOrdered -> "rolled back by order" + words(heard);
            case CheckFailed -> "rolled back" + words(heard);
            case Unready -> "rolled back, its pods did not get ready" + words(heard);
            case PromotionFailed -> "promotion failed" + words(heard);
            case TrafficHeld, PromotionHeld, Advanced, Asked, Other -> null;
        };
    }

    private static String words(LastWord heard) {
        return heard.words() == null ? "" : ": " + heard.words();
    }
}
