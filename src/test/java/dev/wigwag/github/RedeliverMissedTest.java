package dev.wigwag.github;

import static dev.wigwag.github.AGitHub.keyPair;
import static dev.wigwag.github.AGitHub.pkcs1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wigwag.engine.MemoryLedger;
import dev.wigwag.engine.Mishaps;
import dev.wigwag.rollout.Phase;
import dev.wigwag.sandbox.github.Delivery;
import dev.wigwag.sandbox.github.DeliveryAttempt;
import dev.wigwag.sandbox.github.Exchange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedeliverMissedTest {
    private static final long HOOK = 42;
    private static final String OURS = "https://hooks.example.org/wigwag/github";

    private final AGitHub github = new AGitHub();
    private final MemoryLedger ledger = new MemoryLedger(new Mishaps());
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private volatile int answer = 0;

    @BeforeEach
    void follow() {
        github.server.credentials().personalToken(AGitHub.TOKEN, "wigwag-bot", "statuses", "hooks");
        ledger.create(ATextRollout.of('a', Phase.Succeeded, "5/5 ready"));
    }

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void whatWasLostWhileNobodyListenedComesBackOnce() {
        hook("repos/acme/web", OURS);
        send("lost");
        answer = 202;
        send("heard");
        github.clock.pass(Duration.ofMinutes(6));

        assertThat(sweep().hear()).isEqualTo(1);

        await().untilAsserted(() -> assertThat(taken).containsExactly("heard", "lost"));
        attempts(3);
        github.clock.pass(Duration.ofHours(1));
        assertThat(sweep().hear()).isZero();
        assertThat(metrics.get("wigwag.redeliveries").counter().count()).isEqualTo(1);
    }

    @Test
    void whatFailsAgainAndAgainIsAskedForThreeTimesByHoweverManyProcesses() {
        hook("repos/acme/web", OURS);
        answer = 503;
        send("unlucky");
        int asked = 0;
        for (int turn = 0; turn < 80; turn++) {
            github.clock.pass(Duration.ofMinutes(11));
            asked += sweep().hear();
            attempts(1 + asked);
        }

        assertThat(asked).isEqualTo(3);
        assertThat(github.server.hooks().log(HOOK))
                .extracting(DeliveryAttempt::redelivery)
                .containsExactly(true, true, true, false);
    }

    @Test
    void oneProcessLooksEveryTenMinutes() {
        hook("repos/acme/web", OURS);
        RedeliverMissed sweep = sweep();
        sweep.hear();
        int calls = github.server.requests().size();

        github.clock.pass(RedeliverMissed.EVERY.minusSeconds(1));
        sweep.hear();
        assertThat(github.server.requests()).hasSize(calls);

        github.clock.pass(Duration.ofSeconds(1));
        sweep.hear();
        assertThat(github.server.requests()).hasSizeGreaterThan(calls);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ci.example.org/github-webhook/",
                "https://ci.example.org/",
                "https://x.example.org/github/more",
                "no address"
            })
    void otherPeoplesHooksAreLeftAlone(String url) {
        hook("repos/acme/web", url);
        send("theirs");
        github.clock.pass(Duration.ofMinutes(6));

        assertThat(sweep().hear()).isZero();
        assertThat(github.server.requests()).noneMatch(request -> request.contains("/deliveries"));
    }

    @Test
    void theHookOfTheOrganizationIsLookedAt() {
        hook("orgs/acme", OURS);
        send("lost");
        answer = 202;
        github.clock.pass(Duration.ofMinutes(6));

        assertThat(sweep().hear()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(taken).containsExactly("lost"));
    }

    @Test
    void anAppLooksAtItsOwnHook() {
        KeyPair pair = keyPair();
        github.server.credentials().app(AGitHub.APP, pair.getPublic(), "statuses");
        github.server.credentials().install("acme", 7);
        hook("app", OURS);
        send("lost");
        answer = 202;
        github.clock.pass(Duration.ofMinutes(6));
        Map<String, String> app =
                Map.of("wigwag.github.app.id", AGitHub.APP, "wigwag.github.app.private-key", pkcs1(pair));

        assertThat(sweep(app).hear()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(taken).containsExactly("lost"));
    }

    @Test
    void aTokenThatMayNotReadHooksIsNotUsedForThatAgain() {
        github.server.credentials().personalToken(AGitHub.TOKEN, "wigwag-bot", "statuses");
        hook("repos/acme/web", OURS);
        RedeliverMissed sweep = sweep();
        sweep.hear();
        assertThat(github.server.requests()).containsExactly("GET /repos/acme/web/hooks", "GET /orgs/acme/hooks");

        github.clock.pass(Duration.ofHours(1));
        assertThat(sweep.hear()).isZero();
        assertThat(github.server.requests()).hasSize(2);
    }

    @Test
    void itCanBeSwitchedOffAndConcernsOnlyRepositoriesThatAreAllowed() {
        hook("repos/acme/web", OURS);
        sweep(Map.of("wigwag.github.redeliver", "false")).hear();
        sweep(Map.of("wigwag.github.repositories", "acme/other")).hear();
        sweep(Map.of("wigwag.github.token", "other/* => " + AGitHub.TOKEN)).hear();

        assertThat(github.server.requests()).isEmpty();
    }

    @Test
    void aLogOfManyPagesIsReadByItsCursorAndNoMoreIsAskedForThanIsGoodForGitHub() {
        hook("repos/acme/web", OURS);
        for (int i = 0; i < 40; i++) {
            send("lost " + i);
        }
        answer = 202;
        for (int i = 0; i < 230; i++) {
            send("heard " + i);
        }
        github.clock.pass(Duration.ofMinutes(6));

        assertThat(sweep().hear()).isEqualTo(RedeliverMissed.MOST_ASKED);
        assertThat(github.server.requests())
                .filteredOn("GET /repos/acme/web/hooks/42/deliveries"::equals)
                .hasSize(3);
        attempts(270 + RedeliverMissed.MOST_ASKED);
        github.clock.pass(Duration.ofMinutes(11));
        assertThat(sweep().hear()).isEqualTo(10);
    }

    @Test
    void aLimitEndsTheLookAndTroubleIsNobodyElses() {
        hook("repos/acme/web", OURS);
        send("lost");
        github.clock.pass(Duration.ofMinutes(6));
        github.server.faults().answer("GET", ".*/hooks", 403, "secondary rate limit", "Retry-After", "90");
        assertThat(sweep().hear()).isZero();
        assertThat(github.server.requests()).hasSize(1);

        github.server.faults().answer(1, "GET", ".*/deliveries", 502);
        assertThat(sweep().hear()).isZero();
        answer = 202;
        assertThat(sweep().hear()).isEqualTo(1);
    }

    private void hook(String owner, String url) {
        github.server.hooks().create(owner, HOOK, url, this::receive);
    }

    private void send(String guid) {
        github.server.hooks().send(HOOK, new Delivery(guid, "push", Map.of(), new byte[0]));
    }

    private Exchange receive(Delivery delivery) {
        if (answer == 202) {
            taken.add(delivery.guid());
        }
        return new Exchange(delivery, answer, "", Duration.ofMillis(10));
    }

    /** GitHub makes an attempt after it has promised to. */
    private void attempts(int count) {
        await().untilAsserted(() -> assertThat(github.server.hooks().log(HOOK)).hasSize(count));
    }

    private RedeliverMissed sweep() {
        return sweep(Map.of());
    }

    private RedeliverMissed sweep(Map<String, String> settings) {
        return new RedeliverMissed(github.access(settings), AGitHub.settings(settings), ledger, github.clock, metrics);
    }
}
