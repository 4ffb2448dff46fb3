package dev.wigwag.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wigwag.engine.AtTick;
import dev.wigwag.engine.Ledger;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.sandbox.github.GitForge;
import dev.wigwag.sandbox.github.GitHubApiStandIn;
import dev.wigwag.sandbox.github.GitHubStandIn;
import dev.wigwag.sandbox.github.Person;
import dev.wigwag.sandbox.github.RefChange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The whole way of a push that GitHub could not deliver: its log, our look at it, GitHub's second attempt, the rollout. */
@QuarkusTest
class LostDeliveryTest {
    private static final long HOOK = 777;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    GitHubAccess access;

    @Inject
    GitHubConfig config;

    @Inject
    Ledger ledger;

    @All
    List<AtTick> atTicks;

    @Inject
    GitForge forge;

    @Inject
    GitHubStandIn github;

    @Inject
    GitHubApiStandIn api;

    @Test
    void aPushThatWasLostWhileWigwagWasDownIsHeardInTheEnd() {
        // Nobody listens on the port of tcpmux.
        AtomicReference<URI> target = new AtomicReference<>(URI.create("http://127.0.0.1:1/github"));
        api.hooks()
                .create(
                        "repos/" + forge.owner() + "/" + forge.name(),
                        HOOK,
                        "https://wigwag.example.org/github",
                        delivery -> github.deliver(delivery, target.get()));
        await().atMost(PATIENCE).until(() -> !rollouts().isEmpty());
        RefChange change = forge.commit("main", Map.of("docs/lost.md", "lost\n"), "Get lost", Person.ANA);
        assertThat(api.hooks().send(HOOK, github.push(change)).delivered()).isFalse();
        String sha = forge.commitOf("refs/heads/main").orElseThrow();

        target.set(URI.create("http://localhost:" + RestAssured.port + "/github"));
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(6));
        int asked = new RedeliverMissed(access, config, ledger, later, new SimpleMeterRegistry()).hear();

        assertThat(asked).isEqualTo(1);
        await().atMost(PATIENCE)
                .until(() -> rollouts().stream()
                        .anyMatch(rollout -> rollout.spec().request() != null
                                && rollout.spec().commit().sha().equals(sha)));
        assertThat(api.hooks().log(HOOK).get(0).redelivery()).isTrue();
    }

    @Test
    void everyTickLooksForSuch() {
        assertThat(atTicks).hasAtLeastOneElementOfType(RedeliverMissed.class);
    }

    private List<Rollout> rollouts() {
        List<Rollout> rollouts = new ArrayList<>();
        ledger.forEach(rollouts::add);
        return rollouts;
    }
}
