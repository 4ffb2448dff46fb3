package dev.wigwag.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wigwag.sandbox.slack.SlackFaults.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stand-in answers what Slack answers (reference: slack.md §2–§9), asked without our own client. */
class SlackStandInTest {
    private static final String TOKEN = "xoxb-sandbox";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final HttpClient http = HttpClient.newHttpClient();
    private SlackStandIn slack;

    @BeforeEach
    void start() {
        slack = SlackStandIn.start(TOKEN, Clock.fixed(NOON, ZoneOffset.UTC));
        slack.open("C1");
        slack.open("C2");
    }

    @AfterEach
    void stop() {
        slack.close();
    }

    @Test
    void everyTsIsTextAndTheOnlyOneInItsChannelThoughTimeStandsStill() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            JsonNode answer = json("chat.postMessage", "{'channel':'C1','text':'a'}");
            assertThat(answer.path("ts").isTextual()).isTrue();
            seen.add(answer.path("ts").asText());
        }

        assertThat(seen).hasSize(4).allMatch(ts -> ts.matches("1795435200\\.000[0-9]00"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat.postMessage | {'channel':'C9','text':'a'}                          | channel_not_found",
                "chat.postMessage | {'channel':'C1'}                                     | no_text",
                "chat.postMessage | {'channel':'C1','text':'a','blocks':[{'type':'x'}]}   | invalid_blocks",
                "chat.postMessage | {'channel':'C1','text':'a','metadata':{}}            | invalid_metadata_schema",
                "chat.postMessage | {'channel':'C1','text':'a','thread_ts':'1.2'}        | thread_not_found",
                "chat.postMessage | [                                                    | invalid_json",
                "chat.update      | {'channel':'C1','text':'a','ts':'1.2'}               | message_not_found",
                "chat.update      | {'channel':'C1','text':'a','ts':1795435200.000100}   | message_not_found",
                "chat.delete      | {}                                                   | unknown_method",
                "conversations.history | {'channel':'C1'}                                | invalid_arguments"
            })
    void whatIsWrongIsRefusedWithStatus200(String method, String body, String code) {
        HttpResponse<String> response = post(slack.url() + "/" + method, "Bearer " + TOKEN, body);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(tree(response).path("ok").asBoolean(true)).isFalse();
        assertThat(tree(response).path("error").asText()).isEqualTo(code);
        assertThat(slack.messages("C1")).isEmpty();
    }

    @Test
    void onlyTheTokenIsTaken() {
        String address = slack.url() + "/auth.test";

        assertThat(tree(post(address, "Bearer " + TOKEN, "{}")).path("bot_id").asText())
                .isEqualTo("B0WIGWAG");
        assertThat(tree(post(address, "Bearer wrong", "{}")).path("error").asText())
                .isEqualTo("invalid_auth");
        assertThat(tree(post(address, "", "{}")).path("error").asText()).isEqualTo("not_authed");
    }

    @Test
    void anArchivedChannelAndOneWithoutTheBotTakeNothing() {
        slack.archive("C1");
        slack.leave("C2");

        assertThat(json("chat.postMessage", "{'channel':'C1','text':'a'}")
                        .path("error")
                        .asText())
                .isEqualTo("is_archived");
        assertThat(json("chat.postMessage", "{'channel':'C2','text':'a'}")
                        .path("error")
                        .asText())
                .isEqualTo("not_in_channel");
    }

    @Test
    void anUpdateWithTextAloneTakesTheBlocksAway() {
        String ts = json(
                        "chat.postMessage",
                        "{'channel':'C1','text':'a','blocks':[{'type':'divider'}],"
                                + "'metadata':{'event_type':'e','event_payload':{'key':'k'}}}")
                .path("ts")
                .asText();
        assertThat(slack.messages("C1").get(0).has("blocks")).isTrue();

        json("chat.update", "{'channel':'C1','text':'b','ts':'" + ts + "'}");

        JsonNode message = slack.messages("C1").get(0);
        assertThat(message.has("blocks")).isFalse();
        assertThat(message.path("text").asText()).isEqualTo("b");
        assertThat(message.path("metadata").path("event_payload").path("key").asText())
                .isEqualTo("k");
    }

    @Test
    void textThatAPostTakesIsTooLongForAnUpdate() {
        String ts = json("chat.postMessage", "{'channel':'C1','text':'" + "a".repeat(5000) + "'}")
                .path("ts")
                .asText();

        assertThat(json("chat.update", "{'channel':'C1','ts':'" + ts + "','text':'" + "a".repeat(4001) + "'}")
                        .path("error")
                        .asText())
                .isEqualTo("msg_too_long");
    }

    @Test
    void nobodyChangesWhatAPersonWrote() {
        String ts = slack.say("C1", "U0ANA", "hello");

        assertThat(json("chat.update", "{'channel':'C1','text':'b','ts':'" + ts + "'}")
                        .path("error")
                        .asText())
                .isEqualTo("cant_update_message");
    }

    @Test
    void repliesStayInTheirThreadUnlessTheyAreBroadcast() {
        String ts = json("chat.postMessage", "{'channel':'C1','text':'a'}")
                .path("ts")
                .asText();
        json("chat.postMessage", "{'channel':'C1','text':'quiet','thread_ts':'" + ts + "'}");
        String loud = json(
                        "chat.postMessage",
                        "{'channel':'C1','text':'loud','reply_broadcast':true,'thread_ts':'" + ts + "'}")
                .path("ts")
                .asText();

        assertThat(texts(form("conversations.history", "channel=C1"))).isEqualTo("loud,a");
        assertThat(texts(form("conversations.replies", "channel=C1&ts=" + ts))).isEqualTo("a,quiet,loud");
        assertThat(json("chat.postMessage", "{'channel':'C1','text':'b','thread_ts':'" + loud + "'}")
                        .path("error")
                        .asText())
                .isEqualTo("cannot_reply_to_message");
    }

    @Test
    void historyIsNewestFirstInPagesAndShowsMetadataOnlyWhenAsked() {
        json("chat.postMessage", "{'channel':'C1','text':'a','metadata':{'event_type':'e','event_payload':{}}}");
        String b = slack.say("C1", "U0ANA", "b");
        slack.say("C1", "U0ANA", "c");

        JsonNode first = form("conversations.history", "channel=C1&limit=2");
        assertThat(texts(first)).isEqualTo("c,b");
        assertThat(first.path("has_more").asBoolean()).isTrue();
        String cursor = first.path("response_metadata").path("next_cursor").asText();
        JsonNode second = form("conversations.history", "channel=C1&limit=2&cursor=" + cursor);
        assertThat(texts(second)).isEqualTo("a");
        assertThat(second.path("messages").path(0).has("metadata")).isFalse();
        assertThat(second.path("response_metadata").path("next_cursor").asText())
                .isEmpty();
        assertThat(texts(form("conversations.history", "channel=C1&oldest=" + b)))
                .isEqualTo("c");
        assertThat(form("conversations.history", "channel=C1&include_all_metadata=true")
                        .path("messages")
                        .path(2)
                        .has("metadata"))
                .isTrue();
    }

    @Test
    void eachChannelHasItsOwnPace() {
        for (int i = 0; i < 4; i++) {
            json("chat.postMessage", "{'channel':'C1','text':'a'}");
        }

        HttpResponse<String> fifth =
                post(slack.url() + "/chat.postMessage", "Bearer " + TOKEN, "{'channel':'C1','text':'a'}");
        assertThat(fifth.statusCode()).isEqualTo(429);
        assertThat(fifth.headers().firstValue("Retry-After")).contains("1");
        assertThat(json("chat.postMessage", "{'channel':'C2','text':'a'}")
                        .path("ok")
                        .asBoolean())
                .isTrue();
        assertThat(slack.calls()).containsEntry("chat.postMessage", 6);
    }

    @Test
    void aWebhookAnswersAWordAndARealStatus() {
        HttpResponse<String> taken = post(slack.webhook("C1").toString(), "", "{'text':'a'}");
        HttpResponse<String> empty = post(slack.webhook("C1").toString(), "", "{}");
        HttpResponse<String> unknown = post(slack.webhook("C9").toString(), "", "{'text':'a'}");

        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(taken.body()).isEqualTo("ok");
        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(empty.body()).isEqualTo("no_text");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(slack.messages("C1")).hasSize(1);
    }

    @Test
    void aShareOfCallsFailsAlwaysTheSameOnesAndThenNoMore() {
        slack.faults().share(Trouble.BROKEN, 30);
        int broken = 0;
        for (int i = 0; i < 100; i++) {
            broken += post(slack.url() + "/auth.test", "Bearer " + TOKEN, "{}").statusCode() == 500 ? 1 : 0;
        }
        assertThat(broken).isBetween(15, 45);

        slack.faults().clear();
        assertThat(json("auth.test", "{}").path("ok").asBoolean()).isTrue();
    }

    @Test
    void aLateAnswerIsLateAndTheMessageIsThereAlready() {
        slack.faults().next("chat.postMessage", Trouble.DONE_THEN_LATE);
        slack.faults().lateness(Duration.ofMillis(200));
        long start = System.nanoTime();

        assertThat(json("chat.postMessage", "{'channel':'C1','text':'a'}")
                        .path("ok")
                        .asBoolean())
                .isTrue();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(190));
        assertThat(slack.messages("C1")).hasSize(1);
    }

    @Test
    void aClosedConnectionIsNoAnswer() {
        slack.faults().next("auth.test", Trouble.CUT);

        assertThatThrownBy(() -> json("auth.test", "{}")).hasRootCauseInstanceOf(IOException.class);
    }

    private JsonNode json(String method, String body) {
        return tree(post(slack.url() + "/" + method, "Bearer " + TOKEN, body));
    }

    private JsonNode form(String method, String body) {
        return tree(send(request(slack.url() + "/" + method, "Bearer " + TOKEN)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))));
    }

    private static String texts(JsonNode answer) {
        return String.join(",", answer.path("messages").findValuesAsText("text"));
    }

    private HttpResponse<String> post(String address, String authorization, String body) {
        return send(request(address, authorization)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
    }

    private static HttpRequest.Builder request(String address, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode tree(HttpResponse<String> response) {
        try {
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
