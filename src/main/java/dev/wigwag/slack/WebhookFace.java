package dev.wigwag.slack;

import dev.wigwag.engine.Face;
import dev.wigwag.http.CleanText;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The start or one end of a rollout, told through an incoming webhook. What was told can be neither changed nor looked for, so
 * each is an outlet of its own that is used at most once: where it is not known whether it was, it counts as told.
 */
record WebhookFace(IncomingWebhooks webhooks, CommitPeople people, LivingMessage living) implements Face {
    private static final int WORDS = 300;

    static final String KIND = "slack-webhook";
    static final String START = "start";

    @Override
    public String kind() {
        return KIND;
    }

    /** What is told; not the webhook's address, which is a secret. */
    @Override
    public String target() {
        return isFinal() ? living.rollout().phase().name().toLowerCase(Locale.ROOT) : START;
    }

    /** Always the same, whatever the rollout looks like by now. */
    @Override
    public String digest() {
        return target();
    }

    @Override
    public String words() {
        return CleanText.line(living.drawn(Credit.NONE).text(), WORDS);
    }

    @Override
    public String credential() {
        return KIND;
    }

    @Override
    public boolean isFinal() {
        return living.isFinal();
    }

    /** There is but one picture. */
    @Override
    public Duration pace() {
        return Duration.ZERO;
    }

    @Override
    public String show(String ref) {
        if (ref == null) {
            InPlainText.ifNeeded(living.drawn(people.of(living.commit())), message -> {
                webhooks.post(message);
                return message;
            });
        }
        return target();
    }

    /** What may have been told has been told. */
    @Override
    public Optional<String> find(Instant since) {
        return Optional.of(target());
    }
}
