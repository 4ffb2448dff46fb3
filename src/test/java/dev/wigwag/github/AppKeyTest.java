package dev.wigwag.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wigwag.HandSetClock;
import dev.wigwag.http.LiveSecrets;
import dev.wigwag.http.SecretsDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppKeyTest {
    private static final KeyPair PAIR = AGitHub.keyPair();

    private final HandSetClock clock = new HandSetClock(Instant.parse("2026-03-02T09:00:00Z"));

    @TempDir
    Path directory;

    static Stream<String> forms() {
        String pkcs1 = AGitHub.pkcs1(PAIR);
        String pkcs8 = AGitHub.pkcs8(PAIR);
        return Stream.of(
                pkcs1,
                pkcs8,
                pkcs1.replace("\n", "\r\n"),
                pkcs1.replace("\n", "\\n"),
                pkcs8.replace("\n", "\\r\\n"),
                pkcs8.replace("\n", ""),
                "\n  " + pkcs1 + "\n\n",
                "Bag Attributes\n" + pkcs8);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aKeyIsReadInEveryFormInWhichItIsPasted(String pem) {
        assertThat(PrivateKeyPem.parse(pem))
                .isInstanceOfSatisfying(
                        RSAPrivateCrtKey.class,
                        key -> assertThat(key.getPrivateExponent())
                                .isEqualTo(((RSAPrivateCrtKey) PAIR.getPrivate()).getPrivateExponent()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "MIIEpAIBAAKCAQEA",
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIE\n-----END ENCRYPTED PRIVATE KEY-----",
                "-----BEGIN PUBLIC KEY-----\nMIIE\n-----END PUBLIC KEY-----"
            })
    void whatIsNoKeyIsRefusedWithAWordOnWhatToDo(String text) {
        assertThatThrownBy(() -> PrivateKeyPem.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("as GitHub hands it out")
                .hasNoCause()
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("MIIE", "!!!!"));
    }

    @Test
    void aKeyWithAnyByteChangedIsReadOrRefusedAndNeverShown() {
        Random random = new Random(11);
        String pem = AGitHub.pkcs1(PAIR);
        for (int i = 0; i < 500; i++) {
            StringBuilder broken = new StringBuilder(pem);
            broken.setCharAt(random.nextInt(pem.length()), (char) (32 + random.nextInt(95)));
            try {
                assertThat(PrivateKeyPem.parse(broken.toString())).isNotNull();
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).hasSizeLessThan(250);
            }
        }
    }

    @Test
    void aTokenIsBackDatedAndEndsWithinTenMinutesAndBearsOurSignature() throws Exception {
        String token = key(AGitHub.pkcs1(PAIR)).tokens().get(0);

        String[] parts = token.split("\\.");
        JsonNode claims = json(parts[1]);
        long now = clock.instant().getEpochSecond();
        assertThat(json(parts[0]).toString()).isEqualTo("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
        assertThat(claims.path("iat").asLong()).isEqualTo(now - 60);
        assertThat(claims.path("exp").asLong()).isEqualTo(now + 540);
        assertThat(claims.path("iss").asText()).isEqualTo("Iv23liABCDEF");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(PAIR.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    @Test
    void aMountedKeyIsReadAsGitHubHandsItOutAndReadAgainWhenItChanges() throws Exception {
        Path file = directory.resolve(AppKey.PROPERTY);
        Files.writeString(file, AGitHub.pkcs1(PAIR));
        LiveSecrets secrets = new SecretsDirectory(directory, clock, Runnable::run)
                .secrets(AppKey.PROPERTY, List.of(), globs -> name -> true);
        AppKey key = new AppKey("1", secrets, clock);
        String before = key.tokens().get(0);

        Files.writeString(file, AGitHub.pkcs8(AGitHub.keyPair()) + "\n" + AGitHub.pkcs1(PAIR) + "\n");
        clock.pass(Duration.ofSeconds(2));
        List<String> after = key.tokens();

        assertThat(before).isNotEmpty();
        assertThat(after).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void theKeyIsNotReadBeforeItIsNeeded() {
        assertThat(key("nonsense that is no key").id()).isEqualTo("Iv23liABCDEF");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\"b", "12 34", "é"})
    void anIdThatIsNoneIsRefused(String id) {
        LiveSecrets none = AGitHub.secrets(AppKey.PROPERTY, clock);

        assertThatThrownBy(() -> new AppKey(id, none, clock)).hasMessageContaining("wigwag.github.app.id");
    }

    private AppKey key(String pem) {
        return new AppKey(" Iv23liABCDEF\n", AGitHub.secrets(AppKey.PROPERTY, clock, pem), clock);
    }

    private static JsonNode json(String part) throws Exception {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
    }
}
