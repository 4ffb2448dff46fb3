package dev.wigwag.chatops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApproverEntryTest {
    @Test
    void namespacesStandBeforeTheArrowAndPeopleBehindIt() {
        ApproverEntry entry = ApproverEntry.all(
                        List.of(" ", " team-a | b-* => slack:U024BE7LH | slack:S0614TZR7|github:OctoCat "))
                .get(0);

        assertThat(entry.ids()).containsExactly("slack:U024BE7LH", "slack:S0614TZR7", "github:octocat");
        assertThat(entry.namespaces().matches("team-a")).isTrue();
        assertThat(entry.namespaces().matches("b-shop")).isTrue();
        assertThat(entry.namespaces().matches("team-ab")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "slack:U024BE7LH; not exactly one =>",
                "a => b => slack:U024BE7LH; not exactly one =>",
                "a => ; an empty namespace or person",
                "=> slack:U024BE7LH; an empty namespace or person",
                "a || b => slack:U024BE7LH; an empty namespace or person",
                "a => @ana; no id of Slack's or GitHub's",
                "a => slack:ana; no id of Slack's or GitHub's",
                "a => U024BE7LH; no id of Slack's or GitHub's",
                "a => slack:U024BE7LH github:ana; no id of Slack's or GitHub's",
                "a b => slack:U024BE7LH; a glob that cannot be read",
            })
    void anEntryThatIsWrongIsNamedByItsNumberAndProperty(String entry, String how) {
        assertThatThrownBy(() -> ApproverEntry.all(List.of("a => github:ana", entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("wigwag.chatops.approvers has in entry 2 ")
                .hasMessageContaining(how)
                .hasMessageEndingWith("write namespace|namespace => slack:U024BE7LH|slack:S0614TZR7|github:octocat");
    }

    @Test
    void moreEntriesThanAnybodyKeepsInOrderAreRefused() {
        List<String> many = Collections.nCopies(1001, "a => github:ana");

        assertThatThrownBy(() -> ApproverEntry.all(many)).hasMessageContaining("more than 1000 entries");
        assertThat(ApproverEntry.all(many.subList(1, 1001))).hasSize(1000);
    }
}
