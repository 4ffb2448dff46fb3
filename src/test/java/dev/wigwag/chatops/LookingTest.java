package dev.wigwag.chatops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import dev.wigwag.rollout.RolloutSpec;
import dev.wigwag.rollout.RolloutStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookingTest {
    /** Has no rights at all: looking needs none. */
    private static final Speaker EVE = Speaker.inSlack("U0EVE");

    private static final ARun PODINFO = ARun.waiting("test", "podinfo");

    private final World world = new World();

    @Test
    void aCanaryIsToldWithWhatItWaitsForWhereItComesFromAndWhoDecided() {
        stands(PODINFO);
        world.chatOps().answer(Speaker.inSlack("U0BEN"), "approve podinfo looks good");
        world.clock.pass(Duration.ofMinutes(3));

        assertThat(answer("status podinfo"))
                .isEqualTo(Reply.told(
                        "test/podinfo: WaitingPromotion",
                        List.of(
                                "Waits for approval to promote. approve test/podinfo lets it go on.",
                                "The canary has 50 % of the traffic.",
                                "Brought by main@1648322 of GitRepository flux-system/gitops.",
                                "Approved (promotion) by slack:U0BEN 3 min ago: looks good")));
        world.clock.pass(Duration.ofHours(5));
        assertThat(answer("status podinfo").lines().get(3))
                .isEqualTo("Approved (promotion) by slack:U0BEN 5 h ago, lapsed since: looks good");
    }

    @Test
    void aCanaryThatGoesOnIsToldWithWeightAndStep() {
        stands(PODINFO.in(FlaggerPhase.Progressing));

        assertThat(answer("status canary test/podinfo").title())
                .isEqualTo("test/podinfo: Progressing, 20 % (step 2 of 5)");
    }

    @Test
    void aCanaryWhoseGateAsksSomebodyElseIsSaidToBeOutOfReach() {
        stands(PODINFO.asking());

        assertThat(answer("status podinfo").lines().get(0))
                .isEqualTo("Waits for approval to promote. It does not ask Wigwag for it, so it cannot be given here.");
    }

    @Test
    void aCanaryWithoutAnOpenRunIsToldWithItsLast() {
        stands(PODINFO);
        world.live(PODINFO.in(FlaggerPhase.Succeeded).live());

        Reply reply = answer("status podinfo");

        assertThat(reply.title()).isEqualTo("test/podinfo: Succeeded");
        assertThat(reply.lines().get(0)).isEqualTo("Last: Canary test/podinfo: Waiting, waits for approval to promote");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status gitops",
                "status source flux-system/gitops",
                "status git gitops",
                "show gitops",
                "status 1648322",
                "status " + World.SHA,
                "status gitops-test-podinfo"
            })
    void aSourceIsToldByItsNewestRolloutAndARolloutByItsNameOrCommit(String line) {
        stands(PODINFO);
        world.store(older());

        Reply reply = answer(line);

        assertThat(reply.title()).isEqualTo("flux-system/gitops main@1648322: Waiting");
        assertThat(reply.lines())
                .containsExactly(
                        "2/3 ready, podinfo.test canary waits for approval to promote",
                        "\"Raise replicas <!channel>\" by Ana",
                        "Canary test/podinfo: Waiting, waits for approval to promote");
    }

    @Test
    void whatARolloutBringsAndTouchesIsToldWithItAndInALineWhereThereIsRoom() {
        Changes changes = new Changes(
                "main@sha1:" + World.SHA,
                Changes.Told.git,
                Changes.Way.back,
                3,
                true,
                2,
                List.of(),
                new Changes.Earlier(World.REVISION, world.clock.instant().minus(Duration.ofDays(2))),
                null);
        Impact impact = new Impact(
                World.SHA,
                65,
                List.of(
                        new Impact.Touched("Kustomization", "flux-system", "podinfo", "a path"),
                        new Impact.Touched("Kustomization", "infra", "linkerd", "a path")),
                null);
        Rollout brief = rollout("gitops-b", "other", Phase.Progressing, "1/2 ready");
        Rollout wordy =
                rollout("gitops-c", "third", Phase.Progressing, "1/2 ready, " + "and so on, ".repeat(10) + "done");
        world.store(brief.withSpec(brief.spec().bringing(changes, impact)));
        world.store(wordy.withSpec(wordy.spec().bringing(changes, impact)));

        assertThat(answer("status other").lines())
                .containsExactly(
                        "1/2 ready",
                        "goes back 3 commits, back to the tree of main@1648322, last live 2 days ago,"
                                + " touches 2 of 65: podinfo, infra/linkerd");
        assertThat(answer("status").lines())
                .containsExactlyInAnyOrder(
                        "flux-system/other main@1648322: Progressing, 1/2 ready, goes back 3 commits, touches 2 of 65",
                        "flux-system/third main@1648322: Progressing, 1/2 ready, " + "and so on, ".repeat(10) + "done");
    }

    @Test
    void whatASourceBringsIsToldByItsStage() {
        stands(PODINFO);

        assertThat(answer("status ks apps"))
                .isEqualTo(Reply.told(
                        "Kustomization flux-system/apps: Succeeded",
                        List.of("flux-system/gitops main@1648322: Waiting, 2/3 ready, podinfo.test canary waits for"
                                + " approval to promote")));
    }

    @Test
    void withoutANameWhatIsUnderWayIsToldWaitersFirst() {
        assertThat(answer("status").title()).isEqualTo("Nothing is under way.");
        stands(PODINFO);
        world.store(rollout("gitops-b", "other", Phase.Progressing, "1/2 ready"));
        world.store(rollout("gitops-c", "done", Phase.Succeeded, "2/2 ready"));

        assertThat(answer("status").lines())
                .containsExactly(
                        "flux-system/gitops main@1648322: Waiting, 2/3 ready, podinfo.test canary waits for approval to"
                                + " promote",
                        "flux-system/other main@1648322: Progressing, 1/2 ready");
    }

    @Test
    void theNewestRolloutOfEachSourceIsListed() {
        assertThat(answer("rollouts").title()).isEqualTo("There is no rollout yet.");
        stands(PODINFO);
        world.store(older());
        world.store(rollout("gitops-c", "done", Phase.Succeeded, "2/2 ready"));

        assertThat(answer("rollouts").lines())
                .containsExactly(
                        "flux-system/gitops main@1648322: Waiting, 2/3 ready, podinfo.test canary waits for approval to"
                                + " promote",
                        "flux-system/done main@1648322: Succeeded, 2/2 ready");
    }

    @Test
    void aLongListIsCutAndSaysSo() {
        IntStream.range(0, 40)
                .forEach(n -> world.store(rollout("r-" + n, "s-" + n, Phase.Progressing, "x".repeat(5_000))));

        for (String line : List.of("status", "rollouts")) {
            assertThat(answer(line).lines())
                    .hasSize(21)
                    .endsWith("And 20 more.")
                    .allMatch(text -> text.length() < 300);
        }
    }

    @Test
    void aHugeLedgerIsOnlyLookedThroughSoFar() {
        IntStream.range(0, LedgerPass.MOST + 1)
                .forEach(n -> world.ledger.create(rollout("r-" + n, "s-" + n % 3, Phase.Pending, null)));

        assertThat(answer("rollouts").lines())
                .endsWith("There are more rollouts than are looked through for this; name what you want to see.");
    }

    @Test
    void anUnknownNameIsAnsweredByThoseThatAreLikeIt() {
        stands(PODINFO);

        assertThat(answer("status gitop"))
                .isEqualTo(new Reply(
                        false,
                        "Nothing is known of gitop.",
                        List.of("Did you mean flux-system/gitops? Nothing was done.")));
        assertThat(answer("status canary gitops").title()).isEqualTo("Nothing is known of Canary gitops.");
        assertThat(answer("status xyzzyplugh").lines())
                .containsExactly("Say status to see what is under way, or rollouts for every source.");
    }

    @Test
    void whatStrangersWroteHoldsNothingHiddenAndIsCut() {
        world.store(rollout("r-1", "gitops", Phase.Failed, "\u202e\u0007" + "💥".repeat(500)));

        assertThat(answer("status gitops").lines().get(0)).isEqualTo("💥".repeat(199) + "…");
    }

    @Test
    void helpFitsATelephone() {
        for (String line : List.of("", "help", "help me", "?", "/wigwag")) {
            Reply reply = answer(line);
            assertThat(reply.outcome()).isEqualTo(Reply.Outcome.TOLD);
            assertThat(reply.lines()).hasSize(7).allMatch(text -> text.length() <= 80);
        }
        assertThat(answer("help").lines()).anyMatch(text -> text.startsWith("approve name [reason] – "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "rollouts", "reconcile", "approve", "rollback", "help"})
    void eachCommandIsExplainedWithExamplesThatAreUnderstood(String verb) {
        Reply reply = answer("help " + verb);

        assertThat(reply.title()).startsWith(verb);
        List<String> examples = reply.lines().stream()
                .filter(text -> text.startsWith("For example: "))
                .map(text -> text.substring(13))
                .toList();
        assertThat(examples)
                .isNotEmpty()
                .allSatisfy(example -> assertThat(CommandLine.read(example))
                        .isInstanceOfSatisfying(
                                Command.class,
                                command -> assertThat(command.verb().word()).isEqualTo(verb)));
    }

    @Test
    void anUnclearLineDoesNothing() {
        stands(PODINFO);

        assertThat(answer("aprove podinfo"))
                .isEqualTo(new Reply(
                        false,
                        "\"aprove\" is none of the commands.",
                        List.of("Did you mean approve? Nothing was done.")));
    }

    private Reply answer(String line) {
        return world.chatOps().answer(EVE, line);
    }

    private void stands(ARun run) {
        world.store(run.rollout());
        world.live(run.live());
    }

    /** The revision before, in the way of nothing. */
    private static Rollout older() {
        return rollout("gitops-0", "gitops", Phase.Superseded, "overtaken");
    }

    private static Rollout rollout(String name, String source, Phase phase, String summary) {
        return new Rollout(
                new RolloutKey("flux-system", name),
                new RolloutSpec(new RolloutSpec.Source("GitRepository", source), World.REVISION, null, null, null),
                summary == null
                        ? null
                        : new RolloutStatus(1, null, "main@1648322", phase, summary, null, List.of(), null, null, null),
                null);
    }
}
