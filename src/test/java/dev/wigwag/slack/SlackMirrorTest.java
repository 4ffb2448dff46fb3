package dev.wigwag.slack;

import static dev.wigwag.slack.Routed.muted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.engine.Face;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.StagePhase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlackMirrorTest {
    @TempDir
    Path secrets;

    private Workspace workspace;

    @BeforeEach
    void start() {
        workspace = new Workspace(secrets)
                .set("wigwag.slack.routes", "team-a => CA, team-b => CB")
                .set("wigwag.slack.channel", "C0");
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    @Test
    void eachChannelGetsAMessageOfItsOwnStages() {
        Rollout rollout = new Routed()
                .in(Phase.Failed)
                .with("team-a", "cart", StagePhase.Failed, null)
                .with("team-b", "shop", StagePhase.Progressing, null)
                .rollout();

        List<Face> faces = faces(rollout);

        assertThat(faces).extracting(Face::target).containsExactly("C0", "CA", "CB");
        assertThat(faces).extracting(Face::isFinal).containsExactly(true, true, false);
        assertThat(faces).extracting(Face::kind).containsOnly("slack");
        assertThat(faces).extracting(Face::digest).doesNotHaveDuplicates();
    }

    @Test
    void whatOthersDoChangesNoPictureOfOurs() {
        Routed routed = new Routed().with("team-b", "shop", StagePhase.Progressing, null);
        String before = digest(routed.rollout());

        Rollout after = routed.in(Phase.Failed)
                .with("team-a", "cart", StagePhase.Failed, null)
                .rollout();

        assertThat(digest(after)).isEqualTo(before);
    }

    @Test
    void withoutATokenNothingIsShown() {
        workspace.set(SlackConfig.BOT_TOKEN, "");

        assertThat(faces(new Routed().rollout())).isEmpty();
    }

    @Test
    void whatIsMutedHasNoMessage() {
        assertThat(faces(new Routed()
                        .asking(muted(true))
                        .with("team-a", "cart", null)
                        .rollout()))
                .isEmpty();
    }

    @Test
    void aWebhookIsToldAllThatIsNotMuted() {
        workspace.set(SlackConfig.BOT_TOKEN, "").set(SlackConfig.WEBHOOK, workspace.slack.url() + "/hook");

        assertThat(faces(new Routed().with("team-a", "cart", null).rollout())).hasSize(1);
        assertThat(faces(new Routed().asking(muted(true)).rollout())).isEmpty();
    }

    @Test
    void aChannelThatLosesItsStagesMidwayIsToldOnceThatItHas() {
        Routed routed = new Routed().with("team-a", "cart", null).shown("slack", "CB", "1732330000.000100");

        assertThat(faces(routed.rollout()))
                .filteredOn(face -> face.target().equals("CB"))
                .singleElement()
                .extracting(Face::isFinal)
                .isEqualTo(true);
    }

    private String digest(Rollout rollout) {
        return faces(rollout).stream()
                .filter(face -> face.target().equals("CB"))
                .findFirst()
                .orElseThrow()
                .digest();
    }

    private List<Face> faces(Rollout rollout) {
        return workspace.mirror().faces(rollout, Optional.empty());
    }
}
