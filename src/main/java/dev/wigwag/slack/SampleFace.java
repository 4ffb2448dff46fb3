package dev.wigwag.slack;

import dev.wigwag.engine.Face;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A message that shows how a rollout looks here. It is posted once, by somebody's order, and left alone.
 *
 * @param send posts it
 */
record SampleFace(String kind, String target, String credential, SlackMessage message, Consumer<SlackMessage> send)
        implements Face {
    /** The rollout's message, told from the real one by its first line. */
    static SlackMessage message(LivingMessage living) {
        return living.withoutButtons()
                .drawn(Credit.NONE)
                .under("🧪 A test of Wigwag on " + SlackText.data(living.cluster(), 80)
                        + ": this is how a rollout looks here. It stays as it is.");
    }

    @Override
    public String digest() {
        return message.digest().substring(0, 16);
    }

    @Override
    public boolean isFinal() {
        return true;
    }

    @Override
    public Duration pace() {
        return Duration.ZERO;
    }

    @Override
    public String show(String ref) {
        return InPlainText.ifNeeded(message, each -> {
            send.accept(each);
            return null;
        });
    }

    /** Nobody misses one. */
    @Override
    public Optional<String> find(Instant since) {
        return Optional.empty();
    }
}
