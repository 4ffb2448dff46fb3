package dev.wigwag.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {
    @ParameterizedTest
    @ValueSource(strings = {"Bearer s3cret-token", "bearer s3cret-token", "BEARER   s3cret-token  "})
    void theSchemeIsReadInAnyCase(String header) {
        assertThat(BearerToken.read(List.of(header)))
                .get()
                .matches(token -> token.isEqualTo("s3cret-token".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer", "Bearer ", "Bearer    ", "Basic czpz", "Bearers3cret", "s3cret", " Bearer s3cret"})
    void whatIsNoBearerTokenIsNone(String header) {
        assertThat(BearerToken.read(List.of(header))).isEmpty();
    }

    @Test
    void noHeaderAndTwoHeadersAreNone() {
        assertThat(BearerToken.read(List.of())).isEmpty();
        assertThat(BearerToken.read(List.of("Bearer a", "Bearer a"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret-toke", "s3cret-tokenn", "S3cret-token", "s3cret-tokeN", "t"})
    void anotherTokenIsNotEqual(String secret) {
        BearerToken token = BearerToken.read(List.of("Bearer s3cret-token")).orElseThrow();

        assertThat(token.isEqualTo(secret.getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void aTokenBeyondAsciiIsComparedByTheBytesThatWereSent() {
        byte[] secret = "schlüssel-ключ".getBytes(StandardCharsets.UTF_8);
        String asTheServerGivesIt = new String(secret, StandardCharsets.ISO_8859_1);

        assertThat(BearerToken.read(List.of("Bearer " + asTheServerGivesIt)))
                .get()
                .matches(token -> token.isEqualTo(secret));
    }

    @Test
    void itDoesNotShowItself() {
        assertThat(BearerToken.read(List.of("Bearer s3cret-token"))
                        .orElseThrow()
                        .toString())
                .doesNotContain("s3cret");
    }
}
