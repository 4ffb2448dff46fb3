package dev.wigwag.slack;

import dev.wigwag.engine.Face;
import dev.wigwag.http.CleanText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The thread under the living message: one reply with what the thread has not said yet. What it has said is kept as the outlet
 * entry's {@code ref}, and in each reply's metadata, for when the answer to a reply is lost.
 *
 * @param parent the living message
 * @param said what the thread had said when this was made
 * @param key of the living message
 */
record ThreadFace(
        SlackApi api,
        String channel,
        Posted parent,
        String key,
        LivingMessage living,
        ThreadCursor said,
        ThreadNews news)
        implements Face {
    private static final int WORDS = 300;

    static final String KIND = "slack-thread";

    /** What happens within it is one reply. */
    static final Duration PACE = Duration.ofSeconds(15);

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String target() {
        return channel;
    }

    /** With the message it stands under: if somebody deletes that one, the next is told what could not be said. */
    @Override
    public String digest() {
        return ThreadCursor.digest(parent.ts() + " " + news.next(), 16);
    }

    @Override
    public String words() {
        return isFirstSight()
                ? ""
                : CleanText.line(ThreadMessage.of(news, living).text(), WORDS);
    }

    @Override
    public String credential() {
        return SlackFace.credential(channel);
    }

    /** What a person should hear of at once waits for no pace, nor does what comes last. */
    @Override
    public boolean isFinal() {
        return news.isLoud() || living.isFinal();
    }

    @Override
    public Duration pace() {
        return PACE;
    }

    @Override
    public String show(String ref) {
        ThreadNews now = isFirstSight() ? news : ThreadNews.since(ThreadCursor.read(ref), living.rollout());
        if (!now.tellings().isEmpty()) {
            String next = now.next().toString();
            InPlainText.ifNeeded(ThreadMessage.of(now, living), message -> {
                api.reply(parent, message, now.isLoud(), mark(), next);
                return next;
            });
        }
        return now.next().toString();
    }

    @Override
    public Optional<String> find(Instant since) {
        try {
            return api.findReply(parent, mark(), since);
        } catch (SlackException trouble) {
            throw SlackTrouble.of(trouble);
        }
    }

    /** Names a reply by what was said before it, which is the same for every attempt at it, whatever is to be said by then. */
    private String mark() {
        return key + " after " + ThreadCursor.digest(said.toString(), 16);
    }

    /** What was found as it is now is taken note of, and not said. */
    private boolean isFirstSight() {
        return news.tellings().isEmpty();
    }
}
