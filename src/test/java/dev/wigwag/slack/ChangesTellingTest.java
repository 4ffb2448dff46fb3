package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Changes.Told;
import dev.wigwag.rollout.Changes.Way;
import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.ListedCommit;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutSpec;
import dev.wigwag.rollout.StagePhase;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The list of commits in the thread under a rollout's message. */
class ChangesTellingTest {
    private static final String REPOSITORY = "https://github.com/jasonmorgan/linkerd-demos";
    private static final String COMPARE = REPOSITORY + "/compare/" + Drawn.BEFORE + "..." + Drawn.SHA;

    private ThreadCursor cursor = ThreadCursor.EMPTY;

    @Test
    void theCommitsAreListedOnceWithTheirLinks() {
        Rollout rollout = bringing(Drawn.commits(Way.forward, 2, 2)).rollout();

        assertThat(hear(rollout))
                .isEqualTo("📜 2 commits by 2 people since main@9f8e7d6:\n"
                        + "• <" + REPOSITORY + "/commit/" + Drawn.SHA + "|1648322> Raise podinfo to 6.6.0 (<"
                        + REPOSITORY + "/pull/70|#70>) – Ana López\n"
                        + "• <" + REPOSITORY + "/commit/00000000000000000000000000000000abcdef01|0000000>"
                        + " Tidy the charts, part 1 – Ben");
        assertThat(hear(rollout)).isEmpty();
    }

    @Test
    void theListIsNotSaidAgainWhenItComesOutAnother() {
        hear(bringing(Drawn.commits(Way.forward, 2, 2)).rollout());

        assertThat(hear(bringing(Drawn.commits(Way.aside, 9, 9)).rollout())).isEmpty();
    }

    @Test
    void ofMoreThanFifteenTheRestIsANumberThatLeadsToThem() {
        assertThat(hear(bringing(Drawn.commits(Way.forward, 52, 20)).rollout()))
                .hasLineCount(1 + 15 + 1)
                .endsWith("\n<" + COMPARE + "|and 37 more>");
    }

    @Test
    void wherePartOfTheHistoryIsMissingTheNumberIsTheLeast() {
        Changes cut = like(Drawn.commits(Way.forward, 52, 1), Told.git, false);

        assertThat(hear(bringing(cut).rollout()))
                .startsWith("📜 at least 52 commits by 2 people since")
                .endsWith("|and at least 51 more>");
    }

    @Test
    void goingBackIsToldAsWhatItTakesAway() {
        assertThat(hear(bringing(Drawn.commits(Way.back, 3, 1)).rollout()))
                .startsWith("📜 It goes back 3 commits, which takes away:\n• ")
                .endsWith("<" + REPOSITORY + "/compare/" + Drawn.SHA + "..." + Drawn.BEFORE + "|and 2 more>");
    }

    @Test
    void theCommitThatTheMessageIsAboutIsNotToldAgain() {
        Changes head = Drawn.commits(Way.forward, 1, 1);
        Changes other = new Changes(
                head.from(),
                Told.git,
                Way.forward,
                1,
                true,
                1,
                List.of(new ListedCommit(Drawn.BEFORE, "Another", "Ana", null)),
                null,
                null);

        assertThat(hear(bringing(head).rollout())).isEmpty();
        assertThat(hear(bringing(Drawn.commits(Way.nowhere, 0, 0)).rollout())).isEmpty();
        assertThat(hear(bringing(null).rollout())).isEmpty();
        assertThat(hear(bringing(other).rollout())).contains("Another – Ana");
    }

    @Test
    void whatThePushListsIsToldOnceTheRolloutIsOverForTheRepositoryMayKnowBetter() {
        Changes pushed = like(Drawn.commits(Way.forward, 2, 2), Told.push, true);

        assertThat(hear(bringing(pushed).rollout())).isEmpty();
        assertThat(hear(Drawn.in(Phase.Succeeded, "1/1 ready")
                        .with(StagePhase.Succeeded, "gitops")
                        .bringing(pushed, null)
                        .rollout()))
                .startsWith("📜 2 commits");
    }

    @Test
    void ofWhatWasFoundAtFirstSightNothingIsTold() {
        assertThat(hear(bringing(Drawn.commits(Way.forward, 2, 2))
                        .condition("Adopted", "True", "FirstSight", "found when the source was seen for the first time")
                        .rollout()))
                .isEmpty();
    }

