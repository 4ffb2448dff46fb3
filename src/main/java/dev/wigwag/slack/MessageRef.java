package dev.wigwag.slack;

/**
 * How an outlet entry remembers a message: by its {@code ts} alone, unless the channel was configured by a name that Slack
 * turned into an id.
 */
final class MessageRef {
    private MessageRef() {}

    /** What to keep of a message in this channel. */
    static String of(Posted posted, String channel) {
        return posted.channel().equals(channel) ? posted.ts() : posted.channel() + "/" + posted.ts();
    }

    /** The message that was kept so. */
    static Posted read(String ref, String channel) {
        int slash = ref.indexOf('/');
        return slash < 0 ? new Posted(channel, ref) : new Posted(ref.substring(0, slash), ref.substring(slash + 1));
    }
}
