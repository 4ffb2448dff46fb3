package dev.wigwag.chatops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WhoMayTest {
    private static final Speaker ANA = Speaker.inSlack("U0ANA");
    private static final Speaker BEN = Speaker.inSlack("U0BEN");

    @Test
    void nobodyMayWhileNobodyIsNamedAndTheRefusalSaysHowToNameThem() {
        assertThat(Rights.none().whoMay().refusal(ANA, "test", List.of()))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("wigwag.chatops.approvers is not set")
                        .endsWith("as in test => slack:U0ANA."));
        assertThat(Rights.of(" ").whoMay().refusal(ANA, "test", List.of())).isPresent();
    }

    @Test
    void whoeverIsNamedForTheNamespaceMay() {
        WhoMay whoMay = Rights.of("test => slack:U0ANA", "prod-* => slack:U0BEN|github:Ana")
                .whoMay();

        assertThat(whoMay.refusal(ANA, "test", List.of())).isEmpty();
        assertThat(whoMay.refusal(BEN, "prod-eu", List.of())).isEmpty();
        assertThat(whoMay.refusal(Speaker.onGitHub("aNa", Set.of()), "prod-eu", List.of()))
                .isEmpty();
        assertThat(whoMay.refusal(BEN, "test", List.of()))
                .contains("You (slack:U0BEN) are not among those who may decide in the namespace test;"
                        + " wigwag.chatops.approvers names them.");
        assertThat(whoMay.refusal(ANA, "shop", List.of()))
                .contains("Nobody may decide in the namespace shop: no entry of wigwag.chatops.approvers is for it.");
    }

    @Test
    void everyEntryThatMatchesCounts() {
        WhoMay whoMay = Rights.of("* => slack:U0ANA", "test => slack:U0BEN").whoMay();

        assertThat(whoMay.refusal(ANA, "test", List.of())).isEmpty();
        assertThat(whoMay.refusal(BEN, "test", List.of())).isEmpty();
    }

    @Test
    void aGroupsMembersMayAsTheChatHasThem() {
        Directory slack = new Directory().group("slack:S0OPS", "slack:U0ANA");
        WhoMay whoMay = Rights.of("test => slack:S0OPS").whoMay(slack);

        assertThat(whoMay.refusal(ANA, "test", List.of())).isEmpty();
        assertThat(whoMay.refusal(BEN, "test", List.of())).isPresent();
        assertThat(whoMay.refusal(Speaker.onGitHub("ana", Set.of()), "test", List.of()))
                .isPresent();
    }

    @Test
    void nobodyIsLetInOnAGroupThatCannotBeAskedAboutUnlessSomethingElseLetsThemIn() {
        Directory slack = new Directory().group("slack:S0DEV", "slack:U0BEN").silentOn("slack:S0OPS");
        WhoMay whoMay = Rights.of("test => slack:S0OPS|slack:S0DEV|slack:U0ANA").whoMay(slack);

        assertThat(whoMay.refusal(ANA, "test", List.of())).isEmpty();
        assertThat(whoMay.refusal(BEN, "test", List.of())).isEmpty();
        assertThat(whoMay.refusal(Speaker.inSlack("U0EVE"), "test", List.of()))
                .contains(
                        "Whether you may decide in the namespace test cannot be found out at the moment: Slack asks for a"
                                + " pause of 30 s. Nobody is let in on that; try again in a minute.");
    }

    @Test
    void aGroupThatNobodyLooksIntoLetsNobodyIn() {
        assertThat(Rights.of("test => slack:S0OPS").whoMay().refusal(ANA, "test", List.of()))
                .hasValueSatisfying(why -> assertThat(why).contains("nothing is set up to look into slack:S0OPS"));
    }

    @Test
    void anAnnotationTakesAwayAndNeverAdds() {
        WhoMay whoMay = Rights.of("test => slack:U0ANA|slack:U0BEN").whoMay();

        assertThat(whoMay.refusal(ANA, "test", List.of("slack:U0ANA"))).isEmpty();
        assertThat(whoMay.refusal(BEN, "test", List.of("slack:U0ANA")))
                .contains("You (slack:U0BEN) are not among those whom the annotation wigwag.dev/approvers nearest to it"
                        + " names.");
        assertThat(whoMay.refusal(Speaker.inSlack("U0EVE"), "test", List.of("slack:U0EVE")))
                .isPresent();
    }

    @Test
    void anAnnotationThatCannotBeReadLetsNobodyDecide() {
        assertThat(Rights.of("test => slack:U0ANA").whoMay().refusal(ANA, "test", List.of("unreadable")))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("wigwag.dev/approvers")
                        .contains("cannot be read, so nobody may decide"));
    }

    @Test
    void whoeverIsLetInIsInBothSets() {
        Random random = new Random(6);
        List<String> people = List.of("slack:U0ANA", "slack:U0BEN", "slack:U0EVE", "github:ana", "slack:S0OPS");
        Directory slack = new Directory().group("slack:S0OPS", "slack:U0BEN", "slack:U0EVE");
        for (int n = 0; n < 2_000; n++) {
            List<String> platform = some(random, people);
            List<String> narrowed = some(random, people);
            String speaker = people.get(random.nextInt(4));
            Rights rights = platform.isEmpty() ? Rights.none() : Rights.of("test => " + String.join("|", platform));

            boolean in = rights.whoMay(slack)
                    .refusal(new Speaker(speaker), "test", narrowed)
                    .isEmpty();

            assertThat(in)
                    .as("%s, platform %s, narrowed %s", speaker, platform, narrowed)
                    .isEqualTo(holds(platform, speaker) && (narrowed.isEmpty() || holds(narrowed, speaker)));
        }
    }

    @Test
    void anEntryThatIsWrongStopsTheStart() {
        assertThatThrownBy(() -> Rights.of("test -> slack:U0ANA").whoMay())
                .hasMessageContaining("wigwag.chatops.approvers has in entry 1 not exactly one =>");
    }

    private static boolean holds(List<String> ids, String speaker) {
        return ids.contains(speaker)
                || ids.contains("slack:S0OPS") && (speaker.equals("slack:U0BEN") || speaker.equals("slack:U0EVE"));
    }

    private static List<String> some(Random random, List<String> people) {
        List<String> some = new ArrayList<>(people);
        some.removeIf(one -> random.nextBoolean());
        return some;
    }
}