    @Test
    void whatStrangersWroteMentionsAndFormatsNothing() {
        ListedCommit hostile =
                new ListedCommit(Drawn.SHA, "<!channel> @here *x* `y` \u202E#7 and #70 <@U0ANA>", "<!everyone>", 7);

        assertThat(hear(bringing(of(List.of(hostile, hostile))).rollout()))
                .contains("&lt;!channel&gt; @\u200Bhere \u200B*x\u200B* 'y' #7 and #70 &lt;@U0ANA&gt; (<" + REPOSITORY
                        + "/pull/7|#7>) – &lt;!everyone&gt;")
                .doesNotContain("<!", "<@", "\u202E");
    }

    @Test
    void aMergeHasTheLinkWhereItNamesItsPullRequest() {
        ListedCommit merge = new ListedCommit(Drawn.SHA, "Merge pull request #7 from ana/main", "Ana", 7);

        assertThat(hear(bringing(of(List.of(merge, merge))).rollout()))
                .contains(" Merge pull request <" + REPOSITORY + "/pull/7|#7> from ana/main – Ana\n");
    }

    @Test
    void atAnotherHostThanGitHubThereAreNoLinksToPagesThatOnlyGitHubHas() {
        Rollout rollout = bringing(Drawn.commits(Way.forward, 52, 1)).rollout();
        RolloutSpec was = rollout.spec();
        Rollout elsewhere = rollout.withSpec(new RolloutSpec(
                was.source(),
                was.revision(),
                "https://git.example.org/acme/fleet",
                new Commit(Drawn.SHA, null, null, null, null, null, null, null, null),
                null,
                was.changes(),
                null));

        assertThat(hear(elsewhere))
                .contains("<https://git.example.org/acme/fleet/commit/")
                .doesNotContain("/pull/", "/compare/")
                .endsWith("\nand 51 more");
    }

    @Test
    void twentyCommitsOfEmojiAndAHundredOfTheLongestNamesFitWhatSlackTakes() {
        ListedCommit loud = new ListedCommit(Drawn.SHA, "👩‍👩‍👧&".repeat(100), "\"\\".repeat(100), 999_999_999);
        Drawn drawn = bringing(of(IntStream.range(0, 20).mapToObj(i -> loud).toList()))
                .with(Drawn.stage(StagePhase.Failed, "apps", "cart", "why & ".repeat(200)));

        ThreadNews first = ThreadNews.since(cursor, drawn.rollout());
        ThreadNews second = ThreadNews.since(first.next(), drawn.rollout());
        SlackMessage list = ThreadMessage.of(second, new LivingMessage(drawn.rollout(), "prod-eu", Drawn.LINK, false));

        assertThat(first.isLoud()).isTrue();
        assertThat(second.isLoud()).isFalse();
        assertThat(list.blocks()).hasSize(1);
        assertThat(list.blocks().get(0).path("text").toString().length()).isBetween(1_000, 3_000);
        assertThat(list.text().length()).isLessThanOrEqualTo(SlackMessage.MAX_TEXT);
        assertThat(list.text()).endsWith("more");
    }

    @Test
    void theListStandsApartFromWhatElseIsTold() {
        Drawn drawn = Drawn.in(Phase.Progressing, "on its way")
                .with(Drawn.canary(
                        StagePhase.Progressing, "podinfo", null, Drawn.progress("Progressing", 30, 3, 0, null)))
                .bringing(Drawn.commits(Way.forward, 2, 2), null);

        SlackMessage reply = ThreadMessage.of(
                ThreadNews.since(cursor, drawn.rollout()),
                new LivingMessage(drawn.rollout(), "prod-eu", Drawn.LINK, false));

        assertThat(reply.blocks()).hasSize(2);
        assertThat(reply.blocks().get(0).path("text").path("text").asText())
                .isEqualTo("🐤 *podinfo.test*, 30%, step 3 of 5");
        assertThat(reply.blocks().get(1).path("text").path("text").asText()).startsWith("📜 2 commits");
        assertThat(reply.text()).startsWith("🐤 *podinfo.test*").contains("\n📜 2 commits");
    }

    private String hear(Rollout rollout) {
        ThreadNews news = ThreadNews.since(cursor, rollout);
        cursor = ThreadCursor.read(news.next().toString());
        assertThat(news.isLoud()).isFalse();
        return String.join("\n", news.tellings().stream().map(Telling::words).toList());
    }

    private static Drawn bringing(Changes changes) {
        return Drawn.in(Phase.Progressing, "1/1 ready").bringing(changes, null);
    }

    private static Changes of(List<ListedCommit> commits) {
        return new Changes(null, Told.git, Way.forward, commits.size(), true, 1, commits, null, null);
    }

    private static Changes like(Changes was, Told told, boolean whole) {
        return new Changes(was.from(), told, was.way(), was.count(), whole, was.people(), was.commits(), null, null);
    }
}
