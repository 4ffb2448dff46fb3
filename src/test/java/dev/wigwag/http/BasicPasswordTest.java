package dev.wigwag.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasicPasswordTest {
    private static final ScopedSecret SECRET = secret("s3cret-token");

    @ParameterizedTest
    @ValueSource(strings = {"flagger", "", "anybody at all", "ü", "Bearer"})
    void thePasswordIsTheTokenWhoeverTheUserIs(String user) {
        assertThat(present("Basic " + pair(user, "s3cret-token")).among(List.of(SECRET)))
                .containsExactly(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic ", "BASIC ", "Basic   "})
    void theSchemeIsReadInAnyCase(String scheme) {
        assertThat(present(scheme + pair("flagger", "s3cret-token") + " ").among(List.of(SECRET)))
                .containsExactly(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b:c", ":", "p@ss/word?#%", " with blanks ", "schlüssel-ключ", "\u0001\t"})
    void allAfterTheFirstColonIsThePassword(String password) {
        ScopedSecret odd = secret(password);

        assertThat(present("Basic " + pair("flagger", password)).among(List.of(SECRET, odd)))
                .containsExactly(odd);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret-toke", "s3cret-tokenn", "S3cret-token", "flagger:s3cret-token"})
    void anotherPasswordIsNotTheToken(String password) {
        assertThat(present("Basic " + pair("flagger", password)).among(List.of(SECRET)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic",
                "Basic ",
                "Basic !!!",
                "Basic Zmx",
                "Basic Zmxh-_Z2",
                "Bearer Zmxhc3M6eA==",
                "BasicZmxhc3M6eA==",
                "Zmxhc3M6eA=="
            })
    void whatIsNoBasicHeaderIsNone(String header) {
        assertThat(BasicPassword.read(List.of(header))).isEmpty();
    }

    @Test
    void aUserWithoutAPasswordBearsNoToken() {
        assertThat(BasicPassword.read(List.of("Basic " + encoded("flagger")))).isEmpty();
        assertThat(BasicPassword.read(List.of("Basic " + pair("flagger", "")))).isEmpty();
    }

    @Test
    void noHeaderAndTwoHeadersAreNone() {
        String header = "Basic " + pair("flagger", "s3cret-token");

        assertThat(BasicPassword.read(List.of())).isEmpty();
        assertThat(BasicPassword.read(List.of(header, header))).isEmpty();
    }

    @Test
    void whateverIsSentIsReadOrNoneAndNeverShown() {
        Random random = new Random(17);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            Optional<BearerToken> read =
                    BasicPassword.read(List.of("Basic " + Base64.getEncoder().encodeToString(bytes)));
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            int colon = text.indexOf(':');

            assertThat(read.isPresent()).isEqualTo(colon >= 0 && colon < text.length() - 1);
            read.ifPresent(token -> assertThat(token).hasToString("BearerToken[hidden]"));
        }
    }

    private static BearerToken present(String header) {
        return BasicPassword.read(List.of(header)).orElseThrow();
    }

    private static String pair(String user, String password) {
        return encoded(user + ":" + password);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ScopedSecret secret(String text) {
        return ScopedSecret.unbound(text.getBytes(StandardCharsets.UTF_8));
    }
}
