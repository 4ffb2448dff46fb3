package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wigwag.HandSetClock;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.StagePhase;
import dev.wigwag.sandbox.slack.SlackFaults.Trouble;
import dev.wigwag.sandbox.slack.SlackStandIn;
import dev.wigwag.slack.SlackException.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SlackApiTest {
    private static final String CHANNEL = "C0FLEET01";
    private static final String KEY = "prod-eu/flux-system/gitops-164832204e2e/1";
    private static final SlackMessage FIRST =
            Drawn.in(Phase.Pending, "waiting for Flux").message();
    private static final SlackMessage SECOND = Drawn.in(Phase.Progressing, "1/2 ready")
            .with(StagePhase.Succeeded, "a")
            .with(StagePhase.Progressing, "b")
            .message();

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
    void aPostedMessageStandsInTheChannelWithItsMark() {
        Posted posted = api.post(CHANNEL, FIRST, KEY);

        JsonNode message = only();
        assertThat(posted).isEqualTo(new Posted(CHANNEL, message.path("ts").asText()));
        assertThat(message.path("text").asText()).isEqualTo(FIRST.text());
        assertThat(message.path("blocks")).isEqualTo(FIRST.blocks());
        assertThat(message.path("metadata").path("event_type").asText()).isEqualTo("wigwag_rollout");
        assertThat(message.path("metadata").path("event_payload").path("key").asText())
                .isEqualTo(KEY);
    }

    @Test
    void anUpdateLeavesNothingOfWhatStoodThereButTheMark() {
        Posted posted = api.post(CHANNEL, FIRST, KEY);

        api.update(posted, SECOND);
        api.update(posted, SECOND);

        assertThat(only().path("blocks")).isEqualTo(SECOND.blocks());
        assertThat(only().path("text").asText()).isEqualTo(SECOND.text());
        assertThat(api.find(CHANNEL, KEY, Drawn.NOON)).contains(posted);
    }

    @Test
    void aMessageOfTextAloneCanBePostedAndUpdated() {
        Posted posted = api.post(CHANNEL, FIRST, KEY);

        api.update(posted, FIRST.withoutBlocks());

        assertThat(only().has("blocks")).isFalse();
        assertThat(only().path("text").asText()).isEqualTo(FIRST.text());
    }

    @ParameterizedTest
    @EnumSource(names = {"DONE_THEN_CUT", "DONE_THEN_BROKEN", "DONE_THEN_LATE"})
    void aPostWhoseAnswerWasLostIsUnclearAndFoundAgain(Trouble trouble) {
        SlackApi hasty = Apis.of(slack.url().toString(), Apis.TOKEN, secrets, Duration.ofMillis(700));
        assertThat(hasty.find(CHANNEL, KEY, Drawn.NOON)).isEmpty();
        slack.faults().next("chat.postMessage", trouble);

        SlackException failure = failure(() -> hasty.post(CHANNEL, FIRST, KEY));

        assertThat(failure.kind()).isEqualTo(Kind.UNCLEAR);
        assertThat(api.find(CHANNEL, KEY, Drawn.NOON))
                .contains(new Posted(CHANNEL, only().path("ts").asText()));
        assertThat(slack.calls()).containsEntry("chat.postMessage", 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT", "BROKEN"})
    void aPostThatWasNotDoneIsUnclearTooAndNotFound(Trouble trouble) {
        slack.faults().next("chat.postMessage", trouble);

        assertThat(failure(() -> api.post(CHANNEL, FIRST, KEY)).kind()).isEqualTo(Kind.UNCLEAR);
        assertThat(api.find(CHANNEL, KEY, Drawn.NOON)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT", "BROKEN", "DONE_THEN_CUT", "DONE_THEN_BROKEN", "UNAVAILABLE"})
    void anUpdateMayJustBeTriedAgain(Trouble trouble) {
        Posted posted = api.post(CHANNEL, FIRST, KEY);
        slack.faults().next("chat.update", trouble);

        assertThat(failure(() -> api.update(posted, SECOND)).kind()).isEqualTo(Kind.DOWN);
        api.update(posted, SECOND);
        assertThat(only().path("text").asText()).isEqualTo(SECOND.text());
    }

    @Test
    void aLookUpThatFailsIsNoSignThatNothingIsThere() {
        slack.faults().next("conversations.history", Trouble.BROKEN);

        assertThat(failure(() -> api.find(CHANNEL, KEY, Drawn.NOON)).kind()).isEqualTo(Kind.DOWN);
    }

    @Test
    void slacksWishToBeLeftAloneIsPassedOn() {
        slack.faults().next("chat.update", Trouble.LIMITED);
        Posted posted = api.post(CHANNEL, FIRST, KEY);

        SlackException failure = failure(() -> api.update(posted, SECOND));

        assertThat(failure.kind()).isEqualTo(Kind.LIMITED);
        assertThat(failure.after()).isEqualTo(Duration.ofSeconds(2));
        assertThat(failure).hasMessageContaining("chat.update for C0FLEET01").hasMessageContaining("2 s");
    }

    @Test
    void moreThanOnePostASecondIsTooManyBeyondABurst() {
        for (int i = 0; i < 4; i++) {
            api.post(CHANNEL, FIRST, KEY + i);
        }

        assertThat(failure(() -> api.post(CHANNEL, FIRST, KEY)).kind()).isEqualTo(Kind.LIMITED);
        clock.pass(Duration.ofSeconds(5));
        assertThat(api.post(CHANNEL, FIRST, KEY).channel()).isEqualTo(CHANNEL);
    }

    @ParameterizedTest
    @CsvSource({
        "ratelimited,LIMITED",
        "rate_limited,LIMITED",
        "service_unavailable,DOWN",
        "team_added_to_org,DOWN",
        "internal_error,UNCLEAR",
        "fatal_error,UNCLEAR",
        "token_revoked,REFUSED",
        "missing_scope,REFUSED",
        "not_in_channel,REFUSED",
        "restricted_action_read_only_channel,REFUSED",
        "invalid_blocks,REFUSED",
        "message_not_found,GONE",
        "msg_too_long,GONE",
        "edit_window_closed,GONE",
        "a_code_of_next_year,REFUSED"
    })
    void everyCodeOfSlacksSaysWhatToDo(String code, Kind kind) {
        slack.faults().refuse("chat.postMessage", code);

        SlackException failure = failure(() -> api.post(CHANNEL, FIRST, KEY));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.isAboutContent()).isEqualTo(code.startsWith("invalid"));
        assertThat(failure).hasMessageContaining(code.contains("rate") ? "fewer calls" : code);
        assertThat(slack.messages(CHANNEL)).isEmpty();
    }

    @Test
    void aMessageThatSomebodyDeletedIsGone() {
        Posted posted = api.post(CHANNEL, FIRST, KEY);
        slack.clear(CHANNEL);

        assertThat(failure(() -> api.update(posted, SECOND)).kind()).isEqualTo(Kind.GONE);
        assertThat(api.find(CHANNEL, KEY, Drawn.NOON)).isEmpty();
    }

    @Test
    void aChannelThatIsNotThereIsNamedTogetherWithTheCure() {
        slack.leave(CHANNEL);

        assertThat(failure(() -> api.post("C0NOWHERE", FIRST, KEY)))
                .hasMessageContaining("C0NOWHERE")
                .hasMessageContaining("channel_not_found")
                .hasMessageContaining("/invite");
        assertThat(failure(() -> api.post(CHANNEL, FIRST, KEY)).kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void duringRotationTheTokenThatIsLiveIsUsed() {
        SlackApi rotating =
                Apis.of(slack.url().toString(), "xoxb-old-token," + Apis.TOKEN, secrets, Duration.ofSeconds(10));

        assertThat(rotating.post(CHANNEL, FIRST, KEY).channel()).isEqualTo(CHANNEL);

        slack.accept(Set.of("xoxb-another"));
        SlackException failure = failure(() -> rotating.post(CHANNEL, FIRST, KEY));
        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure).hasMessageContaining("invalid_auth").hasMessageContaining("wigwag.slack.bot-token");
        assertThat(failure.toString()).doesNotContain("xoxb-old-token", Apis.TOKEN);
    }

    @Test
    void withoutATokenNothingIsSentAndThePropertyNamed() throws IOException {
        SlackApi closed = Apis.of(slack.url().toString(), "", secrets, Duration.ofSeconds(10));

        assertThat(closed.configured()).isFalse();
        assertThat(failure(() -> closed.post(CHANNEL, FIRST, KEY))).hasMessageContaining("wigwag.slack.bot-token");
        assertThat(slack.calls()).isEmpty();

        Files.writeString(secrets.resolve("wigwag.slack.bot-token"), Apis.TOKEN + "\n");
        SlackApi mounted = Apis.of(slack.url().toString(), "", secrets, Duration.ofSeconds(10));
        assertThat(mounted.post(CHANNEL, FIRST, KEY).channel()).isEqualTo(CHANNEL);
    }

    @Test
    void aTokenThatNoHeaderCanHoldIsNotQuoted() {
        // "xoxb-123\nX: y"
        SlackApi odd = Apis.of(slack.url().toString(), "base64:eG94Yi0xMjMKWDogeQ==", secrets, Duration.ofSeconds(10));

        SlackException failure = failure(() -> odd.post(CHANNEL, FIRST, KEY));

        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure.toString()).contains("wigwag.slack.bot-token").doesNotContain("xoxb-123");
    }

    @Test
    void aWebhookTakesTheMessageAndSaysNoMore() {
        api.postTo(slack.webhook(CHANNEL), FIRST);

        assertThat(only().path("blocks")).isEqualTo(FIRST.blocks());
        assertThat(only().has("metadata")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"LIMITED,LIMITED", "BROKEN,UNCLEAR", "DONE_THEN_BROKEN,UNCLEAR", "CUT,UNCLEAR"})
    void aWebhookFailsInItsOwnWays(Trouble trouble, Kind kind) {
        slack.faults().next("webhook", trouble);

        assertThat(failure(() -> api.postTo(slack.webhook(CHANNEL), FIRST)).kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"no_text,true", "invalid_payload,true", "no_service,false", "<html>,false"})
    void aWebhookThatRefusesIsToldWithoutItsAddress(String code, boolean aboutContent) {
        slack.faults().refuse("webhook", code);

        SlackException failure = failure(() -> api.postTo(slack.webhook(CHANNEL), FIRST));

        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure.isAboutContent()).isEqualTo(aboutContent);
        assertThat(failure.toString()).doesNotContain("B0HOOK", "<html>");
    }

    @Test
    void aWebhookThatWasTakenBackIsRefused() {
        URI unknown = slack.webhook("C0NOWHERE");

        assertThat(failure(() -> api.postTo(unknown, FIRST)))
                .hasMessageContaining("no_service (404)")
                .hasMessageContaining("new webhook");
    }

    private JsonNode only() {
        assertThat(slack.messages(CHANNEL)).hasSize(1);
        return slack.messages(CHANNEL).get(0);
    }

    static SlackException failure(ThrowingCallable call) {
        SlackException failure = catchThrowableOfType(SlackException.class, call);
        assertThat(failure).isNotNull();
        return failure;
    }
}
