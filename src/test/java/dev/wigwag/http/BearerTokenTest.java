package dev.wigwag.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {
    private static final ScopedSecret ONE = secret("first-secret");
    private static final ScopedSecret TWO = secret("schlüssel-ключ");

    @Test
    void theSecretsThatAreTheTokenAreFound() {
        assertThat(token("Bearer first-secret").among(List.of(ONE, TWO))).containsExactly(ONE);
        assertThat(token("Bearer first-secret").among(List.of(ONE, TWO, ONE))).containsExactly(ONE, ONE);
        assertThat(token("Bearer first-secret").among(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer first-secret", "bearer first-secret", "BEARER   first-secret  "})
    void theSchemeIsReadInAnyCase(String header) {
        assertThat(token(header).among(List.of(ONE, TWO))).containsExactly(ONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"first-secre", "first-secrett", "First-secret", "first-secreT", "f"})
    void anotherTokenIsNotEqual(String presented) {
        assertThat(token("Bearer " + presented).among(List.of(ONE, TWO))).isEmpty();
    }

    @Test
    void aTokenBeyondAsciiIsComparedByTheBytesThatWereSent() {
        String asTheServerGivesIt =
                new String("Bearer schlüssel-ключ".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertThat(token(asTheServerGivesIt).among(List.of(ONE, TWO))).containsExactly(TWO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer    ",
                "Basic first-secret",
                "Bearerfirst-secret",
                "first-secret",
                " Bearer first-secret"
            })
    void whatIsNoBearerTokenIsNone(String header) {
        assertThat(BearerToken.read(List.of(header))).isEmpty();
    }

    @Test
    void noHeaderAndTwoHeadersAreNone() {
        assertThat(BearerToken.read(List.of())).isEmpty();
        assertThat(BearerToken.read(List.of("Bearer first-secret", "Bearer first-secret")))
                .isEmpty();
    }

    @Test
    void itShowsNothingOfItself() {
        assertThat(token("Bearer first-secret").toString()).doesNotContain("first");
    }

    private static BearerToken token(String header) {
        return BearerToken.read(List.of(header)).orElseThrow();
    }

    private static ScopedSecret secret(String text) {
        return ScopedSecret.unbound(text.getBytes(StandardCharsets.UTF_8));
    }
}
