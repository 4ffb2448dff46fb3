package dev.wigwag.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutletsTest {
    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");
    private static final Condition OTHER = new Condition("SourceReady", "False", "Fetch", "no such branch", NOON);

    private final Rollout rollout = new Rollout(
            new RolloutKey("flux-system", "gitops-a"),
            new RolloutSpec(new RolloutSpec.Source("GitRepository", "gitops"), "main@sha1:a", null, null, null),
            new RolloutStatus(
                    1,
                    null,
                    null,
                    Phase.Progressing,
                    "on its way",
                    Map.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(OTHER)),
            "1");

    @Test
    void anEntryReplacesTheOneOfTheSameOutletAlone() {
        Rollout shown = with(with(with(rollout, entry("ops", null)), entry("dev", null)), entry("ops", "gone"));

        assertThat(shown.status().outlets()).hasSize(2);
        assertThat(Outlets.find(shown, "slack", "ops")).map(Outlet::error).contains("gone");
        assertThat(Outlets.find(shown, "slack", "dev")).map(Outlet::error).isEmpty();
        assertThat(Outlets.find(shown, "github-status", "ops")).isEmpty();
    }

    @Test
    void aConditionNamesKindTargetAndCauseWhileAnyOutletFails() {
        Rollout failing = with(with(rollout, entry("ops", "channel_not_found; invite the bot")), entry("dev", null));

        assertThat(ready(failing)).hasValueSatisfying(condition -> {
            assertThat(condition.status()).isEqualTo("False");
            assertThat(condition.message()).isEqualTo("slack ops: channel_not_found; invite the bot");
            assertThat(condition.lastTransitionTime()).isEqualTo(NOON);
        });
        assertThat(failing.status().conditions()).contains(OTHER);
    }

    @Test
    void itGoesOnceAllAreFine() {
        Rollout failing = with(with(rollout, entry("ops", "down")), entry("dev", "down"));

        assertThat(ready(with(failing, entry("ops", null)))).isPresent();
        assertThat(ready(with(with(failing, entry("ops", null)), entry("dev", null))))
                .isEmpty();
        assertThat(with(failing, entry("ops", null)).status().conditions()).contains(OTHER);
    }

    @Test
    void itKeepsItsTimeWhileItStaysFalseAndIsTheSameForTheSameFailures() {
        Rollout failing = with(rollout, entry("ops", "down"));
        Rollout later = Outlets.with(failing, entry("ops", "down"), NOON.plusSeconds(60));

        assertThat(later.status()).isEqualTo(failing.status());
        Rollout more = Outlets.with(later, entry("dev", "down"), NOON.plusSeconds(90));
        assertThat(ready(more)).map(Condition::lastTransitionTime).contains(NOON);
    }

    @Test
    void ofManyFailuresTheFirstAreNamedAndTheRestIsANumber() {
        Rollout failing = rollout;
        for (int i = 9; i >= 1; i--) {
            failing = with(failing, entry("c" + i, "down"));
        }

        assertThat(ready(failing))
                .map(Condition::message)
                .contains("slack c1: down; slack c2: down; slack c3: down; and 6 more");
    }

    @Test
    void whatIsShownIsCounted() {
        Outlet entry = entry("ops", null);
        assertThat(entry.shownSoFar()).isZero();

        Outlet twice = entry.shown("ref", "d1", NOON).failed("d1", null, "down").shown("ref", "d2", NOON);
        assertThat(twice.shownSoFar()).isEqualTo(2);
        assertThat(twice.withRef("other").ref()).isEqualTo("other");
    }

    private static Rollout with(Rollout rollout, Outlet entry) {
        return Outlets.with(rollout, entry, NOON);
    }

    private static Outlet entry(String target, String error) {
        return new Outlet("slack", target, null, null, null, null, error, null);
    }

    private static Optional<Condition> ready(Rollout rollout) {
        return Conditions.find(rollout.status(), Conditions.OUTLETS_READY);
    }
}
