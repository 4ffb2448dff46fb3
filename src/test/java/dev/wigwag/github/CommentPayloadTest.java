package dev.wigwag.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.http.Malformed;
import dev.wigwag.sandbox.github.BodyForm;
import dev.wigwag.sandbox.github.Delivery;
import dev.wigwag.sandbox.github.GitForge;
import dev.wigwag.sandbox.github.GitHubStandIn;
import dev.wigwag.sandbox.github.Person;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which comments are commands, and whose. */
class CommentPayloadTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SHA = "a".repeat(40);

    private final GitForge forge = GitForge.create("acme", "fleet", Clock.systemUTC());
    private final GitHubStandIn github = new GitHubStandIn(forge, "secret", Clock.systemUTC()).with(BodyForm.JSON);

    @AfterEach
    void close() throws Exception {
        forge.close();
    }

    @Test
    void onAMergedPullRequestItIsRead() throws Exception {
        Comment comment = read(github.commented(7, 42, "/wigwag approve podinfo looks good", Person.BEN))
                .comment();

        assertThat(comment.repository()).hasToString("acme/fleet");
        assertThat(comment.id()).isEqualTo(42);
        assertThat(comment.login()).isEqualTo("ben");
        assertThat(comment.command()).isEqualTo("approve podinfo looks good");
        assertThat(comment.place().answers()).isEqualTo("/issues/7/comments");
        assertThat(comment.place().path(42)).isEqualTo("/issues/comments/42");
    }

    @Test
    void onACommitItIsRead() throws Exception {
        Comment comment =
                read(github.commented(SHA, 42, "/wigwag status", Person.BEN)).comment();

        assertThat(comment.command()).isEqualTo("status");
        assertThat(comment.place().answers()).isEqualTo("/commits/" + SHA + "/comments");
        assertThat(comment.place().path(42)).isEqualTo("/comments/42");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'/wigwag'                         | ''",
                "'  /wigwag   help '               | help",
                "'\n/wigwag status\n'              | status",
                "'/wigwag status\r\nand more words' | status",
                "'/wigwag\tstatus'                 | status"
            })
    void theFirstLineIsTheCommand(String body, String command) throws Exception {
        String written = body.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");

        assertThat(read(github.commented(7, 42, written, Person.BEN)).comment().command())
                .isEqualTo(command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nice!",
                "/wigwagging",
                "please /wigwag approve podinfo",
                "> /wigwag approve podinfo",
                "",
                "\u200b/wigwag"
            })
    void otherCommentsAreNoCommands(String body) throws Exception {
        assertThat(read(github.commented(7, 42, body, Person.BEN)).note()).contains("no command");
    }

    @Test
    void anEditedCommentIsNoCommand() throws Exception {
        assertThat(read(changed(payload -> payload.put("action", "edited"))).note())
                .contains("only a new comment");
    }

    @Test
    void programsAndWeOurselvesDoNotCommand() throws Exception {
        assertThat(read(changed(payload -> payload.withObject("/comment/user").put("type", "Bot")))
                        .note())
                .contains("only people");
        assertThat(read(changed(payload -> payload.withObject("/comment")
                                .putObject("performed_via_github_app")
                                .put("id", 5)))
                        .note())
                .contains("only people");
        assertThat(read(github.commented(7, 42, "/wigwag approve podinfo\n\n" + CommentPayload.OWN, Person.BEN))
                        .note())
                .contains("only people");
    }

    @Test
    void onAnOpenPullRequestAndOnAnIssueNothingIsTaken() throws Exception {
        assertThat(read(github.commentedOnOpen(7, 42, "/wigwag approve podinfo", Person.BEN))
                        .note())
                .contains("not merged");
        assertThat(read(changed(payload -> payload.withObject("/issue").remove("pull_request")))
                        .note())
                .contains("not on issues");
    }

    @Test
    void aLoginThatWouldLeadElsewhereInThePathIsMalformed() {
        assertThatThrownBy(() -> read(
                        changed(payload -> payload.withObject("/comment/user").put("login", "ben/../../orgs/acme"))))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining("login");
        assertThatThrownBy(() ->
                        read(changed(payload -> payload.withObject("/comment").put("id", "7/reactions"))))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void whateverIsCommentedIsReadWithinBounds() throws Exception {
        Random random = new Random(20_261_123);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder body = new StringBuilder(random.nextBoolean() ? "/wigwag " : "");
            int length = random.nextInt(3_000);
            while (body.length() < length) {
                body.appendCodePoint(random.nextInt(10) < 8 ? random.nextInt(128) : random.nextInt(0xD7FF));
            }
            CommentPayload.Read read = read(github.commented(7, 42, body.toString(), Person.BEN));
            assertThat(read.note() == null).isEqualTo(read.comment() != null);
            if (read.comment() != null) {
                assertThat(read.comment().command().length()).isLessThanOrEqualTo(1_001);
                assertThat(read.comment().command()).doesNotContain("\n", "\r");
            }
        }
    }

    private Delivery changed(Consumer<ObjectNode> change) throws IOException {
        JsonNode payload = JSON.readTree(
                github.commented(7, 42, "/wigwag approve podinfo", Person.BEN).body());
        change.accept((ObjectNode) payload);
        return github.delivery("issue_comment", (ObjectNode) payload);
    }

    private static CommentPayload.Read read(Delivery delivery) throws Malformed {
        return CommentPayload.read(new ByteArrayInputStream(delivery.body()));
    }
}
