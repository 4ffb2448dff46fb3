package dev.wigwag.slack;

import dev.wigwag.engine.Face;
import dev.wigwag.engine.OutletException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The living message of a rollout in one channel.
 *
 * @param key what the message is found by, should an answer to its posting be lost
 */
record SlackFace(SlackApi api, String channel, String key, SlackMessage message, boolean isFinal) implements Face {
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

    @Override
    public String digest() {
        return message.digest().substring(0, 16);
    }

    @Override
    public String credential() {
        // About one call a second is good for each channel.
        return "slack " + channel;
    }

    @Override
    public Duration pace() {
        return PACE;
    }

    @Override
    public String show(String ref) {
        try {
            return ref(show(ref == null ? null : posted(ref), message));
        } catch (SlackException trouble) {
            if (!trouble.isAboutContent()) {
                throw outlet(trouble);
            }
        }
        try {
            return ref(show(ref == null ? null : posted(ref), message.withoutBlocks()));
        } catch (SlackException trouble) {
            throw outlet(trouble);
        }
    }

    private Posted show(Posted posted, SlackMessage shown) {
        if (posted == null) {
            return api.post(channel, shown, key);
        }
        try {
            api.update(posted, shown);
            return posted;
        } catch (SlackException trouble) {
            if (trouble.kind() != SlackException.Kind.GONE) {
                throw trouble;
            }
            return api.post(channel, shown, key);
        }
    }

    @Override
    public Optional<String> find(Instant since) {
        try {
            return api.find(channel, key, since).map(this::ref);
        } catch (SlackException trouble) {
            throw outlet(trouble);
        }
    }

    /** The message's time alone names it, unless the channel was configured by a name that Slack turned into an id. */
    private String ref(Posted posted) {
        return posted.channel().equals(channel) ? posted.ts() : posted.channel() + "/" + posted.ts();
    }

    private Posted posted(String ref) {
        int slash = ref.indexOf('/');
        return slash < 0 ? new Posted(channel, ref) : new Posted(ref.substring(0, slash), ref.substring(slash + 1));
    }

    private static OutletException outlet(SlackException trouble) {
        OutletException.Fault fault = switch (trouble.kind()) {
            case LIMITED -> OutletException.Fault.LIMITED;
            case DOWN -> OutletException.Fault.DOWN;
            case UNCLEAR -> OutletException.Fault.UNCLEAR;
            case REFUSED, GONE -> OutletException.Fault.REFUSED;
        };
        return new OutletException(fault, trouble.after(), trouble.getMessage());
    }
}
