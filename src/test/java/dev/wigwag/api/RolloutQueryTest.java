package dev.wigwag.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wigwag.http.Problem;
import dev.wigwag.http.Refusal;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutQueryTest {
    private static final Rollout WEB = ARollout.pushed("team-a", "gitops-1", Phase.Failed, ARollout.NOON);

    @Test
    void withoutParametersEverythingIsAskedForAndAHundredShown() {
        RolloutQuery query = RolloutQuery.of(Map.of());

        assertThat(query.limit()).isEqualTo(100);
        assertThat(query.matches(WEB)).isTrue();
    }

    @Test
    void aParameterWithoutAValueCountsAsLeftOut() {
        assertThat(RolloutQuery.of(Map.of(
                        "namespace", List.of(""), "source", List.of(" "), "phase", List.of(""), "limit", List.of(""))))
                .isEqualTo(RolloutQuery.of(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "namespace, team-a, true",
        "namespace, team, false",
        "source, gitops, true",
        "source, GitOps, false",
        "phase, Failed, true",
        "phase, Pending, false"
    })
    void eachParameterNarrowsTheList(String name, String value, boolean matches) {
        assertThat(RolloutQuery.of(Map.of(name, List.of(value))).matches(WEB)).isEqualTo(matches);
    }

    @Test
    void allOfThemHaveToMatch() {
        assertThat(query("namespace", "team-a", "phase", "Failed").matches(WEB)).isTrue();
        assertThat(query("namespace", "team-a", "phase", "Pending").matches(WEB))
                .isFalse();
        assertThat(query("source", "gitops", "namespace", "team-b").matches(WEB))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void everyPhaseCanBeAskedFor(Phase phase) {
        assertThat(RolloutQuery.of(Map.of("phase", List.of(phase.name()))).phase())
                .contains(phase);
    }

    @Test
    void aRolloutWithoutAStatusIsPending() {
        assertThat(RolloutQuery.of(Map.of("phase", List.of("Pending")))
                        .matches(ARollout.found("a", "b", "gitops", null)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "007, 7", "100, 100", "500, 500", "501, 500", "99999999999999999999, 500", "' 5 ', 5"})
    void aLimitIsHeldToTheMost(String text, int limit) {
        assertThat(RolloutQuery.of(Map.of("limit", List.of(text))).limit()).isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "000", "-1", "1.5", "1e3", "ten", "٣", "1;2", "+1", "0x10"})
    void aLimitThatIsNoNumberIsRefused(String text) {
        assertThat(refused("limit", List.of(text)).detail()).contains("from 1 to 500");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "Done", "Pending,Failed", "<script>"})
    void aPhaseThatIsNoneIsRefusedAndThePhasesNamed(String text) {
        assertThat(refused("phase", List.of(text)).detail())
                .contains("Pending, Progressing, Waiting, Succeeded, Failed, Superseded");
    }

    @Test
    void aTypingErrorDoesNotShowMoreThanWasAskedFor() {
        assertThat(refused("ns", List.of("team-a")).detail())
                .contains("'ns'")
                .contains("namespace, source, phase, limit");
        assertThat(refused("namespace", List.of("team-a", "team-b")).detail()).contains("more than once");
    }

    @Test
    void aMonstrousParameterIsNotRepeated() {
        assertThat(refused("x".repeat(100_000), List.of("")).detail()).hasSizeLessThan(200);
        assertThat(refused("phase", List.of("y".repeat(100_000))).detail()).hasSizeLessThan(200);
        assertThat(refused("limit", List.of("z".repeat(100_000))).detail()).hasSizeLessThan(200);
        assertThat(RolloutQuery.of(Map.of("limit", List.of("9".repeat(100_000))))
                        .limit())
                .isEqualTo(500);
    }

    private static RolloutQuery query(String name, String value, String other, String otherValue) {
        return RolloutQuery.of(Map.of(name, List.of(value), other, List.of(otherValue)));
    }

    private static Problem refused(String name, List<String> values) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> RolloutQuery.of(Map.of(name, values)));
        assertThat(refusal.problem().status()).isEqualTo(400);
        return refusal.problem();
    }
}
