package dev.wigwag.chatops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import dev.wigwag.rollout.RolloutSpec;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FourEyesTest {
    private static final Speaker ANA = Speaker.inSlack("U0ANA");
    private static final Rights ON = Rights.none().withFourEyes();

    private final Directory slack = new Directory()
            .known("slack:U0ANA", "github:ana", "mailto:ana@example.org")
            .known("slack:U0BEN", "github:Ben")
            .known("slack:U0CEM", "mailto:cem@example.org");

    @Test
    void withoutTheOptionEverybodyMayApproveTheirOwn() {
        assertThat(Rights.none().fourEyes(slack).refusal(ANA, pushed("ana", "ana@example.org")))
                .isEmpty();
    }

    @Test
    void whoPushedItMayNotApproveIt() {
        assertThat(refusal(ANA, pushed("Ana", null)))
                .contains(
                        "Nobody may approve what they pushed themselves (wigwag.chatops.four-eyes), and you pushed or wrote"
                                + " main@1648322 yourself. Somebody else has to approve it.");
        assertThat(refusal(Speaker.onGitHub("ANA", Set.of()), pushed("ana", null)))
                .isPresent();
    }

    @Test
    void whoWroteItMayNotApproveItThoughAnotherPushedIt() {
        assertThat(refusal(ANA, pushed("merge-bot", "Ana@Example.org"))).isPresent();
        assertThat(refusal(ANA, pushed("merge-bot", "17+ana@users.noreply.github.com")))
                .isPresent();
        assertThat(refusal(Speaker.inSlack("U0CEM"), pushed(null, "cem@example.org")))
                .isPresent();
    }

    @Test
    void somebodyElseMay() {
        assertThat(refusal(Speaker.inSlack("U0BEN"), pushed("ana", "ana@example.org")))
                .isEmpty();
        assertThat(refusal(Speaker.onGitHub("ben", Set.of()), pushed("ana", "ana@example.org")))
                .isEmpty();
        assertThat(refusal(Speaker.inSlack("U0CEM"), pushed(null, "ana@example.org")))
                .isEmpty();
    }

    @Test
    void whoCannotBeToldFromThePusherMayNotAndIsToldTheWayOut() {
        assertThat(refusal(Speaker.inSlack("U0EVE"), pushed("ana", "ana@example.org")))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("it is not known who you (slack:U0EVE) are on GitHub")
                        .endsWith("wigwag.slack.people, as in your-login => U0EVE."));
        // An address tells nothing of the login that pushed.
        assertThat(refusal(Speaker.inSlack("U0CEM"), pushed("ana", "ana@example.org")))
                .isPresent();
    }

    @Test
    void whatNobodyIsKnownToHavePushedMayNobodyApprove() {
        assertThat(refusal(ANA, pushed(null, null)))
                .hasValueSatisfying(why -> assertThat(why).contains("it is not known who pushed main@1648322"));
        assertThat(refusal(ANA, rollout(null))).isPresent();
    }

    @Test
    void nobodyIsLetInWhileTheChatCannotBeAsked() {
        slack.silentOn("slack:U0BEN");

        assertThat(refusal(Speaker.inSlack("U0BEN"), pushed("ana", null)))
                .hasValueSatisfying(
                        why -> assertThat(why)
                                .contains(
                                        "cannot be found out at the moment who you are on GitHub: Slack asks for a pause of 30 s"));
    }

    private Optional<String> refusal(Speaker speaker, Rollout rollout) {
        return ON.fourEyes(slack).refusal(speaker, rollout);
    }

    private static Rollout pushed(String by, String author) {
        return rollout(new Commit(World.SHA, "Raise replicas", "A", author, by, World.NOON, null, null, null));
    }

    private static Rollout rollout(Commit commit) {
        return new Rollout(
                new RolloutKey("flux-system", "gitops-164832204e2e"),
                new RolloutSpec(new RolloutSpec.Source("GitRepository", "gitops"), World.REVISION, null, commit, null),
                null,
                null);
    }
}
