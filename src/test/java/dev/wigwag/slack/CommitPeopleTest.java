package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.rollout.Phase;
import dev.wigwag.sandbox.slack.SlackFaults.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is mentioned in the living message. */
class CommitPeopleTest {
    @TempDir
    Path secrets;

    private Workspace workspace;
    private int commits;

    @BeforeEach
    void start() {
        workspace = new Workspace(secrets);
        workspace.slack.join("U0ANA", "ana@example.org");
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    @Test
    void theAuthorIsMentionedWhenSlackKnowsTheAddress() {
        assertThat(credit("Ana@Example.org")).isEqualTo("by <@U0ANA>");
    }

    @Test
    void theLookUpIsRememberedForADay() {
        credit("ana@example.org");
        workspace.clock.pass(Duration.ofHours(23));
        credit("ANA@example.org");
        assertThat(lookups()).isEqualTo(1);

        workspace.clock.pass(Duration.ofHours(2));
        credit("ana@example.org");
        assertThat(lookups()).isEqualTo(2);
    }

    @Test
    void thatSlackDoesNotKnowSomebodyIsRememberedForAnHour() {
        assertThat(credit("bob@example.org")).isEqualTo("by Ana López");
        workspace.clock.pass(Duration.ofMinutes(59));
        credit("bob@example.org");
        assertThat(lookups()).isEqualTo(1);

        workspace.clock.pass(Duration.ofMinutes(2));
        workspace.slack.join("U0BOB", "bob@example.org");
        assertThat(credit("bob@example.org")).isEqualTo("by <@U0BOB>");
    }

    @Test
    void botsAndThoseWhoHaveLeftAreNotMentioned() {
        workspace.slack.joinAsNobody("U0BOT", "bot@example.org", true);
        workspace.slack.joinAsNobody("U0GONE", "gone@example.org", false);

        assertThat(credit("bot@example.org")).isEqualTo("by Ana López");
        assertThat(credit("gone@example.org")).isEqualTo("by Ana López");
    }

    @Test
    void whoeverIsConfiguredIsNotLookedUp() {
        workspace.set(SlackConfig.PEOPLE, "Ana@example.org => U0OTHER");

        assertThat(credit("ana@example.org")).isEqualTo("by <@U0OTHER>");
        assertThat(lookups()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345+Octo-Ana@users.noreply.github.com",
                "octo-ana@users.noreply.github.com",
                "7+octo-ana@users.noreply.git.example.org"
            })
    void anAddressThatGitHubMadeUpGivesTheLogin(String email) {
        workspace.set(SlackConfig.PEOPLE, "octo-ana => U0OCTO");

        assertThat(credit(email)).isEqualTo("by <@U0OCTO>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1+octo-ana@users.noreply.github.com", "noreply@github.com", "noreply@example.org"})
    void slackIsNotAskedForAddressesThatNobodyReads(String email) {
        assertThat(credit(email)).isEqualTo("by Ana López");
        assertThat(lookups()).isZero();
    }

    @Test
    void whoPushedIsMentionedWhereTheAuthorIsNotKnown() {
        workspace.set(SlackConfig.PEOPLE, "ana => U0PUSH");

        assertThat(credit("bob@example.org")).isEqualTo("by Ana López, pushed by <@U0PUSH>");
        assertThat(credit("ana@example.org")).isEqualTo("by <@U0ANA>");
    }

    @Test
    void withoutTheScopeTheLookUpIsOffForAnHourAndTheMessageComesAllTheSame() {
        workspace.slack.hideEmails();

        assertThat(credit("ana@example.org")).isEqualTo("by Ana López");
        assertThat(credit("bob@example.org")).isEqualTo("by Ana López");
        assertThat(lookups()).isEqualTo(1);

        workspace.clock.pass(Duration.ofMinutes(61));
        credit("bob@example.org");
        assertThat(lookups()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"LIMITED", "UNAVAILABLE", "CUT", "BROKEN"})
    void aLookUpThatFailsHoldsNothingUpAndIsTriedAgainSoon(Trouble trouble) {
        workspace.slack.faults().next("users.lookupByEmail", trouble);

        assertThat(credit("ana@example.org")).isEqualTo("by Ana López");
        workspace.clock.pass(Duration.ofMinutes(6));
        assertThat(credit("ana@example.org")).isEqualTo("by <@U0ANA>");
    }

    @Test
    void aMentionChangesNothingAboutThePicture() {
        Drawn drawn = Drawn.in(Phase.Pending, "waiting for Flux");
        String known = workspace.face(drawn, SlackFace.KIND).orElseThrow().digest();
        workspace.set(SlackConfig.PEOPLE, "ana@example.org => U0OTHER");

        assertThat(workspace.face(drawn, SlackFace.KIND).orElseThrow().digest()).isEqualTo(known);
        assertThat(lookups()).isZero();
    }

    @Test
    void facesMakeNoCalls() {
        workspace.faces(Drawn.in(Phase.Pending, "waiting for Flux"));

        assertThat(workspace.slack.calls()).isEmpty();
    }

    @Test
    void aCommitWithoutAnAddressIsCreditedByName() {
        assertThat(credit(null)).isEqualTo("by Ana López");
    }

    @Test
    void onlySoManyAddressesAreRemembered() {
        SlackApi api = Apis.of(workspace.slack, secrets);
        UsersByEmail users = new UsersByEmail(api, workspace.clock);
        users.find("ana@example.org");
        for (int i = 0; i < UsersByEmail.LIMIT; i++) {
            users.find("nobody-" + i + "@example.org");
        }

        users.find("ana@example.org");

        assertThat(lookups()).isEqualTo(UsersByEmail.LIMIT + 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ana",
                "ana => ",
                " => U0ANA",
                "ana => ana",
                "ana => <@U0ANA>",
                "a => U0ANA => U0BOB",
                "ana => u0ana"
            })
    void anEntryThatNamesNobodyIsRefusedWithHowToWriteIt(String entry) {
        assertThatThrownBy(() -> KnownPeople.of(List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(entry.strip())
                .hasMessageContaining("wigwag.slack.people")
                .hasMessageContaining("login => U…");
    }

    @Test
    void blankEntriesDoNotCountAndThereMayNotBeTooMany() {
        assertThatCode(() -> KnownPeople.of(List.of("", " "))).doesNotThrowAnyException();
        assertThatThrownBy(() -> KnownPeople.of(Collections.nCopies(5_001, "ana => U0ANA")))
                .hasMessageContaining("5000");
    }

    /** The line about people in a fresh message of a commit with this author's address. */
    private String credit(String email) {
        workspace.clock.pass(Duration.ofSeconds(5));
        Drawn drawn = Drawn.in(Phase.Pending, "waiting for Flux").email(email).attempt(++commits);
        SlackFace face = (SlackFace) workspace.face(drawn, SlackFace.KIND).orElseThrow();
        face.show(null);
        String shown = workspace.messages().get(workspace.messages().size() - 1).toString();
        return shown.replaceFirst(".*· (by [^·]*?) ·.*", "$1").replaceFirst(".*· (by [^·\"]*).*", "$1");
    }

    private int lookups() {
        return workspace.slack.calls().getOrDefault("users.lookupByEmail", 0);
    }
}
