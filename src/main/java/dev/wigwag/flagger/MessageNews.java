package dev.wigwag.flagger;

import dev.wigwag.rollout.CanaryNews;
import dev.wigwag.rollout.CanaryNews.What;
import java.time.Instant;

/** What of a message is worth keeping beyond the look that it is a hint to. */
final class MessageNews {
    private MessageNews() {}

    /**
     * The news in an event.
     *
     * @param received when it came, for one that does not say when it was sent
     */
    static CanaryNews of(FlaggerEvent event, FlaggerMessage message, Instant received) {
        What what = what(message);
        return new CanaryNews(
                event.canary(),
                what,
                words(message, what),
                message.kind() == MessageKind.AdvanceWeight && message.weight().isPresent()
                        ? Integer.valueOf(message.weight().getAsInt())
                        : null,
                message.bearsChecksumOfRun() ? event.checksum() : null,
                event.at() == null ? received : event.at());
    }

    private static What what(FlaggerMessage message) {
        if (message.isFailedCheck()) {
            return What.CheckFailed;
        }
        return switch (message.kind()) {
            case CanaryNotReady, PrimaryNotReady -> What.Unready;
            case WaitingForTrafficIncrease -> What.TrafficHeld;
            case AdvanceWeight, AdvanceIteration, ConfirmTrafficIncreasePassed -> What.Advanced;
            case RollbackCheckPassed, ManualRollback -> What.RollbackOrdered;
            case PromotionFailed -> What.PromotionFailed;
            default -> What.Other;
        };
    }

    private static String words(FlaggerMessage message, What what) {
        return switch (what) {
            case CheckFailed -> message.inWords();
            case Unready ->
                message.kind() == MessageKind.PrimaryNotReady
                        ? message.inWords()
                        : FlaggerText.firstLine(message.error());
            case RollbackOrdered -> message.hook();
            case PromotionFailed -> FlaggerText.firstLine(message.error());
            case TrafficHeld, PromotionHeld, Advanced, Asked, Other -> null;
        };
    }
}
