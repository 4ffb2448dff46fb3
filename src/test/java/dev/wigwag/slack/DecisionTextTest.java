package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a message says of decisions, from when on and until when. */
class DecisionTextTest {
    private static final String AT = "<!date^1795435500^{date_short_pretty} {time}|2026-11-23 12:05 UTC>";

    @Test
    void aDecisionSaysWhoWhatWhenAndWhy() {
        assertThat(DecisionText.line(Drawn.decision(Gate.promotion, "slack:U0BEN", "graphs look good")))
                .isEqualTo("✅ <@U0BEN> approved the promotion · " + AT + " · “graphs look good”");
        assertThat(DecisionText.line(Drawn.decision(Gate.rollback, "slack:U0ANA", null)))
                .isEqualTo("⏪ <@U0ANA> ordered a rollback · " + AT);
        assertThat(DecisionText.line(Drawn.decision(Gate.rollout, "github:ana", " ")))
                .isEqualTo("✅ ana (GitHub) approved the start · " + AT);
        assertThat(DecisionText.line(Drawn.decision(Gate.traffic, "slack:U0ANA", null)))
                .contains("approved more traffic");
    }

    @Test
    void aReasonMentionsAndLinksNothingAndIsCut() {
        String line = DecisionText.line(Drawn.decision(
                Gate.promotion, "slack:U0BEN", "<!channel> <@U0ANA> <https://evil.example|x> " + "long ".repeat(200)));

        assertThat(line)
                .doesNotContain("<!channel>", "<@U0ANA>", "<https")
                .contains("&lt;!channel&gt;")
                .hasSizeLessThan(500);
    }

    @Test
    void whoeverWroteSomethingElseThanAnIdIsNotMentioned() {
        for (String by : List.of("slack:!channel", "slack:u0ana", "slack:", "<!here>", "github:<@U0ANA>")) {
            assertThat(DecisionText.line(Drawn.decision(Gate.promotion, by, null))
                            .replace(AT, ""))
                    .doesNotContain("<");
        }
    }

    @Test
    void ofSeveralOnOneGateTheLastCounts() {
        Approval first = Drawn.decision(Gate.promotion, "slack:U0ANA", "first");
        Approval later = new Approval(
                first.gate(),
                first.canary(),
                first.run(),
                first.decision(),
                "slack:U0BEN",
                first.at().plusSeconds(60),
                null,
                first.until(),
                null,
                null,
                null);

        assertThat(DecisionText.latest(waiting(), List.of(later, first))).containsExactly(later);
    }

    @Test
    void theMessageShowsItWhereTheButtonWas() {
        JsonNode blocks = drawn().decided(Drawn.decision(Gate.promotion, "slack:U0BEN", "fine"))
                .message()
                .blocks();

        assertThat(blocks.toString())
                .contains("<@U0BEN> approved the promotion", "wigwag.rollback")
                .doesNotContain("wigwag.approve");
    }

    @Test
    void theMessageStillSaysSoOnceTheRunIsOver() {
        Stage promoted =
                Drawn.canary(StagePhase.Succeeded, "podinfo", null, Drawn.progress("Succeeded", 0, 5, 0, null));

        String shown = Drawn.in(Phase.Succeeded, "6/6 ready")
                .with(promoted)
                .decided(Drawn.decision(Gate.promotion, "slack:U0BEN", "fine"))
                .message()
                .blocks()
                .toString();

        assertThat(shown).contains("promoted", "<@U0BEN> approved the promotion");
    }

    @Test
    void aDecisionThatLapsedIsShownNoMoreAndItsButtonIsBack(@TempDir Path secrets) {
        try (Workspace workspace = new Workspace(secrets)) {
            workspace.set(SlackConfig.SIGNING_SECRETS, SlackEdge.SECRET).set(SlackConfig.TEAM_ID, SlackEdge.TEAM);
            Drawn decided = drawn().decided(Drawn.decision(Gate.promotion, "slack:U0BEN", "fine"));
            workspace.mirrorAll(decided);
            assertThat(blocks(workspace)).contains("<@U0BEN> approved").doesNotContain("wigwag.approve");

            workspace.clock.pass(Duration.ofHours(3));
            assertThat(workspace.mirrorAll(decided)).isZero();

            workspace.clock.pass(Duration.ofHours(2));
            assertThat(workspace.mirrorAll(decided)).isEqualTo(1);
            assertThat(blocks(workspace)).doesNotContain("<@U0BEN> approved").contains("wigwag.approve");
        }
    }

    @Test
    void oneThatFlaggerCameForDoesNotLapse(@TempDir Path secrets) {
        try (Workspace workspace = new Workspace(secrets)) {
            Approval decided = Drawn.decision(Gate.promotion, "slack:U0BEN", "fine");
            Approval used = decided.usedAt(decided.at());
            workspace.mirrorAll(drawn().decided(used));
            workspace.clock.pass(Duration.ofHours(5));

            assertThat(workspace.mirrorAll(drawn().decided(used))).isZero();
        }
    }

    @Test
    void withoutATeamOrASecretThereAreNoButtons(@TempDir Path secrets) {
        for (String[] missing : new String[][] {{SlackEdge.SECRET, ""}, {"", SlackEdge.TEAM}, {"", ""}}) {
            try (Workspace workspace = new Workspace(secrets)) {
                workspace.set(SlackConfig.SIGNING_SECRETS, missing[0]).set(SlackConfig.TEAM_ID, missing[1]);
                workspace.mirrorAll(drawn());

                assertThat(blocks(workspace)).doesNotContain("actions");
            }
        }
    }

    private static String blocks(Workspace workspace) {
        return workspace.messages().get(0).path("blocks").toString();
    }

    private static Drawn drawn() {
        return Drawn.in(Phase.Waiting, "waits").withButtons().with(waiting());
    }

    private static Stage waiting() {
        return Drawn.canary(
                StagePhase.Waiting,
                "podinfo",
                "waits for approval to promote",
                Drawn.asking(Drawn.progress("WaitingPromotion", 50, 5, 0, null), Gate.promotion, Gate.rollback));
    }
}
