package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.wigwag.TestSettings;
import dev.wigwag.chatops.PersonDirectory.UnknownForNow;
import dev.wigwag.chatops.Reply;
import dev.wigwag.engine.Intake;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.http.SecretsDirectory;
import dev.wigwag.sandbox.slack.SlackFaults;
import dev.wigwag.sandbox.slack.SlackStandIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done for whom, and for how long. */
class InTimeTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(5);

    @TempDir
    Path secrets;

    private final SlackStandIn slack = SlackStandIn.start(Apis.TOKEN, Clock.systemUTC());
    private final AtomicInteger done = new AtomicInteger();
    private final Supplier<Reply> work = () -> {
        done.incrementAndGet();
        return new Reply(true, "Done", List.of());
    };
    private InTime inTime;

    @BeforeEach
    void anaIsAMember() {
        slack.join("U0ANA", "ana@example.org");
        SlackConfig config = TestSettings.of(
                SlackConfig.class,
                Map.of(
                        SlackConfig.API_URL,
                        slack.url().toString(),
                        SlackConfig.BOT_TOKEN,
                        Apis.TOKEN,
                        SlackConfig.TEAM_ID,
                        "T0SANDBOX"));
        SlackApi api = new SlackApi(
                config,
                config.apiUrl(),
                new SecretsDirectory(secrets, Clock.systemUTC(), Runnable::run),
                Duration.ofSeconds(10));
        SlackDirectory directory = new SlackDirectory(
                new SlackPeople(api, new OwnTeam(config)), config, Clock.systemUTC(), new SimpleMeterRegistry());
        Intake intake = new Intake(TestSettings.of(WigwagConfig.class, Map.of()), new SimpleMeterRegistry());
        inTime = new InTime(null, directory, intake);
    }

    @AfterEach
    void close() {
        slack.close();
    }

    @Test
    void aMembersWishIsDone() {
        assertThat(inTime.asMember("U0ANA", LONG, work).done()).isTrue();
        assertThat(done).hasValue(1);
    }

    @Test
    void aGuestsWishIsNotAndTheGuestIsToldWhy() {
        slack.change("U0ANA", "is_restricted", BooleanNode.TRUE);

        Reply reply = inTime.asMember("U0ANA", LONG, work);

        assertThat(reply.done()).isFalse();
        assertThat(reply.lines()).singleElement().asString().contains("Guests");
        assertThat(done).hasValue(0);
    }

    @Test
    void whileSlackIsDownNobodysWishIsDone() {
        slack.faults().share(SlackFaults.Trouble.BROKEN, 100);

        assertThatThrownBy(() -> inTime.asMember("U0ANA", LONG, work)).isInstanceOf(UnknownForNow.class);
        assertThat(done).hasValue(0);
    }

    @Test
    void whatTakesLongerThanSlackWaitsIsTold() {
        CountDownLatch end = new CountDownLatch(1);
        try {
            assertThatThrownBy(() -> inTime.asMember("U0ANA", SHORT, () -> {
                        await(end);
                        return work.get();
                    }))
                    .isInstanceOf(Intake.Late.class);
        } finally {
            end.countDown();
        }
    }

    @Test
    void whatIsLeftOfTheTimeIsNeverNothing() {
        long now = System.nanoTime();

        assertThat(InTime.left(LONG, now)).isBetween(Duration.ofSeconds(4), LONG);
        assertThat(InTime.left(SHORT, now - LONG.toNanos())).isEqualTo(Duration.ofMillis(1));
        assertThat(InTime.STORED).isEqualTo(Duration.ofSeconds(2));
        assertThat(InTime.WHOLE).isLessThan(Duration.ofSeconds(3));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
