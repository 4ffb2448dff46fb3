package dev.wigwag.slack;

import dev.wigwag.engine.OutletException;
import java.util.function.Function;

/** Sends a message, and if Slack does not take what it looks like, its text alone, once. */
final class InPlainText {
    private InPlainText() {}

    /** @throws OutletException if neither was taken */
    static <T> T ifNeeded(SlackMessage message, Function<SlackMessage, T> send) {
        try {
            return send.apply(message);
        } catch (SlackException trouble) {
            if (!trouble.isAboutContent() || message.blocks().isEmpty()) {
                throw SlackTrouble.of(trouble);
            }
        }
        try {
            return send.apply(message.withoutBlocks());
        } catch (SlackException trouble) {
            throw SlackTrouble.of(trouble);
        }
    }
}
