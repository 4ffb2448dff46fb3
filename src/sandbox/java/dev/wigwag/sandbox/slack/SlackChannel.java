package dev.wigwag.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One channel and its newest messages, oldest first; to be used by one thread at a time. */
final class SlackChannel {
    private static final int KEPT = 500;
    private static final int BURST = 4;

    private final String id;
    private final String name;
    private final Clock clock;
    private final List<ObjectNode> messages = new ArrayList<>();
    private final Deque<Instant> posts = new ArrayDeque<>();
    private boolean joined = true;
    private boolean archived;
    private long lastSecond;
    private int lastPart;

    /** @param name what people call it, without a #; empty for one that is known by its id alone */
    SlackChannel(String id, String name, Clock clock) {
        this.id = id;
        this.name = name;
        this.clock = clock;
    }

    String id() {
        return id;
    }

    boolean isCalled(String what) {
        return !name.isEmpty() && (what.equals(name) || what.equals("#" + name));
    }

    void leave() {
        joined = false;
    }

    void archive() {
        archived = true;
    }

    void forget() {
        messages.clear();
    }

    /** Refuses as Slack would a bot that is not in it, or anybody once it is archived. */
    void require() {
        if (archived) {
            throw new SlackRefusal("is_archived");
        }
        if (!joined) {
            throw new SlackRefusal("not_in_channel");
        }
    }

    /** Seconds to wait before the next post; 0 if it may come now. One a second, and a few more in a burst. */
    int mustWait() {
        Instant now = clock.instant();
        while (!posts.isEmpty() && !posts.peekFirst().isAfter(now.minus(Duration.ofSeconds(BURST)))) {
            posts.removeFirst();
        }
        if (posts.size() >= BURST) {
            return 1;
        }
        posts.addLast(now);
        return 0;
    }

    /** Keeps the message under a new {@code ts}, which it answers. */
    String add(ObjectNode message) {
        long second = Math.max(clock.instant().getEpochSecond(), lastSecond);
        lastPart = second == lastSecond ? lastPart + 100 : 100;
        lastSecond = second;
        String ts = String.format(Locale.ROOT, "%d.%06d", second, lastPart);
        messages.add(message.put("ts", ts));
        if (messages.size() > KEPT) {
            messages.remove(0);
        }
        return ts;
    }

    Optional<ObjectNode> message(String ts) {
        return messages.stream()
                .filter(message -> message.path("ts").asText().equals(ts))
                .findFirst();
    }

    /** What stands in the channel itself, newest first; replies only if they were broadcast. */
    List<ObjectNode> history() {
        List<ObjectNode> shown = new ArrayList<>(messages.stream()
                .filter(message ->
                        !isReply(message) || message.path("reply_broadcast").asBoolean())
                .toList());
        Collections.reverse(shown);
        return shown;
    }

    /** A message and its replies, oldest first. */
    List<ObjectNode> thread(String ts) {
        return messages.stream()
                .filter(message -> message.path("ts").asText().equals(ts)
                        || message.path("thread_ts").asText().equals(ts))
                .toList();
    }

    /** Everything, as copies. */
    List<JsonNode> all() {
        return messages.stream().map(message -> (JsonNode) message.deepCopy()).toList();
    }

    private static boolean isReply(JsonNode message) {
        return message.has("thread_ts")
                && !message.path("thread_ts").asText().equals(message.path("ts").asText());
    }
}
