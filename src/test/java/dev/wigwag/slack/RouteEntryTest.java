package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteEntryTest {
    @Test
    void anEntryNamesNamespacesAndChannels() {
        RouteEntry entry = RouteEntry.of(" team-a | team-a-* => C0123ABCD|#team_a ");

        assertThat(entry.channels()).containsExactly("C0123ABCD", "#team_a");
        assertThat(entry.namespaces().matches("team-a")).isTrue();
        assertThat(entry.namespaces().matches("team-a-prod")).isTrue();
        assertThat(entry.namespaces().matches("team-ab")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "team-a; not exactly one =>",
                "team-a => C1 => C2; not exactly one =>",
                "team-a =>; an empty namespace or channel",
                "=> C1; an empty namespace or channel",
                "team-a||team-b => C1; an empty namespace or channel",
                "team-a => C1|; an empty namespace or channel",
                "team-a => <!channel>; a channel that is not letters",
                "team-a => C1 C2; a channel that is not letters",
                "team a => C1; a glob that cannot be read"
            })
    void anEntryThatCannotBeReadIsRefusedWithWhatIsWrongAndHowToWriteIt(String entry, String what) {
        assertThatThrownBy(() -> RouteEntry.of(entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wigwag.slack.routes has " + what)
                .hasMessageContaining("\"" + entry + "\"")
                .hasMessageContaining("write namespace|namespace => channel|channel");
    }
}
