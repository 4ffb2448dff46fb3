package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.ObjectChanged;
import dev.wigwag.rollout.ObjectKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HearHintTest {
    private static final ObjectKey GITOPS = TestEngine.gitRepository("gitops");
    private static final ObjectKey INCLUDER = TestEngine.gitRepository("includer");
    private static final ObjectKey APPS = new ObjectKey("Kustomization", "flux-system", "apps");

    private final TestEngine engine = new TestEngine();

    @Test
    void aHintAtASourceThatNobodyWaitsForAsksNobody() {
        engine.flux.add("gitops");

        assertThat(engine.hearHint.hear(new ObjectChanged(GITOPS))).isZero();
        assertThat(engine.mishaps.written()).isEmpty();
    }

    @Test
    void whatFluxLeavesBehindIsAskedWithTheTokenOfTheSituation() {
        engine.flux.add("gitops");
        engine.flux.add("includer");
        engine.flux.leaveBehind(GITOPS, INCLUDER, "wigwag-include-1");
        engine.flux.leaveBehind(GITOPS, APPS, "wigwag-include-2");

        assertThat(engine.hearHint.hear(new ObjectChanged(GITOPS))).isEqualTo(2);
        assertThat(engine.flux.asked())
                .containsExactlyInAnyOrder(INCLUDER + " wigwag-include-1", APPS + " wigwag-include-2");
    }

    @Test
    void whatVanishedMeanwhileIsNotCounted() {
        engine.flux.add("gitops");
        engine.flux.leaveBehind(GITOPS, INCLUDER, "wigwag-include-1");

        assertThat(engine.hearHint.hear(new ObjectChanged(GITOPS))).isZero();
    }

    @Test
    void aPushThatHasNotComeIsAskedForOnTheWay() {
        engine.flux.add("gitops");
        engine.hear(APush.of('a'));
        engine.clock.pass(Duration.ofMinutes(2));
        engine.flux.leaveBehind(GITOPS, APPS, "wigwag-include-2");

        assertThat(engine.hearHint.hear(new ObjectChanged(GITOPS))).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Kustomization", "OCIRepository", "Secret", "gitrepository", ""})
    void aHintAtAnythingElseReadsNothing(String kind) {
        engine.mishaps.refuse("", Fault.DOWN);

        assertThat(engine.hearHint.hear(new ObjectChanged(new ObjectKey(kind, "flux-system", "gitops"))))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DENIED", "REFUSED"})
    void troubleWithOneDoesNotKeepTheOthersFromBeingAskedAndIsSaidAfterwards(Fault fault) {
        engine.flux.add("gitops");
        engine.flux.add("includer");
        engine.flux.leaveBehind(GITOPS, INCLUDER, "wigwag-include-1");
        engine.flux.leaveBehind(GITOPS, APPS, "wigwag-include-2");
        engine.mishaps.refuse("ask " + INCLUDER, fault);

        assertThatThrownBy(() -> engine.hearHint.hear(new ObjectChanged(GITOPS)))
                .isInstanceOfSatisfying(
                        ClusterException.class,
                        trouble -> assertThat(trouble.fault()).isEqualTo(fault));
        assertThat(engine.flux.asked()).containsExactly(APPS + " wigwag-include-2");
    }

    @Test
    void aClusterThatIsDownIsSaidAtOnce() {
        engine.flux.add("gitops");
        engine.mishaps.refuse("list", Fault.DOWN);

        assertThatThrownBy(() -> engine.hearHint.hear(new ObjectChanged(GITOPS)))
                .isInstanceOfSatisfying(
                        ClusterException.class,
                        trouble -> assertThat(trouble.fault()).isEqualTo(Fault.DOWN));
    }
}
