package dev.wigwag.slack;

import static dev.wigwag.slack.Routed.muted;
import static dev.wigwag.slack.Routed.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.Showing;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SlackRoutesTest {
    private static final SlackRoutes EVERYTHING = SlackRoutes.of(List.of(), Optional.of("C0"));
    private static final SlackRoutes TEAMS =
            SlackRoutes.of(List.of("team-a|team-a-* => CA|CA2", "team-b => CB", "team-* => CT"), Optional.of("C0"));

    @Test
    void withoutRoutesOneChannelSeesTheRolloutAsItIs() {
        Rollout rollout = new Routed().with("team-a", "apps", null).rollout();

        assertThat(EVERYTHING.views(rollout)).containsExactly(new ChannelView("C0", rollout));
    }

    @Test
    void withoutAnyChannelNobodySeesAnything() {
        assertThat(SlackRoutes.of(List.of(), Optional.empty())
                        .views(new Routed().with("team-a", "apps", to("C1")).rollout()))
                .isEmpty();
    }

    @Test
    void whatHasNotBeenLookedAtYetIsShownNowhere() {
        Rollout pushed =
                new Rollout(new Routed().rollout().key(), new Routed().rollout().spec(), null, null);

        assertThat(EVERYTHING.views(pushed)).isEmpty();
        assertThat(EVERYTHING.views(pushed.takenUp())).isEmpty();
    }

    @Test
    void eachNamespacesStagesGoToItsChannelAndTheRestToTheSources() {
        assertThat(seen(
                        TEAMS,
                        new Routed()
                                .with("team-a", "one", null)
                                .with("team-a-prod", "two", null)
                                .with("team-b", "three", null)
                                .with("team-c", "four", null)
                                .with("shop", "five", null)
                                .with("flux-system", "six", null)))
                .isEqualTo(Map.of("CA", "one two", "CB", "three", "CT", "four", "C0", "gitops five six"));
    }

    @Test
    void theFirstEntryThatMatchesWins() {
        SlackRoutes routes = SlackRoutes.of(List.of("** => C1", "team-a => C2"), Optional.empty());

        assertThat(seen(routes, new Routed().with("team-a", "one", to("C2")))).isEqualTo(Map.of("C1", "gitops one"));
    }

    @Test
    void anAnnotationGoesAheadOfTheRoute() {
        assertThat(seen(
                        TEAMS,
                        new Routed()
                                .with("team-a", "one", to("CA2"))
                                .with("team-a", "two", to("C0"))
                                .with("team-a", "three", to("CA"))))
                .isEqualTo(Map.of("CA2", "one", "CA", "three", "C0", "gitops two"));
    }

    @Test
    void aChannelThatTheNamespaceMayNotHaveCountsAsNotThere() {
        Routed routed = new Routed()
                .with("team-a", "one", to("CB"))
                .with("team-a", "two", to("CB", "CA2"))
                .with("shop", "three", to("CA"))
                .with("team-a", "four", to("ca2"))
                .with("team-a", "five", to("#CA2"));

        assertThat(seen(TEAMS, routed)).isEqualTo(Map.of("CA", "one four five", "CA2", "two", "C0", "gitops three"));
    }

    @Test
    void theSourcesChannelIsForAllThatNothingNearerSendsElsewhere() {
        SlackRoutes routes = SlackRoutes.of(List.of("flux-system => CF|CS", "team-a => CA"), Optional.of("C0"));

        assertThat(seen(
                        routes,
                        new Routed()
                                .asking(to("CS"))
                                .with("flux-system", "infra", null)
                                .with("shop", "cart", null)
                                .with("team-a", "one", null)))
                .isEqualTo(Map.of("CS", "gitops infra cart", "CA", "one"));
        assertThat(seen(routes, new Routed().with("shop", "cart", null))).isEqualTo(Map.of("CF", "gitops cart"));
        assertThat(seen(routes, new Routed().asking(to("CA")).with("shop", "cart", null)))
                .isEqualTo(Map.of("CF", "gitops cart"));
    }

    @Test
    void aMutedStageIsLeftOutAndTheRestIsNot() {
        Routed routed = new Routed()
                .in(Phase.Failed)
                .with("team-a", "one", StagePhase.Failed, muted(true))
                .with("team-a", "two", StagePhase.Succeeded, null)
                .with("shop", "three", StagePhase.Failed, muted(true));

        assertThat(seen(TEAMS, routed)).isEqualTo(Map.of("CA", "two", "C0", "gitops"));
        assertThat(TEAMS.views(routed.rollout()))
                .extracting(ChannelView::rollout)
                .extracting(Rollout::phase)
                .containsOnly(Phase.Succeeded);
    }

    @Test
    void aMutedSourceIsShownNowhereButForStagesThatSayTheyAre() {
        Routed routed =
                new Routed().asking(muted(true)).with("team-a", "one", null).with("shop", "two", null);

        assertThat(seen(TEAMS, routed)).isEmpty();
        assertThat(seen(TEAMS, routed.with("shop", "three", muted(false)))).isEqualTo(Map.of("C0", "three"));
    }

    @Test
    void whatIsOnlyCountedCountsForTheSourcesChannelAlone() {
        Rollout rollout = new Routed()
                .with("team-a", "one", StagePhase.Failed, null)
                .in(Phase.Failed)
                .rollout(Map.of("Failed", 3, "Succeeded", 4901));

        Map<String, Map<String, Integer>> counts = TEAMS.views(rollout).stream()
                .collect(Collectors.toMap(
                        ChannelView::channel, view -> view.rollout().status().counts()));

        assertThat(counts).isEqualTo(Map.of("CA", Map.of("Failed", 1), "C0", Map.of("Failed", 2, "Succeeded", 4901)));
    }

    @Test
    void whoWasShownSomethingAndSeesNothingAnyMoreIsToldSo() {
        Routed routed = new Routed()
                .with("team-a", "one", to("CA2"))
                .shown("slack", "C0", "1732330000.000100")
                .shown("slack", "CA", "1732330000.000200")
                .shown("slack", "CB", null)
                .shown("slack", "CX", "1732330000.000300")
                .shown("github-status", "CT", "7");

        List<ChannelView> views = TEAMS.views(routed.rollout());

        assertThat(TEAMS.views(routed.in(Phase.Succeeded).rollout()))
                .extracting(ChannelView::channel)
                .containsExactly("C0", "CA2");
        assertThat(views).extracting(ChannelView::channel).containsExactly("C0", "CA2", "CA");
        assertThat(views.get(2).rollout().phase()).isEqualTo(Phase.Superseded);
        assertThat(RolloutMessage.of(views.get(2).rollout(), "prod", Optional.empty())
                        .text())
                .contains("Not shown here any more")
                .contains("shown elsewhere, or nowhere")
                .doesNotContain("one");
    }

    @Test
    void whatMayNotBeHadIsNamedWithItsObject() {
        Routed routed = new Routed()
                .asking(to("CB"))
                .with("team-a", "one", to("CA2", "CB"))
                .with("shop", "two", to("C0"))
                .with("shop", "three", muted(true));

        assertThat(TEAMS.refusals(routed.rollout()))
                .containsExactly(
                        "the annotation wigwag.dev/slack-channel of GitRepository/flux-system/gitops or its Namespace names"
                                + " CB, which is not a channel of the namespace flux-system and so does not count; add it to"
                                + " wigwag.slack.routes if it should be",
                        "the annotation wigwag.dev/slack-channel of Kustomization/team-a/one or its Namespace names CB,"
                                + " which is not a channel of the namespace team-a and so does not count; add it to"
                                + " wigwag.slack.routes if it should be");
        assertThat(TEAMS.refusals(
                        new Routed().asking(new Showing(null, null, "x")).rollout()))
                .isEmpty();
    }

    @Test
    void aPlaceForEverythingSeesAllThatIsNotMuted() {
        Rollout rollout = new Routed()
                .with("team-a", "one", muted(true))
                .with("team-b", "two", null)
                .rollout();

        assertThat(TEAMS.unmuted(rollout).orElseThrow().status().stages())
                .extracting(Stage::name)
                .containsExactly("gitops", "two");
        assertThat(TEAMS.unmuted(new Routed().asking(muted(true)).rollout())).isEmpty();
        Rollout whole = new Routed().with("team-a", "one", null).rollout();
        assertThat(TEAMS.unmuted(whole)).containsSame(whole);
    }

    @Test
    void everyChannelIsKnownOnce() {
        assertThat(TEAMS.channels()).containsExactly("C0", "CA", "CA2", "CB", "CT");
        assertThat(SlackRoutes.of(List.of("", " "), Optional.empty()).channels())
                .isEmpty();
    }

    @Test
    void moreEntriesThanAnybodyWritesByHandAreRefused() {
        List<String> many = Collections.nCopies(1001, "a => C1");

        assertThatThrownBy(() -> SlackRoutes.of(many, Optional.empty())).hasMessageContaining("more than 1000 entries");
        assertThat(SlackRoutes.of(many.subList(0, 1000), Optional.empty()).channels())
                .containsExactly("C1");
    }

    private static Map<String, String> seen(SlackRoutes routes, Routed routed) {
        Map<String, String> seen = new TreeMap<>();
        for (ChannelView view : routes.views(routed.rollout())) {
            seen.put(
                    view.channel(),
                    view.rollout().status().stages().stream().map(Stage::name).collect(Collectors.joining(" ")));
        }
        return seen;
    }
}
