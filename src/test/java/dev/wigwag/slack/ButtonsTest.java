package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.CanaryNews;
import dev.wigwag.rollout.CanaryProgress;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.LastWord;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which buttons there are under a canary, and what they say. */
class ButtonsTest {
    private static final Gate[] ALL = Gate.values();
    private static final LastWord TRAFFIC_HELD = new LastWord(CanaryNews.What.TrafficHeld, null, Drawn.NOON);
    private static final LastWord PROMOTION_HELD = new LastWord(CanaryNews.What.PromotionHeld, null, Drawn.NOON);
    private static final LastWord ROLLBACK_ORDERED = new LastWord(CanaryNews.What.RollbackOrdered, null, Drawn.NOON);

    @ParameterizedTest
    @CsvSource({
        "Initializing, ''",
        "Waiting, rollout rollback",
        "Progressing, rollback",
        "WaitingPromotion, promotion rollback",
        "Promoting, ''",
        "Finalising, ''",
        "Succeeded, ''",
        "Failed, ''",
        "Terminated, ''"
    })
    void whatWaitsMayBeApprovedAndWhatCanGoBackMayBeRolledBack(String phase, String gates) {
        assertThat(gates(in(phase, null, ALL))).isEqualTo(gates);
    }

    @Test
    void aRunThatWasHeldAtAGateMayBeApprovedThere() {
        assertThat(gates(in("Progressing", TRAFFIC_HELD, ALL))).isEqualTo("traffic rollback");
        assertThat(gates(in("Progressing", PROMOTION_HELD, ALL))).isEqualTo("promotion rollback");
    }

    @Test
    void onlyGatesThatAskWigwagHaveButtons() {
        assertThat(gates(in("WaitingPromotion", null))).isEmpty();
        assertThat(gates(in("WaitingPromotion", null, Gate.rollout, Gate.traffic)))
                .isEmpty();
        assertThat(gates(in("WaitingPromotion", null, Gate.promotion))).isEqualTo("promotion");
        assertThat(gates(in("WaitingPromotion", null, Gate.rollback))).isEqualTo("rollback");
    }

    @Test
    void whatWasDecidedHasNoButtonAnyMore() {
        Stage stage = in("WaitingPromotion", null, ALL);

        assertThat(gates(stage, Drawn.decision(Gate.promotion, "slack:U0BEN", null)))
                .isEqualTo("rollback");
        assertThat(gates(stage, Drawn.decision(Gate.rollback, "slack:U0BEN", null)))
                .isEqualTo("promotion");
        assertThat(gates(
                        stage,
                        Drawn.decision(Gate.promotion, "slack:U0BEN", null),
                        Drawn.decision(Gate.rollback, "slack:U0BEN", null)))
                .isEmpty();
    }

    @Test
    void aDecisionOnAnotherRunCanaryOrGateDecidesNothingHere() {
        Approval is = Drawn.decision(Gate.promotion, "slack:U0BEN", null);
        Approval otherRun = new Approval(
                is.gate(),
                is.canary(),
                "0b9d8f1e-2",
                is.decision(),
                is.by(),
                is.at(),
                null,
                is.until(),
                null,
                null,
                null);
        Approval otherCanary = new Approval(
                is.gate(),
                "other/podinfo",
                is.run(),
                is.decision(),
                is.by(),
                is.at(),
                null,
                is.until(),
                null,
                null,
                null);
        Stage stage = in("WaitingPromotion", null, ALL);

        assertThat(gates(stage, otherRun, otherCanary, Drawn.decision(Gate.traffic, "slack:U0BEN", null)))
                .isEqualTo("promotion rollback");
    }

    @Test
    void aRollbackThatSomebodyOrderedElsewhereIsNotOfferedAgain() {
        assertThat(gates(in("Progressing", ROLLBACK_ORDERED, ALL))).isEmpty();
    }

