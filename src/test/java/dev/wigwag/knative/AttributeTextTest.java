package dev.wigwag.knative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeTextTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'flux-system', 'flux-system'",
                "'apps%20shop', 'apps shop'",
                "'Gr%C3%BC%C3%9Fe', 'Grüße'",
                "'Gr%c3%bc%c3%9fe', 'Grüße'",
                "'%F0%9F%98%80', '😀'",
                "'%2525', '%25'",
                "'%41', 'A'",
                "'\"a b\"', 'a b'",
                "'\"%22\"', '\"'",
                "'  x  ', 'x'",
                "'\"\"', ''",
                "'\"', '\"'",
                "'', ''",
                "'100%', '100%'",
                "'%4', '%4'",
                "'%zz', '%zz'",
                "'%%41', '%A'",
                "'a+b', 'a+b'",
                "'Grüße', 'Grüße'"
            })
    void isUnquotedAndThenDecodedOnce(String header, String value) {
        assertThat(AttributeText.decode(header)).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%C0%A0", "%FF", "%C3", "%ED%A0%80", "%F4%90%80%80", "a%80b"})
    void whatIsNoUtf8OnceDecodedIsNoValue(String header) {
        assertThat(AttributeText.decode(header)).isEmpty();
    }

    @Test
    void aMissingHeaderIsNoValue() {
        assertThat(AttributeText.decode(null)).isEmpty();
    }

    @Test
    void whateverStandsInAHeaderDoesNoHarm() {
        Random random = new Random(17);
        for (int turn = 0; turn < 20_000; turn++) {
            StringBuilder header = new StringBuilder();
            random.ints(random.nextInt(30), 0, 5)
                    .forEach(kind -> header.append(
                            switch (kind) {
                                case 0 -> "%";
                                case 1 -> Integer.toHexString(random.nextInt(256));
                                case 2 -> "\"";
                                default -> String.valueOf((char) random.nextInt(0x10000));
                            }));
            assertThatCode(() -> AttributeText.decode(header.toString())).doesNotThrowAnyException();
        }
    }

    @Test
    void whatIsEncodedAsTheSpecificationSaysComesBack() {
        Random random = new Random(18);
        for (int turn = 0; turn < 2_000; turn++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(20), 0x20, 0x11000)
                    .filter(c -> c < 0xD800 || c > 0xDFFF)
                    .forEach(text::appendCodePoint);
            assertThat(AttributeText.decode(EventBinding.encode(text.toString())))
                    .hasValue(text.toString());
        }
    }
}
