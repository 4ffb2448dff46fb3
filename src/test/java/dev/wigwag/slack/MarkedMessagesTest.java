package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.HandSetClock;
import dev.wigwag.rollout.Phase;
import dev.wigwag.sandbox.slack.SlackStandIn;
import dev.wigwag.slack.SlackException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a message of ours is there, in a channel where much else is said. */
class MarkedMessagesTest {
    private static final String CHANNEL = "C0FLEET01";
    private static final SlackMessage MESSAGE = Drawn.in(Phase.Pending, "x").message();

    @TempDir
    Path secrets;

    private final HandSetClock clock = new HandSetClock(Drawn.NOON);
    private SlackStandIn slack;
    private SlackApi api;

    @BeforeEach
    void start() {
        slack = SlackStandIn.start(Apis.TOKEN, clock);
        slack.open(CHANNEL);
        api = Apis.of(slack, secrets);
    }

    @AfterEach
    void stop() {
        slack.close();
    }

    @Test
    void onlyTheKeyThatIsLookedForCounts() {
        api.post(CHANNEL, MESSAGE, "one");
        Posted wanted = api.post(CHANNEL, MESSAGE, "two");
        slack.say(CHANNEL, "U0ANA", "two");
        api.postTo(slack.webhook(CHANNEL), MESSAGE);

        assertThat(find("two")).contains(wanted);
        assertThat(find("tw")).isEmpty();
    }

    @Test
    void ofTwoTheOlderOneIsTheMessage() {
        Posted older = api.post(CHANNEL, MESSAGE, "key");
        api.post(CHANNEL, MESSAGE, "key");

        assertThat(find("key")).contains(older);
    }

    @Test
    void itIsFoundThoughMuchWasSaidSince() {
        Posted posted = api.post(CHANNEL, MESSAGE, "key");
        say(100);

        assertThat(find("key")).contains(posted);
        assertThat(slack.calls()).containsEntry("conversations.history", 7);
    }

    @Test
    void whenTooMuchWasSaidItIsNotClaimedThatNothingIsThere() {
        api.post(CHANNEL, MESSAGE, "key");
        say(320);

        SlackException failure = SlackApiTest.failure(() -> find("key"));

        assertThat(failure.kind()).isEqualTo(Kind.DOWN);
        assertThat(failure).hasMessageContaining("more than 300 messages");
    }

    @Test
    void whatIsOlderThanTheFirstTryIsNotLookedThrough() {
        api.post(CHANNEL, MESSAGE, "key");
        clock.pass(Duration.ofHours(1));
        say(20);

        assertThat(api.find(CHANNEL, "key", clock.instant())).isEmpty();
        assertThat(slack.calls()).containsEntry("conversations.history", 2);
    }

    @Test
    void clocksMayBeAMinuteApart() {
        Posted posted = api.post(CHANNEL, MESSAGE, "key");

        assertThat(api.find(CHANNEL, "key", Drawn.NOON.plusSeconds(59))).contains(posted);
    }

    private Optional<Posted> find(String key) {
        return api.find(CHANNEL, key, Drawn.NOON);
    }

    private void say(int times) {
        for (int i = 0; i < times; i++) {
            slack.say(CHANNEL, "U0ANA", "message " + i);
        }
    }
}
