package dev.wigwag.sandbox.cluster;

import static dev.wigwag.sandbox.cluster.RawApi.GIT_REPOSITORIES;
import static dev.wigwag.sandbox.cluster.RawApi.gitRepository;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private static final String FLEET = GIT_REPOSITORIES + "/fleet";
    private static final String RESOURCE = "gitrepositories.source.toolkit.fluxcd.io";

    private final SandboxCluster cluster = SandboxCluster.start();
    private final Faults faults = cluster.faults();
    private final RawApi api = RawApi.of(cluster);

    @BeforeEach
    void oneObject() {
        api.post(GIT_REPOSITORIES, gitRepository("fleet", "", ""));
        cluster.requests().clear();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void answersTheOrderedNumberOfRequestsWithTheOrderedCode() {
        faults.answer(2, "PATCH", ".*/fleet", 429);

        assertThat(api.mergePatch(FLEET, "{\"spec\":{\"interval\":\"2m\"}}").reason())
                .isEqualTo("TooManyRequests");
        assertThat(api.get(FLEET).status()).isEqualTo(200);
        assertThat(api.mergePatch(FLEET, "{}").status()).isEqualTo(429);
        assertThat(api.mergePatch(FLEET, "{}").status()).isEqualTo(200);
        assertThat(api.get(FLEET).body().at("/spec/interval").asText()).isEqualTo("1m");
    }

    @Test
    void deniesInTheWordsOfTheApiServer() {
        faults.deny("patch", RESOURCE);
        faults.deny("list", RESOURCE);

        RawApi.Answer patch = api.mergePatch(FLEET, "{}");

        assertThat(patch.status()).isEqualTo(403);
        assertThat(patch.reason()).isEqualTo("Forbidden");
        assertThat(patch.message())
                .isEqualTo(
                        "gitrepositories.source.toolkit.fluxcd.io \"fleet\" is forbidden: User \"system:serviceaccount:wigwag:wigwag\" cannot patch resource \"gitrepositories\" in API group \"source.toolkit.fluxcd.io\" in the namespace \"flux-system\"");
        assertThat(api.get("/apis/source.toolkit.fluxcd.io/v1/gitrepositories").message())
                .isEqualTo(
                        "gitrepositories.source.toolkit.fluxcd.io is forbidden: User \"system:serviceaccount:wigwag:wigwag\" cannot list resource \"gitrepositories\" in API group \"source.toolkit.fluxcd.io\" at the cluster scope");
        assertThat(api.get(FLEET).status()).isEqualTo(200);
    }

    @Test
    void deniesInOneNamespaceOrASubresourceOnly() {
        faults.deny("*", RESOURCE, "elsewhere");
        faults.deny("patch", RESOURCE + "/status");

        assertThat(api.mergePatch(FLEET, "{}").status()).isEqualTo(200);
        assertThat(api.mergePatch(FLEET + "/status", "{}").status()).isEqualTo(403);
        assertThat(api.get(FLEET.replace("flux-system", "elsewhere")).status()).isEqualTo(403);
    }

    @Test
    void theAccessReviewAgreesWithWhatIsDenied() {
        faults.deny("patch", RESOURCE);

        assertThat(review("patch")).isFalse();
        assertThat(review("get")).isTrue();
    }

    private boolean review(String verb) {
        SelfSubjectAccessReview review = cluster.client()
                .authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(new SelfSubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withNewResourceAttributes()
                        .withVerb(verb)
                        .withGroup("source.toolkit.fluxcd.io")
                        .withResource("gitrepositories")
                        .endResourceAttributes()
                        .endSpec()
                        .build());
        return review.getStatus().getAllowed();
    }

    @Test
    void theAdministratorIsNotConcerned() {
        faults.deny("*", "configmaps");
        faults.answer(1, "GET", ".*", 500);

        assertThat(cluster.administrator().configMaps().inAnyNamespace().list().getItems())
                .isEmpty();
        assertThat(cluster.requests().count("GET", "/api/v1/configmaps")).isZero();
        assertThat(cluster.requests().all()).singleElement().matches(LoggedRequest::administrator);
    }

    @Test
    void whileUnavailableEverybodyGets503AndNothingIsLost() {
        faults.goDown(Faults.Outage.UNAVAILABLE);
        assertThat(api.get(FLEET).status()).isEqualTo(503);

        faults.comeBack();

        assertThat(api.get(FLEET).status()).isEqualTo(200);
    }

    @Test
    void aClosedConnectionIsAnIoErrorForTheCaller() {
        faults.goDown(Faults.Outage.CLOSED_CONNECTIONS);

        assertThatThrownBy(() -> api.exchange("GET", FLEET, "", "")).isInstanceOf(IOException.class);
        faults.comeBack();
        assertThat(api.get(FLEET).status()).isEqualTo(200);
    }

    @Test
    void aDelayedWriteTakesEffectBeforeItsAnswer() {
        faults.delay("PATCH", ".*", Duration.ofSeconds(30));
        CompletableFuture<RawApi.Answer> slow =
                CompletableFuture.supplyAsync(() -> api.mergePatch(FLEET, "{\"spec\":{\"interval\":\"2m\"}}"));

        await().until(() -> api.get(FLEET).body().at("/spec/interval").asText().equals("2m"));

        assertThat(slow).isNotDone();
    }

    @Test
    void theHookRunsOnceAfterTheWriteIsStoredAndBeforeItIsAnswered() throws InterruptedException {
        CountDownLatch stored = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        faults.afterStored("PATCH", ".*/fleet", () -> {
            runs.incrementAndGet();
            stored.countDown();
            awaitQuietly(goOn);
        });
        CompletableFuture<RawApi.Answer> patch =
                CompletableFuture.supplyAsync(() -> api.mergePatch(FLEET, "{\"spec\":{\"interval\":\"2m\"}}"));
        stored.await();

        assertThat(api.get(FLEET).body().at("/spec/interval").asText()).isEqualTo("2m");
        assertThat(patch).isNotDone();
        goOn.countDown();
        assertThat(patch.join().status()).isEqualTo(200);
        api.mergePatch(FLEET, "{\"spec\":{\"interval\":\"3m\"}}");
        assertThat(runs).hasValue(1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aHookThatThrowsCutsTheConnectionThoughTheWriteIsStored() {
        faults.afterStored("PATCH", ".*/fleet", () -> {
            throw new IllegalStateException("killed");
        });

        assertThatThrownBy(() -> api.exchange(
                        "PATCH", FLEET, "application/merge-patch+json", "{\"spec\":{\"interval\":\"2m\"}}"))
                .isInstanceOf(IOException.class);

        assertThat(api.get(FLEET).body().at("/spec/interval").asText()).isEqualTo("2m");
        assertThat(cluster.requests().matching("PATCH", FLEET))
                .extracting("status")
                .containsExactly(0);
    }

    @Test
    void clearTakesEverySwitchBack() {
        faults.deny("*", RESOURCE);
        faults.answer(5, "GET", ".*", 500);
        faults.goDown(Faults.Outage.UNAVAILABLE);

        faults.clear();

        assertThat(api.get(FLEET).status()).isEqualTo(200);
    }

    @Test
    void theLogTellsEachRequestWithItsQueryBodyAndAnswer() {
        api.mergePatch(FLEET + "?fieldManager=wigwag", "{\"spec\":{}}");

        assertThat(cluster.requests().all())
                .containsExactly(new LoggedRequest(
                        "PATCH",
                        FLEET,
                        "fieldManager=wigwag",
                        "application/merge-patch+json",
                        "raw-api",
                        "{\"spec\":{}}",
                        200,
                        false));
    }
}