    @Test
    void aRunWithoutAnIdCannotBeDecidedOn() {
        CanaryProgress progress = Drawn.asking(Drawn.ofRun(null, Drawn.progress("Waiting", 0, 0, 0, null)), ALL);

        assertThat(Buttons.of(Drawn.canary(StagePhase.Waiting, "podinfo", null, progress), List.of()))
                .isEmpty();
        assertThat(Buttons.of(Drawn.stage(StagePhase.Progressing, "test", "podinfo", null), List.of()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Waiting, , once the run has begun and its pods are ready",
        "Progressing, 0, once the new version's pods are ready",
        "Progressing, , once the new version's pods are ready",
        "Progressing, 3, at Flagger's next look",
        "WaitingPromotion, 5, at Flagger's next look"
    })
    void theConfirmationOfARollbackSaysWhenItTakesEffect(String phase, Integer step, String when) {
        Stage stage = Drawn.canary(
                StagePhase.Progressing,
                "podinfo",
                null,
                Drawn.asking(Drawn.progress(phase, 0, step, 0, null), Gate.rollback));

        JsonNode confirm = Buttons.of(stage, List.of()).get(0).path("confirm");

        assertThat(confirm.path("title").path("text").asText()).isEqualTo("Roll podinfo.test back?");
        assertThat(confirm.path("text").path("text").asText())
                .isEqualTo("All traffic goes back to the old version. Takes effect " + when + ".");
    }

    @Test
    void aConfirmationFitsSlacksLimitsWhateverTheCanaryIsCalled() {
        List<JsonNode> buttons = new ArrayList<>();
        for (String phase : List.of("Waiting", "Progressing", "WaitingPromotion")) {
            Stage stage = Drawn.canary(
                    StagePhase.Waiting,
                    "n".repeat(253),
                    null,
                    Drawn.asking(Drawn.progress(phase, 0, 1, 0, null), TRAFFIC_HELD, ALL));
            buttons.addAll(Buttons.of(stage, List.of()));
        }

        assertThat(buttons).hasSize(6).allSatisfy(button -> {
            JsonNode confirm = button.path("confirm");
            assertThat(confirm.path("title").path("text").asText()).hasSizeLessThanOrEqualTo(100);
            assertThat(confirm.path("text").path("text").asText()).hasSizeLessThanOrEqualTo(300);
            assertThat(confirm.path("confirm").path("text").asText()).hasSizeLessThanOrEqualTo(30);
            assertThat(confirm.path("deny").path("text").asText()).hasSizeLessThanOrEqualTo(30);
            assertThat(button.path("value").asText()).doesNotContain("&", "<", ">");
        });
    }

    @Test
    void aPressOfAButtonSaysWhatItStoodFor() {
        List<ObjectNode> buttons = Buttons.of(in("WaitingPromotion", null, ALL), List.of());

        assertThat(buttons.get(0).path("style").asText()).isEqualTo("primary");
        assertThat(buttons.get(1).path("style").asText()).isEqualTo("danger");
        assertThat(buttons)
                .extracting(button -> new SlackPress(
                                "T0",
                                null,
                                false,
                                "U0ANA",
                                "",
                                button.path("action_id").asText(),
                                button.path("value").asText(),
                                null)
                        .button()
                        .orElseThrow())
                .containsExactly(
                        new ButtonValue(new ObjectKey("Canary", "test", "podinfo"), "0b9d8f1e-3", Gate.promotion),
                        new ButtonValue(new ObjectKey("Canary", "test", "podinfo"), "0b9d8f1e-3", Gate.rollback));
    }

    @Test
    void anotherRunAndAnotherGateMakeAnotherBlockAndTheSameOneTheSame() {
        List<ObjectNode> buttons = Buttons.of(in("WaitingPromotion", null, ALL), List.of());
        List<ObjectNode> gate = Buttons.of(in("Progressing", TRAFFIC_HELD, ALL), List.of());
        Stage restarted = Drawn.canary(
                StagePhase.Waiting,
                "podinfo",
                null,
                Drawn.asking(Drawn.ofRun("0b9d8f1e-4", Drawn.progress("WaitingPromotion", 50, 5, 0, null)), ALL));

        assertThat(Buttons.blockId(Buttons.of(in("WaitingPromotion", null, ALL), List.of())))
                .isEqualTo(Buttons.blockId(buttons));
        assertThat(Buttons.blockId(gate)).isNotEqualTo(Buttons.blockId(buttons));
        assertThat(Buttons.blockId(Buttons.of(restarted, List.of()))).isNotEqualTo(Buttons.blockId(buttons));
    }

    @Test
    void withoutAWayBackForPressesThereAreNone() {
        Drawn drawn = Drawn.in(Phase.Waiting, "waits").with(in("WaitingPromotion", null, ALL));

        assertThat(drawn.message().blocks().toString()).doesNotContain("actions");
        assertThat(drawn.withButtons().message().blocks().toString()).contains("\"actions\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 10, 40})
    void manyCanariesFitWithButtonsForAFew(int canaries) {
        Drawn drawn = Drawn.in(Phase.Waiting, "waits").withButtons();
        for (int i = 0; i < canaries; i++) {
            drawn.with(Drawn.canary(
                    StagePhase.Waiting,
                    "podinfo-" + i,
                    "waits for approval to promote",
                    Drawn.asking(Drawn.progress("WaitingPromotion", 50, 5, 0, null), ALL)));
        }

        JsonNode blocks = drawn.message().blocks();

        long actions = StreamSupport.stream(blocks.spliterator(), false)
                .filter(block -> block.path("type").asText().equals("actions"))
                .count();
        assertThat(actions).isBetween(1L, (long) Math.min(canaries, Decisions.MOST));
        assertThat(blocks.toString()).hasSizeLessThan(11_001).contains("podinfo-" + (Math.min(canaries, 15) - 1));
        assertThat(blocks.findValuesAsText("block_id")).doesNotHaveDuplicates();
    }

    private static Stage in(String phase, LastWord heard, Gate... gates) {
        return Drawn.canary(
                StagePhase.Waiting,
                "podinfo",
                "waits",
                Drawn.asking(Drawn.progress(phase, 50, 5, 0, null), heard, gates));
    }

    private static String gates(Stage stage, Approval... approvals) {
        List<Approval> latest = DecisionText.latest(stage, List.of(approvals));
        return String.join(
                " ",
                Buttons.of(stage, latest).stream()
                        .map(button -> ButtonValue.read(button.path("value").asText())
                                .orElseThrow()
                                .gate()
                                .name())
                        .toList());
    }
}
