package dev.wigwag.sandbox.github;

import static dev.wigwag.sandbox.github.Person.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GitHubStandInTest {

    private static final Instant NOW = Instant.parse("2026-02-03T08:15:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final GitForge forge = GitForge.create("acme", "fleet", CLOCK);
    private final GitHubStandIn github = new GitHubStandIn(forge, "s3cret", CLOCK);
    private final RefChange first = forge.commit("main", Map.of("a.yaml", "1"), "Begin", ANA);

    @AfterEach
    void delete() {
        forge.close();
    }

    private JsonNode payload(Delivery delivery) throws IOException {
        return MAPPER.readTree(delivery.body());
    }

    @Test
    void aPushHasTheKeysGitHubSends() throws IOException {
        RefChange change = forge.commit("main", Map.of("a.yaml", "2", "b.yaml", "1"), "Raise replicas", ANA);

        JsonNode push = payload(github.push(change));

        List<String> keys = new ArrayList<>();
        push.fieldNames().forEachRemaining(keys::add);
        assertThat(keys)
                .containsExactlyInAnyOrder(
                        "ref",
                        "before",
                        "after",
                        "repository",
                        "pusher",
                        "sender",
                        "created",
                        "deleted",
                        "forced",
                        "base_ref",
                        "compare",
                        "commits",
                        "head_commit");
        assertThat(push.path("ref").asText()).isEqualTo("refs/heads/main");
        assertThat(push.path("before").asText()).isEqualTo(first.after());
        assertThat(push.path("after").asText()).isEqualTo(change.after());
        assertThat(push.path("base_ref").isNull()).isTrue();
        assertThat(push.path("compare").asText())
                .isEqualTo(
                        "https://github.com/acme/fleet/compare/" + first.after().substring(0, 12) + "..."
                                + change.after().substring(0, 12));
        assertThat(push.at("/pusher/name").asText()).isEqualTo("ana");
        assertThat(push.at("/sender/type").asText()).isEqualTo("User");
    }

    @Test
    void theCommitOfAPushTellsItsFilesAndAuthor() throws IOException {
        RefChange change = forge.commit("main", Map.of("a.yaml", "2", "b.yaml", "1"), "Raise\n\nmore", ANA);

        JsonNode push = payload(github.push(change));
        JsonNode commit = push.at("/commits/0");

        assertThat(push.path("commits")).hasSize(1);
        assertThat(push.path("head_commit")).isEqualTo(commit);
        assertThat(commit.path("id").asText()).isEqualTo(change.after());
        assertThat(commit.path("distinct").asBoolean()).isTrue();
        assertThat(commit.path("message").asText()).isEqualTo("Raise\n\nmore");
        assertThat(commit.path("added").toString()).isEqualTo("[\"b.yaml\"]");
        assertThat(commit.path("modified").toString()).isEqualTo("[\"a.yaml\"]");
        assertThat(commit.path("removed")).isEmpty();
        assertThat(commit.path("timestamp").asText()).isEqualTo("2026-02-03T08:15:00Z");
        assertThat(commit.at("/author/username").asText()).isEqualTo("ana");
        assertThat(commit.path("url").asText()).isEqualTo("https://github.com/acme/fleet/commit/" + change.after());
    }

    @Test
    void theRepositoryOfAPushHasEpochTimesAndTheHtmlAddress() throws IOException {
        JsonNode repository = payload(github.push(first)).path("repository");

        assertThat(repository.path("pushed_at").isIntegralNumber()).isTrue();
        assertThat(repository.path("pushed_at").asLong()).isEqualTo(NOW.getEpochSecond());
        assertThat(repository.path("created_at").isIntegralNumber()).isTrue();
        assertThat(repository.path("url").asText()).isEqualTo("https://github.com/acme/fleet");
        assertThat(repository.path("full_name").asText()).isEqualTo("acme/fleet");
        assertThat(repository.at("/owner/name").asText()).isEqualTo("acme");
        assertThat(repository.at("/owner/login").asText()).isEqualTo("acme");
        assertThat(repository.path("ssh_url").asText()).isEqualTo("git@github.com:acme/fleet.git");
    }

    @Test
    void aDeletionHasNoHeadCommitAndNoCommits() throws IOException {
        forge.forcePush("old", first.after(), ANA);

        JsonNode push = payload(github.push(forge.deleteBranch("old", ANA)));

        assertThat(push.path("deleted").asBoolean()).isTrue();
        assertThat(push.path("after").asText()).isEqualTo("0".repeat(40));
        assertThat(push.path("head_commit").isNull()).isTrue();
        assertThat(push.path("commits")).isEmpty();
    }

    @Test
    void anAnnotatedTagNamesTheTagObjectAndItsCommit() throws IOException {
        RefChange tag = forge.annotatedTag("v1.0.0", first.after(), "Version 1", ANA);

        JsonNode push = payload(github.push(tag));

        assertThat(push.path("after").asText()).isNotEqualTo(first.after());
        assertThat(push.at("/head_commit/id").asText()).isEqualTo(first.after());
        assertThat(push.path("commits")).isEmpty();
        assertThat(push.path("base_ref").asText()).isEqualTo("refs/heads/main");
    }

    @Test
    void aForcePushSaysSo() throws IOException {
        forge.commit("main", Map.of("a.yaml", "2"), "Regret", ANA);

        JsonNode push = payload(github.push(forge.forcePush("main", first.after(), ANA)));

        assertThat(push.path("forced").asBoolean()).isTrue();
        assertThat(push.path("commits")).isEmpty();
        assertThat(push.at("/head_commit/id").asText()).isEqualTo(first.after());
    }

    @Test
    void signsTheRawBodyOfAFormToo() {
        Delivery delivery = github.with(BodyForm.FORM).push(first);

        assertThat(delivery.headers()).containsEntry("Content-Type", "application/x-www-form-urlencoded");
        assertThat(delivery.text()).startsWith("payload=%7B");
        assertThat(delivery.headers().get("X-Hub-Signature-256"))
                .isEqualTo(HubSignature.sha256("s3cret", delivery.body()));
        assertThat(URLDecoder.decode(delivery.text().substring("payload=".length()), StandardCharsets.UTF_8))
                .contains("\"ref\":\"refs/heads/main\"");
    }

    @Test
    void aRotatedSecretSignsDifferently() {
        assertThat(github.withSecret("new").ping(ANA).headers().get("X-Hub-Signature-256"))
                .hasSize("sha256=".length() + 64)
                .isNotEqualTo(github.ping(ANA).headers().get("X-Hub-Signature-256"));
    }

    @Test
    void aPingTellsOfTheHook() throws IOException {
        JsonNode ping = payload(github.ping(ANA));

        assertThat(ping.path("hook_id").asLong()).isEqualTo(ping.at("/hook/id").asLong());
        assertThat(ping.at("/hook/events/0").asText()).isEqualTo("push");
        assertThat(ping.at("/repository/pushed_at").isTextual()).isTrue();
        assertThat(ping.at("/repository/url").asText()).isEqualTo("https://api.github.com/repos/acme/fleet");
    }

    @Test
    void aPublishedPackageComesUnderBothNames() throws IOException {
        PublishedPackage image = new PublishedPackage("acme", "manifests/podinfo", "1.2.3", "sha256:abc");

        Delivery newer = github.packagePublished(image, ANA);
        Delivery older = github.registryPackagePublished(image, ANA);

        assertThat(newer.headers()).containsEntry("X-GitHub-Event", "package");
        assertThat(older.headers()).containsEntry("X-GitHub-Event", "registry_package");
        assertThat(payload(newer).path("package")).isEqualTo(payload(older).path("registry_package"));
        assertThat(payload(newer)
                        .at("/package/package_version/container_metadata/tag/name")
                        .asText())
                .isEqualTo("1.2.3");
        assertThat(payload(newer).path("action").asText()).isEqualTo("published");
    }

    @Test
    void deliversTheSameBytesUnderTheSameGuidAgain() throws IOException {
        List<Headers> headers = Collections.synchronizedList(new ArrayList<>());
        List<String> bodies = Collections.synchronizedList(new ArrayList<>());
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/github", exchange -> {
            headers.add(exchange.getRequestHeaders());
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(202, 2);
            exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        receiver.start();
        URI target = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/github");
        Delivery delivery = github.push(first);
        Exchange sent = github.deliver(delivery, target);
        Exchange again = github.deliver(delivery, target);
        receiver.stop(0);

        assertThat(sent.delivered()).isTrue();
        assertThat(again.answer()).isEqualTo("ok");
        assertThat(bodies).containsExactly(delivery.text(), delivery.text());
        assertThat(headers)
                .extracting(each -> each.getFirst("X-GitHub-Delivery"))
                .containsExactly(delivery.guid(), delivery.guid());
        assertThat(headers.get(0).getFirst("User-Agent")).startsWith("GitHub-Hookshot/");
        assertThat(headers.get(0).getFirst("X-GitHub-Hook-Installation-Target-Type"))
                .isEqualTo("repository");
    }

    @Test
    void anEndpointThatIsNotThereIsAFailedDelivery() throws IOException {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int port = receiver.getAddress().getPort();
        receiver.start();
        receiver.stop(0);

        Exchange exchange = github.deliver(github.ping(ANA), URI.create("http://127.0.0.1:" + port + "/github"));

        assertThat(exchange.delivered()).isFalse();
        assertThat(exchange.status()).isZero();
        assertThat(exchange.answer()).contains("no answer from");
    }
}
