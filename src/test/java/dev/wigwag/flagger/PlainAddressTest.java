package dev.wigwag.flagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainAddressTest {
    @ParameterizedTest
    @MethodSource("texts")
    void ofAnAddressInATextOnlyTheHostIsLeft(String text, String plain) {
        assertThat(PlainAddress.in(text)).isEqualTo(plain);
        assertThat(PlainAddress.in(plain)).isEqualTo(plain);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments(
                        "POST http://user:hunter2@gates.ops/a?key=hunter2 giving up after 1 attempt(s)",
                        "POST http://gates.ops/… giving up after 1 attempt(s)"),
                arguments(
                        "Post \"http://gates.ops:8080/hunter2\": dial tcp: no such host",
                        "Post \"http://gates.ops:8080/…\": dial tcp: no such host"),
                arguments("see https://flagger.app.", "see https://flagger.app."),
                arguments("see https://flagger.app/, then", "see https://flagger.app, then"),
                arguments("http://user:hun/ter2@gates.ops", "http://…"),
                arguments("nothing here: //no", "nothing here: //no"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://gates.ops/flagger/gates/promotion, http://gates.ops/flagger/gates/promotion",
        "https://flagger:hunter2@gates.ops:8443/flagger/event?x=hunter2#y, https://gates.ops:8443/flagger/event",
        "http://gates.ops/hooks/a8f5f167f44f4964e6c998dee827110c/x, http://gates.ops/hooks/…/x",
        "http://gates.ops, http://gates.ops",
        "http://gates.ops/, http://gates.ops/",
        "http://gates.ops?x=hunter2, http://gates.ops",
        "http://u:hun/ter2@gates.ops/x, http://…"
    })
    void aHooksAddressKeepsItsPathButNoKeyInIt(String address, String plain) {
        assertThat(PlainAddress.of(address)).isEqualTo(plain);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"gates.ops/x", "http://", "http://a b", "://x"})
    void whatIsNoAddressIsNone(String text) {
        assertThat(PlainAddress.of(text)).isNull();
    }

    @Test
    void whateverStandsBeforeTheHostIsNeverShown() {
        Random random = new Random(11);
        String signs = "ab1:/?#.@%\"' ()";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder around = new StringBuilder();
            for (int j = random.nextInt(12); j > 0; j--) {
                around.append(signs.charAt(random.nextInt(signs.length())));
            }
            String plain = PlainAddress.in(around + "http://me:hunter2@gates.ops/" + around + "?hunter2");

            assertThat(plain).doesNotContain("me:hunter2");
        }
    }
}
