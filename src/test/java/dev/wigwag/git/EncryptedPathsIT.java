package dev.wigwag.git;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wigwag.process.TlsFront;
import dev.wigwag.process.WigwagProcess;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.github.Delivery;
import dev.wigwag.sandbox.github.GitForge;
import dev.wigwag.sandbox.github.GitHubApiStandIn;
import dev.wigwag.sandbox.github.GitHubStandIn;
import dev.wigwag.sandbox.github.Person;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.netty.handler.ssl.util.SelfSignedCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was packaged speaks TLS with all whom it speaks to: the cluster by its authority's file, a repository by the authority in
 * its Secret, GitHub by the system's authorities. Each is another library's way into Java's, and a native image may lack any.
 */
class EncryptedPathsIT {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final String GITHUB_SECRET = "a-secret-of-the-tests";
    private static final String GITHUB_TOKEN = "ghp_encryptedpaths0123456789abcdefghi";
    private static final String API_TOKEN = "api-token-of-the-tests";
    private static final String STORE_PASSWORD = "changeit";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SOURCE = """
            apiVersion: source.toolkit.fluxcd.io/v1
            kind: GitRepository
            metadata: {name: %s, namespace: flux-system}
            spec: {url: "%s", interval: 10m, ref: {branch: main}, secretRef: {name: login}}
            """;

    @TempDir
    Path directory;

    private SelfSignedCertificate certificate;
    private SSLContext tls;
    private final SandboxCluster cluster = SandboxCluster.start();
    private final GitHubApiStandIn githubApi = new GitHubApiStandIn(CLOCK);
    private Origin origin;
    private HttpForge forge;

    @BeforeEach
    void certify() throws Exception {
        certificate = new SelfSignedCertificate("localhost");
        tls = TlsFront.server(certificate);
        origin = new Origin(directory.resolve("origin"));
        forge = new HttpForge(origin, tls);
    }

    @AfterEach
    void close() {
        forge.close();
        origin.close();
        githubApi.close();
        cluster.close();
        certificate.delete();
    }

    @Test
    void aRepositoryIsReadByTheAuthorityInItsSecretAndTheClusterByItsOwn() throws Exception {
        ObjectId first = origin.commit("Begin");
        ObjectId last = origin.branch("main", origin.commits(2, first));
        secret();
        source("fleet", forge.url().replace("127.0.0.1", "localhost"), last.name());

        try (TlsFront api = new TlsFront(cluster.url(), tls);
                WigwagProcess process = WigwagProcess.start(cluster, settings(api, "https://localhost:1"))) {
            JsonNode impact = answer(
                    200,
                    process,
                    HttpRequest.newBuilder(process.uri(
                                    "/api/impact?source=flux-system/fleet&from=" + first.name() + "&to=" + last.name()))
                            .header("Authorization", "Bearer " + API_TOKEN));

            assertThat(impact.at("/changes/count").asInt()).as("%s", impact).isEqualTo(2);
            assertThat(api.connections()).isPositive();
            assertThat(forge.authorizations).contains("Basic YW5hOnB3");
        }
    }

    @Test
    void gitHubIsToldOfACommitByTheAuthoritiesOfTheSystem() throws Exception {
        githubApi.credentials().personalToken(GITHUB_TOKEN, "wigwag-bot", "statuses", "deployments");
        githubApi.repository("acme/fleet", sha -> true);
        Path trusted = directory.resolve("trusted.p12");
        TlsFront.trust(certificate, trusted, STORE_PASSWORD);

        try (TlsFront api = new TlsFront(cluster.url(), tls);
                TlsFront outside = new TlsFront(githubApi.url(), tls);
                GitForge repository =
                        GitForge.create(URI.create(outside.url()).getAuthority(), "acme", "fleet", CLOCK);
                WigwagProcess process = WigwagProcess.start(
                        cluster,
                        settings(api, outside.url()),
                        "-Djavax.net.ssl.trustStore=" + trusted,
                        "-Djavax.net.ssl.trustStorePassword=" + STORE_PASSWORD,
                        "-Djavax.net.ssl.trustStoreType=PKCS12")) {
            // An API with an address of its own serves the repositories below that address, as GitHub Enterprise Server
            // does.
            source("fleet", outside.url() + "/acme/fleet", "0".repeat(40));
            GitHubStandIn github = new GitHubStandIn(repository, GITHUB_SECRET, CLOCK);
            Delivery push = github.push(
                    repository.commit("main", Map.of("app.yaml", "replicas: 3\n"), "Raise replicas", Person.ANA));
            assertThat(github.deliver(push, process.uri("/github")).status()).isEqualTo(202);

            JsonNode samples = answer(
                    200,
                    process,
                    HttpRequest.newBuilder(process.uri("/api/outlets/test"))
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .header("Authorization", "Bearer " + API_TOKEN));

            assertThat(samples.findValuesAsText("outcome"))
                    .as("%s", samples)
                    .isNotEmpty()
                    .containsOnly("shown");
            assertThat(outside.connections()).isPositive();
        }
    }

    private Map<String, String> settings(TlsFront api, String github) {
        return Map.ofEntries(
                Map.entry("KUBERNETES_MASTER", api.url()),
                Map.entry("KUBERNETES_CERTS_CA_FILE", certificate.certificate().getPath()),
                Map.entry("WIGWAG_WATCH", "false"),
                Map.entry("WIGWAG_GIT_DIRECTORY", directory.resolve("copies").toString()),
                Map.entry("WIGWAG_GIT_USE_SOURCE_SECRETS", "true"),
                Map.entry("WIGWAG_GITHUB_WEBHOOK_SECRETS", GITHUB_SECRET),
                Map.entry("WIGWAG_GITHUB_API_URL", github),
                Map.entry("WIGWAG_GITHUB_TOKEN", GITHUB_TOKEN),
                Map.entry("WIGWAG_GITHUB_REPOSITORIES", "acme/*"),
                Map.entry("WIGWAG_API_TOKENS", API_TOKEN));
    }

    private static JsonNode answer(int status, WigwagProcess process, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = process.send(request.timeout(Duration.ofSeconds(30)));
        assertThat(answer.statusCode())
                .as("%s; the process logged %s", answer.body(), process.log())
                .isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private void secret() throws IOException {
        GenericKubernetesResource secret = read("""
                apiVersion: v1
                kind: Secret
                metadata: {name: login, namespace: flux-system}
                """);
        secret.setAdditionalProperty(
                "data",
                Map.of(
                        "username", base64("ana".getBytes(StandardCharsets.UTF_8)),
                        "password", base64("pw".getBytes(StandardCharsets.UTF_8)),
                        "ca.crt",
                                base64(Files.readAllBytes(
                                        certificate.certificate().toPath()))));
        cluster.administrator().resource(secret).create();
    }

    private static String base64(byte[] value) {
        return Base64.getEncoder().encodeToString(value);
    }

    private void source(String name, String url, String sha) {
        GenericKubernetesResource source = cluster.administrator()
                .resource(read(SOURCE.formatted(name, url)))
                .create();
        source.setAdditionalProperty(
                "status",
                Map.of(
                        "observedGeneration",
                        source.getMetadata().getGeneration(),
                        "artifact",
                        Map.of("revision", "main@sha1:" + sha)));
        cluster.administrator().resource(source).updateStatus();
    }

    private GenericKubernetesResource read(String yaml) {
        return cluster.administrator().getKubernetesSerialization().unmarshal(yaml, GenericKubernetesResource.class);
    }
}
