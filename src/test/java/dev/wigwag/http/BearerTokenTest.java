package dev.wigwag.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {
    private static final ScopedSecret ONE = ScopedSecret.unbound("first-secret".getBytes(StandardCharsets.UTF_8));
    private static final ScopedSecret TWO =
            ScopedSecret.unbound("zweites-Geheimnis-ü".getBytes(StandardCharsets.UTF_8));

    @Test
    void theSecretsThatAreTheTokenAreFound() {
        assertThat(token("Bearer first-secret").among(List.of(ONE, TWO))).containsExactly(ONE);
        assertThat(token("bearer  first-secret ").among(List.of(ONE, TWO, ONE))).containsExactly(ONE, ONE);
        assertThat(token("Bearer first-secre").among(List.of(ONE, TWO))).isEmpty();
    }

    @Test
    void theBytesCountAsTheyWereSent() {
        String header =
                new String("Bearer zweites-Geheimnis-ü".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertThat(token(header).among(List.of(ONE, TWO))).containsExactly(TWO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer  ", "Basic first-secret", "first-secret"})
    void whatIsNoBearerTokenIsNone(String header) {
        assertThat(BearerToken.read(List.of(header))).isEmpty();
    }

    @Test
    void ofSeveralTokensNoneCounts() {
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
}
