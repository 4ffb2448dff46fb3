package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.wigwag.HandSetClock;
import dev.wigwag.TestSettings;
import dev.wigwag.chatops.PersonDirectory.UnknownForNow;
import dev.wigwag.http.SecretsDirectory;
import dev.wigwag.sandbox.slack.SlackFaults;
import dev.wigwag.sandbox.slack.SlackStandIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who somebody in Slack is, asked of a Slack. */
class SlackDirectoryTest {
    private static final String ANA = "slack:U0ANA";

    @TempDir
    Path secrets;

    private final HandSetClock clock = new HandSetClock(Drawn.NOON);
    private final SlackStandIn slack = SlackStandIn.start(Apis.TOKEN, clock);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private SlackDirectory directory;

    @BeforeEach
    void anaIsAMember() {
        slack.join("U0ANA", "Ana@Example.org");
        slack.group("S0OPS", "U0ANA", "U0BEN");
        directory = directory("T0SANDBOX");
    }

    @AfterEach
    void close() {
        slack.close();
    }

    @Test
    void aFullMemberIsLetIn() {
        assertThat(directory.refusal("U0ANA")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "is_restricted, Guests",
        "is_ultra_restricted, Guests",
        "is_stranger, another workspace",
        "is_bot, bots",
        "is_workflow_bot, bots",
        "deleted, deactivated"
    })
    void guestsStrangersBotsAndThoseWhoLeftAreNot(String field, String why) {
        slack.change("U0ANA", field, BooleanNode.TRUE);

        assertThat(directory.refusal("U0ANA"))
                .hasValueSatisfying(words -> assertThat(words).contains(why));
    }

    @Test
    void howManyAnswersAreKeptCanBeSeen() {
        directory.refusal("U0ANA");
        directory.refusal("U0ANA");
        directory.isIn("slack:S0OPS", ANA);

        assertThat(kept("users")).isEqualTo(1);
        assertThat(kept("groups")).isEqualTo(1);
    }

    @Test
    void noMoreAnswersAreKeptThanFit() {
        RecentAnswers<String> answers = new RecentAnswers<>("who you are", Duration.ofMinutes(3), 2, clock);
        answers.metered(metrics, "test");

        for (String who : List.of("U0ANA", "U0BEN", "U0ANA", "U0CAT")) {
            answers.of(who, asked -> asked);
        }

        assertThat(kept("test")).isEqualTo(2);
        assertThat(answers.of("U0ANA", asked -> "asked anew")).isEqualTo("U0ANA");
        assertThat(answers.of("U0BEN", asked -> "asked anew")).isEqualTo("asked anew");
    }

    @Test
    void somebodyOfAnotherWorkspaceIsNot() {
        slack.change("U0ANA", "team_id", TextNode.valueOf("T0OTHER"));

        assertThat(directory.refusal("U0ANA")).isPresent();
    }

    @Test
    void inAnOrganisationTheWorkspacesOfAPersonCount() {
        slack.change("U0ANA", "team_id", TextNode.valueOf("E0ACME"));
        ObjectNode organisation = JsonNodeFactory.instance.objectNode().put("enterprise_id", "E0ACME");
        organisation.putArray("teams").add("T0OTHER").add("T0SANDBOX");
        slack.change("U0ANA", "enterprise_user", organisation);

        assertThat(directory.refusal("U0ANA")).isEmpty();
        assertThat(directory("E0ACME").refusal("U0ANA")).isEmpty();
        assertThat(directory("T0THIRD").refusal("U0ANA")).isPresent();
    }

    @Test
    void whomSlackDoesNotKnowIsNobody() {
        assertThat(directory.refusal("U0NOBODY"))
                .hasValueSatisfying(words -> assertThat(words).contains("nobody"));
    }

    @Test
    void anAnswerIsGoodForMinutesAndNoLonger() {
        directory.refusal("U0ANA");
        slack.change("U0ANA", "is_restricted", BooleanNode.TRUE);
        clock.pass(SlackDirectory.TIME.minusSeconds(1));
        assertThat(directory.refusal("U0ANA")).isEmpty();
        assertThat(slack.calls()).containsEntry("users.info", 1);

        clock.pass(Duration.ofSeconds(1));
        assertThat(directory.refusal("U0ANA")).isPresent();
        assertThat(slack.calls()).containsEntry("users.info", 2);
    }

