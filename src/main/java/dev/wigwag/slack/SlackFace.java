package dev.wigwag.slack;

import dev.wigwag.engine.Face;
import dev.wigwag.http.CleanText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The living message of a rollout in one channel.
 *
 * @param key what the message is found by, should an answer to its posting be lost
 */
record SlackFace(SlackApi api, CommitPeople people, String channel, String key, LivingMessage living) implements Face {
    private static final int WORDS = 300;

    static final String KIND = "slack";

    /** Slack advises against updating a message more often. */
    static final Duration PACE = Duration.ofSeconds(3);

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String target() {
        return channel;
    }

    /** Whom Slack knows is no part of it: to find that out takes calls, and nobody waits for it. */
    @Override
    public String digest() {
        return living.drawn(Credit.NONE).digest().substring(0, 16);
    }

    @Override
    public String words() {
        return CleanText.line(living.drawn(Credit.NONE).text(), WORDS);
    }

    @Override
    public String credential() {
        return credential(channel);
    }

    /** About one call a second is good for each channel. */
    static String credential(String channel) {
        return "slack " + channel;
    }

    @Override
    public boolean isFinal() {
        return living.isFinal();
    }

    @Override
    public Duration pace() {
        return PACE;
    }

    @Override
    public String show(String ref) {
        Posted before = ref == null ? null : MessageRef.read(ref, channel);
        Posted shown = InPlainText.ifNeeded(living.drawn(people.of(living.commit())), message -> show(before, message));
        return MessageRef.of(shown, channel);
    }

    private Posted show(Posted posted, SlackMessage message) {
        if (posted == null) {
            return api.post(channel, message, key);
        }
        try {
            api.update(posted, message);
            return posted;
        } catch (SlackException trouble) {
            if (trouble.kind() != SlackException.Kind.GONE) {
                throw trouble;
            }
            return api.post(channel, message, key);
        }
    }

    @Override
    public Optional<String> find(Instant since) {
        try {
            return api.find(channel, key, since).map(posted -> MessageRef.of(posted, channel));
        } catch (SlackException trouble) {
            throw SlackTrouble.of(trouble);
        }
    }
}
