package dev.wigwag.slack;

import java.util.Objects;

/**
 * Where a message of ours stands.
 *
 * @param channel the channel's id, whatever it was called when we posted
 * @param ts Slack's name of the message, unique in its channel; text, as a number would lose digits
 */
public record Posted(String channel, String ts) {
    public Posted {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(ts, "ts");
    }
}