    @Test
    void aGroupsMembersAreInIt() {
        assertThat(directory.isIn("slack:S0OPS", ANA)).isTrue();
        assertThat(directory.isIn("slack:S0OPS", "slack:U0CAT")).isFalse();
        assertThat(slack.calls()).containsEntry("usergroups.users.list", 1);
    }

    @Test
    void aGroupThatIsNotThereHasNobody() {
        assertThat(directory.isIn("slack:S0NONE", ANA)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"github:S0OPS", "S0OPS", "slack:", "slack:s0ops", "slack:S0OPS "})
    void whatIsNoGroupOfSlacksIsNotAskedFor(String group) {
        assertThat(directory.isIn(group, ANA)).isFalse();
        assertThat(directory.isIn("slack:S0OPS", "github:ana")).isFalse();
        assertThat(slack.calls()).doesNotContainKey("usergroups.users.list");
    }

    @Test
    void whileSlackWantsToBeLeftAloneNobodyIsLetInAndNoCallIsMade() {
        slack.faults().next("usergroups.users.list", SlackFaults.Trouble.LIMITED);

        assertThatThrownBy(() -> directory.isIn("slack:S0OPS", ANA))
                .isInstanceOf(UnknownForNow.class)
                .hasMessageContaining("who is in a user group")
                .hasMessageContaining("2 s");
        clock.pass(Duration.ofSeconds(1));
        assertThatThrownBy(() -> directory.isIn("slack:S0OPS", ANA)).isInstanceOf(UnknownForNow.class);
        assertThat(slack.calls().getOrDefault("usergroups.users.list", 0)).isLessThanOrEqualTo(1);

        clock.pass(Duration.ofSeconds(2));
        assertThat(directory.isIn("slack:S0OPS", ANA)).isTrue();
    }

    @Test
    void whatIsKnownStaysKnownWhileSlackIsDown() {
        directory.isIn("slack:S0OPS", ANA);
        slack.faults().share(SlackFaults.Trouble.BROKEN, 100);

        assertThat(directory.isIn("slack:S0OPS", ANA)).isTrue();
        assertThatThrownBy(() -> directory.refusal("U0ANA")).isInstanceOf(UnknownForNow.class);

        slack.faults().clear();
        assertThat(directory.refusal("U0ANA")).isEmpty();
    }

    @Test
    void aMissingScopeIsNamed() {
        slack.faults().refuse("users.info", "missing_scope");

        assertThatThrownBy(() -> directory.refusal("U0ANA"))
                .isInstanceOf(UnknownForNow.class)
                .hasMessageContaining("missing_scope")
                .hasMessageNotContaining(Apis.TOKEN);
    }

    @Test
    void whatElseSomebodyIsKnownByComesFromSettingsAndFromSlack() {
        assertThat(directory.alsoKnownAs(ANA))
                .containsExactlyInAnyOrder("github:ana-gh", "mailto:ana@work.example", "mailto:ana@example.org");
        assertThat(directory.alsoKnownAs("github:ana-gh")).isEmpty();
    }

    @Test
    void withoutTheScopeForAddressesTheSettingsAreAllThereIs() {
        slack.hideEmails();

        assertThat(directory.alsoKnownAs(ANA)).containsExactlyInAnyOrder("github:ana-gh", "mailto:ana@work.example");
    }

    @Test
    void itSpeaksForSlack() {
        assertThat(directory.prefix()).isEqualTo("slack:");
    }

    private double kept(String of) {
        return metrics.get("wigwag.slack.answers").tag("of", of).gauge().value();
    }

    private SlackDirectory directory(String team) {
        SlackConfig config = TestSettings.of(
                SlackConfig.class,
                Map.of(
                        SlackConfig.API_URL,
                        slack.url().toString(),
                        SlackConfig.BOT_TOKEN,
                        Apis.TOKEN,
                        SlackConfig.TEAM_ID,
                        team,
                        SlackConfig.PEOPLE,
                        "Ana-GH => U0ANA, ana@work.example => U0ANA, ben => U0BEN"));
        SlackApi api = new SlackApi(
                config, config.apiUrl(), new SecretsDirectory(secrets, clock, Runnable::run), Duration.ofSeconds(10));
        return new SlackDirectory(new SlackPeople(api, new OwnTeam(config)), config, clock, metrics);
    }
}
