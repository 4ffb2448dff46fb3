package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.http.Malformed;
import dev.wigwag.http.RawBody;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackFormTest {
    @Test
    void fieldsAreReadAsTheyWereTyped() throws Exception {
        SlackForm form = form("user_id=U0ANA&text=status+podinfo%2Etest%20%C3%A9%F0%9F%90%A4&empty=&bare");

        assertThat(form.field("user_id")).contains("U0ANA");
        assertThat(form.field("text")).contains("status podinfo.test é🐤");
        assertThat(form.field("empty")).isEmpty();
        assertThat(form.field("bare")).isEmpty();
        assertThat(form.field("none")).isEmpty();
    }

    @Test
    void aFieldThatHasToBeThereIsNamed() throws Exception {
        SlackForm form = form("a=1");

        assertThatThrownBy(() -> form.required("user_id"))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining("user_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text=%", "text=%4", "text=%zz", "%zz=1", "user_id=U0ANA&user_id=U0BEN", "a=1&%61=2"})
    void whatCouldBeReadInTwoWaysIsNotRead(String body) {
        assertThatThrownBy(() -> form(body)).isInstanceOf(Malformed.class).hasMessageContaining("only Slack");
    }

    @Test
    void aFormOfManyFieldsIsRefused() {
        StringBuilder many = new StringBuilder("f=1");
        for (int i = 0; i < 64; i++) {
            many.append("&f").append(i).append("=1");
        }

        assertThatThrownBy(() -> form(many.toString())).isInstanceOf(Malformed.class);
    }

    @Test
    void whateverIsTypedComesThroughAndNothingBreaksIt() throws Exception {
        Random random = new Random(6_07);
        for (int i = 0; i < 2_000; i++) {
            String text = random.ints(random.nextInt(40), 1, 0x11000)
                    .filter(point -> point < 0xD800 || point > 0xDFFF)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            SlackForm form = form("text=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&user_id=U0ANA");

            assertThat(form.fields().get("text")).isEqualTo(text);
        }
    }

    static SlackForm form(String body) throws Malformed {
        return SlackForm.of(RawBody.of(body.getBytes(StandardCharsets.UTF_8)));
    }
}
