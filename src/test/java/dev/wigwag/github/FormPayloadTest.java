package dev.wigwag.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.http.Malformed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormPayloadTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "payload=%7B%22ref%22%3A1%7D,       '{\"ref\":1}'",
        "payload=%7b+%7d,                   '{ }'",
        "payload=a&payload=b,               a",
        "other=payload=x&payload=b&more=c,  b",
        "xpayload=x&payload=b,              b",
        "payload=a%26b%3Dc%2Bd,             a&b=c+d"
    })
    void theFirstFieldOfThatNameIsDecoded(String form, String payload) throws Exception {
        assertThat(open(form).readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo(payload);
    }

    @Test
    void theEndStaysTheEndWhateverFollows() throws Exception {
        InputStream payload = open("payload=a&b=c");

        assertThat(payload.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("a");
        assertThat(payload.read()).isEqualTo(-1);
        assertThat(payload.read(new byte[8])).isEqualTo(-1);
        assertThat(payload.read(new byte[8], 0, 0)).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "payload=%7B%22zen%22%3A%22Keep+it+small%22%7D, {\"zen\":\"Keep it small\"}",
        "payload={}, {}",
        "payload=%7b%7d, {}",
        "payload=a%2Bb+c, a+b c",
        "payload=a=b, a=b",
        "payload=a&payload=b, a",
        "first=1&payload=a&last=2, a",
        "payloa=1&payload=a, a",
        "payloadx=1&payload=a, a",
        "&&payload=a, a",
        "xpayload=no&payload=a, a",
        "papayload=no&payload=a, a",
        "payload=%C3%BC, ü"
    })
    void theFieldIsFoundAndDecoded(String form, String json) throws Exception {
        assertThat(decoded(form)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "payload", "Payload={}", "a=payload=", "{\"ref\":1}", "xpayload={}", "pay%6coad={}", "&"})
    void aFormWithoutTheFieldIsMalformed(String form) {
        assertThatThrownBy(() -> decoded(form)).isInstanceOf(Malformed.class).hasMessageContaining("payload");
    }

    @ParameterizedTest
    @ValueSource(strings = {"payload=", "payload=&a=b"})
    void anEmptyFieldIsAnEmptyBody(String form) throws Exception {
        assertThat(decoded(form)).isEmpty();
        assertThatThrownBy(() -> PushPayload.read(open(form), "guid-1")).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"payload=%", "payload=%7", "payload=%7&", "payload=%zz", "payload={%-1}", "payload=% 1"})
    void aBrokenEscapeIsRefusedAndMalformedToWhoReadsJson(String form) {
        assertThatThrownBy(() -> decoded(form)).isInstanceOf(CharConversionException.class);
        assertThatThrownBy(() -> PushPayload.read(open(form), "guid-1")).isInstanceOf(Malformed.class);
    }

    @Test
    void aPushInAFormIsTheSamePush() throws Exception {
        assertThat(PushPayload.read(
                        FormPayload.of(
                                new ByteArrayInputStream(PushFixture.push().form())),
                        "guid-1"))
                .isEqualTo(PushPayload.read(PushFixture.push().stream(), "guid-1"));
    }

    @Test
    void everyCutOfAFormIsMalformedAndNothingElse() {
        byte[] whole = PushFixture.push().form();
        for (int length = 0; length < whole.length; length++) {
            String cut = new String(whole, 0, length, StandardCharsets.US_ASCII);
            assertThatThrownBy(() -> PushPayload.read(open(cut), "guid-1"))
                    .as("cut at %d", length)
                    .isInstanceOf(Malformed.class);
        }
    }

    @Test
    void anyTextComesThroughHoweverItIsReadPieceByPiece() throws Exception {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(300), 1, 0x11000)
                    .filter(c -> c < 0xD800 || c > 0xDFFF)
                    .forEach(text::appendCodePoint);
            String form = "a=b&payload=" + URLEncoder.encode(text.toString(), StandardCharsets.UTF_8) + "&c=d";
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            try (InputStream in = open(form)) {
                byte[] piece = new byte[1 + random.nextInt(17)];
                for (int n = in.read(piece, 0, piece.length); n >= 0; n = in.read(piece, 0, piece.length)) {
                    read.write(piece, 0, n);
                }
                assertThat(in.read()).isEqualTo(-1);
            }
            assertThat(read.toString(StandardCharsets.UTF_8)).isEqualTo(text.toString());
        }
    }

    private static String decoded(String form) throws IOException, Malformed {
        try (InputStream payload = open(form)) {
            return new String(payload.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(String form) throws IOException, Malformed {
        return FormPayload.of(new ByteArrayInputStream(form.getBytes(StandardCharsets.UTF_8)));
    }
}
