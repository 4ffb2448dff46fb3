package dev.wigwag.rollout;

import static dev.wigwag.rollout.AMember.kustomization;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.Impact.Touched;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of those whom commit a, after commit 9, does not concern. */
class FoldOfImpactTest {
    private static final APush A = APush.of('a').over('9');
    private static final Impact APPS = touching("apps");

    @Test
    void whatIsReadyAndLeftAloneIsUnchanged() {
        Rollouts rollouts = knowing(APPS)
                .fold(view(
                        kustomization("apps").done('a'), kustomization("infra").done('a')));

        assertThat(rollouts.stage('a', "apps").phase()).isEqualTo(StagePhase.Succeeded);
        assertThat(rollouts.stage('a', "infra"))
                .isEqualTo(new Stage(
                        "Kustomization",
                        "flux-system",
                        "infra",
                        StagePhase.Unchanged,
                        null,
                        AView.NOW,
                        AView.NOW,
                        null));
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
        assertThat(rollouts.summary('a')).isEqualTo("2/2 ready, 1 unchanged");
        assertThat(rollouts.the('a').status().counts()).isEqualTo(Map.of("Succeeded", 2, "Unchanged", 1));
    }

    @Test
    void untilFluxHasReconciledItItIsShownAsItIs() {
        Rollouts rollouts = knowing(APPS);

        assertThat(phase(rollouts, kustomization("infra").done('9'))).isEqualTo(StagePhase.Pending);
        assertThat(phase(rollouts, kustomization("infra").done('9').attempted('a')))
                .isEqualTo(StagePhase.Progressing);
        assertThat(phase(rollouts, kustomization("infra").done('9').suspend())).isEqualTo(StagePhase.Suspended);
        assertThat(phase(rollouts, kustomization("infra").attempted('a').failing("HealthCheckFailed", "x")))
                .isEqualTo(StagePhase.Failed);
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Failed);
        assertThat(rollouts.summary('a')).isEqualTo("1/3 failed: infra HealthCheckFailed: x");
        assertThat(phase(rollouts, kustomization("infra").done('a'))).isEqualTo(StagePhase.Unchanged);
    }

    @Test
    void whatIsFoundOutLaterMovesNoTimes() {
        AView view =
                view(kustomization("apps").done('a'), kustomization("infra").done('a'));
        Rollouts rollouts = Rollouts.of(A).fold(view);
        Rollout blind = rollouts.the('a');

        Rollout seeing =
                told(rollouts, APPS).fold(view, AView.NOW.plusSeconds(90)).the('a');
        Rollout again = told(rollouts, touching("apps", "infra"))
                .fold(view, AView.NOW.plusSeconds(180))
                .the('a');

        assertThat(blind.status().summary()).isEqualTo("3/3 ready");
        assertThat(seeing.status().stages())
                .extracting(Stage::phase)
                .containsExactly(StagePhase.Succeeded, StagePhase.Succeeded, StagePhase.Unchanged);
        assertThat(seeing.status().stages()).extracting(Stage::since).containsOnly(AView.NOW);
        assertThat(seeing.status().stages()).extracting(Stage::until).containsOnly(AView.NOW);
        assertThat(again.status()).isEqualTo(blind.status());
    }

    @Test
    void aReleaseThatTakesPartIsNeverUnchanged() {
        Rollouts rollouts = knowing(APPS)
                .fold(view(
                        kustomization("apps").done('a'),
                        AMember.release("shop", "apps").ready("ReconciliationSucceeded", "x", AView.NOW)));

        assertThat(rollouts.stage('a', "shop").phase()).isEqualTo(StagePhase.Succeeded);
    }

    @Test
    void whereNotAllThatIsTouchedIsListedNothingIsUnchanged() {
        Impact cut = new Impact(APush.sha('9'), 65, APPS.touched(), 1);

        Rollouts rollouts = knowing(cut).fold(view(kustomization("infra").done('a')));

        assertThat(rollouts.stage('a', "infra").phase()).isEqualTo(StagePhase.Succeeded);
        assertThat(rollouts.summary('a')).isEqualTo("2/2 ready");
    }

    @Test
    void theSummaryTellsThemApartOnceNothingOfThemIsUnderWay() {
        AMember apps = kustomization("apps").done('9').attempted('a');
        AMember infra = kustomization("infra");
        AMember docs = kustomization("docs").done('a');

        assertThat(knowing(APPS).fold(view(apps, infra.done('9'), docs)).summary('a'))
                .isEqualTo("2/4 ready");
        assertThat(knowing(APPS).fold(view(apps, infra.done('a'), docs)).summary('a'))
                .isEqualTo("1/2 ready, 2 unchanged");
        assertThat(knowing(APPS)
                        .fold(view(
                                kustomization("apps")
                                        .attempted('a')
                                        .failing("DependencyNotReady", "x")
                                        .dependingOn(AView.kustomization("db")),
                                docs))
                        .summary('a'))
                .startsWith("1/2 ready, 1 unchanged, apps waits for ");
    }

    @Test
    void ofManyThoseThatAreTouchedAreTold() {
        List<LiveMember> members = new ArrayList<>(Stream.of(
                        kustomization("y").done('9').attempted('a'),
                        kustomization("z").done('9'))
                .map(AMember::live)
                .toList());
        IntStream.range(0, 300)
                .forEach(i -> members.add(
                        kustomization("a%03d".formatted(i)).done('9').live()));

        RolloutStatus status = knowing(touching("y", "z"))
                .fold(AView.at('a').with(members))
                .the('a')
                .status();

        assertThat(status.stages())
                .extracting(Stage::name)
                .startsWith("gitops", "y", "z", "a000")
                .endsWith("a096");
        assertThat(status.counts()).isEqualTo(Map.of("Succeeded", 1, "Progressing", 1, "Pending", 301));
    }

    @Test
    void whatIsLeftAloneComesLast() {
        Rollouts rollouts = knowing(APPS)
                .fold(view(
                        kustomization("a").done('a'),
                        kustomization("apps").done('a'),
                        kustomization("b").done('9'),
                        kustomization("c").attempted('a').failing("BuildFailed", "x")));

        assertThat(rollouts.the('a').status().stages())
                .extracting(Stage::name)
                .containsExactly("gitops", "c", "b", "apps", "a");
    }

    @Test
    void anotherPushOfTheRevisionHasToBeLookedAtAnew() {
        AView view = view(kustomization("infra").done('a'));
        Rollouts rollouts = knowing(APPS).fold(view);

        rollouts.push(A.byForce().at(500)).takeUp().fold(view, AView.NOW.plusSeconds(600));

        assertThat(rollouts.the('a').spec().impact()).isNull();
        assertThat(rollouts.stage('a', "infra").phase()).isEqualTo(StagePhase.Succeeded);
    }

    static Impact touching(String... names) {
        return new Impact(
                APush.sha('9'),
                65,
                Stream.of(names)
                        .map(name -> new Touched("Kustomization", "flux-system", name, "apps/kustomization.yaml"))
                        .toList(),
                null);
    }

    private static Rollouts knowing(Impact impact) {
        return told(Rollouts.of(A), impact);
    }

    private static Rollouts told(Rollouts rollouts, Impact impact) {
        return rollouts.replace(rollout ->
                rollout.withSpec(rollout.spec().bringing(rollout.spec().changes(), impact)));
    }

    private static AView view(AMember... members) {
        return AView.at('a').with(members);
    }

    /** Of infra, beside apps that is ready. */
    private static StagePhase phase(Rollouts rollouts, AMember infra) {
        return rollouts.fold(view(kustomization("apps").done('a'), infra))
                .stage('a', "infra")
                .phase();
    }
}
