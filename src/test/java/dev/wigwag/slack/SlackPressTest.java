package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.http.Malformed;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.ObjectKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackPressTest {
    private static final String VALUE =
            "{\\\"c\\\":\\\"test/podinfo\\\",\\\"r\\\":\\\"0b9d8f1e-3\\\",\\\"g\\\":\\\"promotion\\\"}";
    private static final String PRESS = "{\"type\":\"block_actions\",\"api_app_id\":\"A0BOT\",\"trigger_id\":\"1.2.a\","
            + "\"team\":{\"id\":\"T0AB12CD3\",\"domain\":\"acme\"},\"enterprise\":null,\"is_enterprise_install\":false,"
            + "\"user\":{\"id\":\"U0ANA\",\"username\":\"ana\",\"team_id\":\"T0AB12CD3\"},"
            + "\"channel\":{\"id\":\"C0FLEET01\",\"name\":\"fleet\"},"
            + "\"container\":{\"type\":\"message\",\"message_ts\":\"1767225600.000200\",\"channel_id\":\"C0FLEET01\"},"
            + "\"message\":{\"ts\":\"1767225600.000200\",\"text\":\"a &amp; b\",\"blocks\":[{\"type\":\"header\"}]},"
            + "\"state\":{\"values\":{}},\"response_url\":\"https://hooks.slack.com/actions/T0AB12CD3/1/abc\","
            + "\"actions\":[{\"type\":\"button\",\"block_id\":\"gate\",\"action_id\":\"wigwag.approve.x\",\"value\":\""
            + VALUE
            + "\",\"action_ts\":\"1767225700.123456\"}]}";

    @Test
    void aPressSaysWhoPressedWhatWhere() throws Exception {
        SlackPress press = read(PRESS);

        assertThat(press.team()).isEqualTo("T0AB12CD3");
        assertThat(press.organisation()).isNull();
        assertThat(press.installedForAll()).isFalse();
        assertThat(press.user()).isEqualTo("U0ANA");
        assertThat(press.answerTo()).isEqualTo("https://hooks.slack.com/actions/T0AB12CD3/1/abc");
        assertThat(press.button())
                .contains(new ButtonValue(new ObjectKey("Canary", "test", "podinfo"), "0b9d8f1e-3", Gate.promotion));
    }

    @Test
    void theSamePressHasTheSameKeyAndASecondOneAnother() throws Exception {
        assertThat(read(PRESS).key()).isEqualTo(read(PRESS).key());
        for (String other : new String[] {
            "T0AB12CD3",
            "U0ANA",
            "C0FLEET01\",\"name",
            "1767225600.000200\",\"channel",
            "wigwag.approve.x",
            "1767225700.123456"
        }) {
            String changed = other.replace('0', '9').replace("approve", "rollback");
            assertThat(read(PRESS.replace(other, changed)).key())
                    .isNotEqualTo(read(PRESS).key());
        }
    }

    @Test
    void anAppOfAWholeOrganisationNamesNoTeam() throws Exception {
        SlackPress press = read(PRESS.replace("\"team\":{\"id\":\"T0AB12CD3\",\"domain\":\"acme\"}", "\"team\":null")
                .replace(
                        "\"enterprise\":null,\"is_enterprise_install\":false",
                        "\"enterprise\":{\"id\":\"E0ACME\"},\"is_enterprise_install\":true"));

        assertThat(press.team()).isNull();
        assertThat(press.organisation()).isEqualTo("E0ACME");
        assertThat(press.installedForAll()).isTrue();
        assertThat(press.button()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":\"view_submission\",\"user\":{\"id\":\"U0ANA\"},\"view\":{\"state\":{}}}",
                "{\"type\":\"shortcut\",\"user\":{\"id\":\"U0ANA\"}}",
                "{\"type\":\"block_actions\",\"user\":{\"id\":\"U0ANA\"},\"actions\":[]}",
                "{\"type\":\"block_actions\",\"user\":{\"id\":\"U0ANA\"}}",
                "{\"type\":\"block_actions\",\"actions\":[{\"action_id\":\"wigwag.approve.x\",\"value\":\"" + VALUE
                        + "\"}]}",
                "{\"type\":\"block_actions\",\"user\":{\"id\":\"ana\"},\"actions\":[{\"action_id\":\"wigwag.approve.x\",\"value\":\""
                        + VALUE + "\"}]}",
                "{\"type\":\"block_actions\",\"user\":{\"id\":\"U0ANA\"},\"actions\":[{\"action_id\":\"approve\",\"value\":\""
                        + VALUE + "\"}]}",
                "{\"type\":\"block_actions\",\"user\":{\"id\":\"U0ANA\"},\"actions\":[{\"action_id\":\"wigwag.link\",\"url\":\"https://x\"}]}",
                "{\"type\":\"block_actions\",\"user\":{\"id\":\"U0ANA\"},\"actions\":[{\"action_id\":\"wigwag.approve.x\",\"value\":null}]}",
                "{\"type\":\"message_action\",\"user\":{\"id\":\"U0ANA\"},\"actions\":[{\"action_id\":\"wigwag.approve.x\",\"value\":\""
                        + VALUE + "\"}]}"
            })
    void whatIsNoPressOfOurButtonsPressesNothing(String payload) throws Exception {
        assertThat(read(payload).button()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{} {}", "{\"user\":{\"id\":{}}}"})
    void whatIsNoPayloadIsMalformed(String payload) {
        assertThatThrownBy(() -> read(payload)).isInstanceOf(Malformed.class);
    }

    @Test
    void aPressIsNewOnceAndAgainIfNothingCameOfIt() throws Exception {
        SeenPresses seen = new SeenPresses(new SimpleMeterRegistry());

        assertThat(seen.isNew(read(PRESS))).isTrue();
        assertThat(seen.isNew(read(PRESS))).isFalse();
        seen.forget(read(PRESS));
        assertThat(seen.isNew(read(PRESS))).isTrue();
    }

    @Test
    void noMorePressesAreRememberedThanFit() throws Exception {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        SeenPresses seen = new SeenPresses(metrics);
        assertThat(metrics.get("wigwag.slack.presses").gauge().value()).isZero();
        seen.isNew(read(PRESS));
        for (int i = 0; i < SeenPresses.LIMIT; i++) {
            assertThat(seen.isNew(read(PRESS.replace("1767225700.123456", "1767225700." + (200_000 + i)))))
                    .isTrue();
        }

        assertThat(seen.isNew(read(PRESS))).isTrue();
        assertThat(metrics.get("wigwag.slack.presses").gauge().value()).isEqualTo(SeenPresses.LIMIT);
    }

    private static SlackPress read(String payload) throws Malformed {
        return SlackPress.of(SlackFormTest.form("payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8)));
    }
}
