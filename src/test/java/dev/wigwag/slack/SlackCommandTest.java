package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.http.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackCommandTest {
    @Test
    void aCommandSaysWhoTypedWhatWhere() throws Exception {
        SlackCommand command = SlackCommand.of(SlackFormTest.form(
                "team_id=T0SANDBOX&user_id=U0ANA&user_name=root&command=%2Fwigwag&text=approve+podinfo"));

        assertThat(command).isEqualTo(new SlackCommand("T0SANDBOX", null, false, "U0ANA", "approve podinfo"));
    }

    @Test
    void whatSlackEscapesIsReadAsItWasTypedAndOnlyOnce() throws Exception {
        SlackCommand command =
                SlackCommand.of(SlackFormTest.form("user_id=U0ANA&text=a+%26lt%3Bb%26gt%3B+%26amp%3B+%26amp%3Blt%3B"));

        assertThat(command.text()).isEqualTo("a <b> & &lt;");
    }

    @Test
    void aNovelIsCutAndControlCharactersGo() throws Exception {
        SlackCommand command =
                SlackCommand.of(SlackFormTest.form("user_id=U0ANA&text=%00status%0Ame" + "x".repeat(100_000)));

        assertThat(command.text()).startsWith("status me").hasSizeLessThan(2_100);
    }

    @Test
    void anAppOfAWholeOrganisationNamesThat() throws Exception {
        SlackCommand command =
                SlackCommand.of(SlackFormTest.form("user_id=W0ANA&enterprise_id=E0ACME&is_enterprise_install=true"));

        assertThat(command).isEqualTo(new SlackCommand(null, "E0ACME", true, "W0ANA", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text=status", "user_id=&text=x", "user_id=ana", "user_id=U0ANA%0A", "user_id=U0ANA%7CU0BEN"})
    void whoeverHasNoIdIsNobody(String body) {
        assertThatThrownBy(() -> SlackCommand.of(SlackFormTest.form(body)))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining("user_id");
    }
}
