package dev.wigwag.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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

    @ParameterizedTest
    @ValueSource(strings = {"", "payload", "Payload=a", "payloads=a", "other=a&"})
    void aFormWithoutTheFieldIsMalformed(String form) {
        assertThatThrownBy(() -> open(form)).isInstanceOf(Malformed.class).hasMessageContaining("payload");
    }

    @ParameterizedTest
    @ValueSource(strings = {"payload=%", "payload=%2", "payload=%2&a=b", "payload=%zz", "payload=abc%+1"})
    void anEscapeWithoutTwoDigitsIsAnErrorAndNotAnEnd(String form) {
        assertThatThrownBy(() -> open(form).readAllBytes()).isInstanceOf(CharConversionException.class);
    }

    @Test
    void theEndStaysTheEndWhateverFollows() throws Exception {
        InputStream payload = open("payload=a&b=c");

        assertThat(payload.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("a");
        assertThat(payload.read()).isEqualTo(-1);
        assertThat(payload.read(new byte[8])).isEqualTo(-1);
        assertThat(payload.read(new byte[8], 0, 0)).isZero();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatWasEncodedComesBackWhereverThePiecesAreCut(long seed) throws Exception {
        Random random = new Random(seed);
        String text = random.ints(2_000 + random.nextInt(12_000), 0, 0x3000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String form = "a=" + "x".repeat(random.nextInt(5_000)) + "&payload="
                + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&z=1";

        InputStream payload = FormPayload.of(new Dripping(form.getBytes(StandardCharsets.US_ASCII), random));
        byte[] whole = new byte[text.length() * 4 + 700];
        int length = 0;
        for (int count = 0; count >= 0; length += Math.max(count, 0)) {
            count = payload.read(whole, length, 1 + random.nextInt(700));
        }

        assertThat(new String(whole, 0, length, StandardCharsets.UTF_8)).isEqualTo(text);
    }

    private static long[] seeds() {
        return new Random(7).longs(50).toArray();
    }

    private static InputStream open(String form) throws Malformed, IOException {
        return FormPayload.of(new ByteArrayInputStream(form.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Gives fewer bytes than it is asked for, as a body in blocks does. */
    private static final class Dripping extends ByteArrayInputStream {
        private final Random random;

        Dripping(byte[] bytes, Random random) {
            super(bytes);
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, 1 + random.nextInt(999)));
        }
    }
}
