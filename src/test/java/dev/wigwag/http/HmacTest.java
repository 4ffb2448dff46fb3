package dev.wigwag.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HmacTest {

    private static final String HEADER = "X-Hub-Signature-256";
    private static final ScopedSecret OLD = secret("rotate-me-1");
    private static final ScopedSecret NEW = secret("rotate-me-2");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "It's a Secret to Everybody|Hello, World!|757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "rotate-me-1|payload=%7B%22zen%22%3A%22Keep+it+small%22%2C%22hook_id%22%3A42%7D"
                        + "|a8b123e14878a48df34075fb578ab750168c50af27cbe5fafd5c670bcb540171",
                "rotate-me-1|{\"zen\":\"Grüße\"}|2711adee88d02b75fc1944eebe2dc859e58fb656b4f9cffa9510a230830e39be"
            })
    void gitHubsSignaturesAreRight(String secret, String body, String hex) {
        RawBody raw = RawBody.of(body.getBytes(UTF_8));
        assertThat(HexFormat.of().formatHex(Hmac.sha256(secret.getBytes(UTF_8), raw)))
                .isEqualTo(hex);

        ScopedSecret key = secret(secret);
        assertThat(Hmac.signers(raw, signature("sha256=" + hex), List.of(NEW, key)))
                .containsExactly(key);
        assertThat(Hmac.signers(raw, signature("sha256=" + hex.toUpperCase()), List.of(key)))
                .containsExactly(key);
    }

    @Test
    void oldAndNewSecretsWorkSideBySide() {
        RawBody body = RawBody.of("{}".getBytes(UTF_8));
        assertThat(Hmac.signers(body, sign(OLD, body), List.of(OLD, NEW))).containsExactly(OLD);
        assertThat(Hmac.signers(body, sign(NEW, body), List.of(OLD, NEW))).containsExactly(NEW);
        assertThat(Hmac.signers(body, sign(NEW, body), List.of(OLD))).isEmpty();
    }

    @Test
    void everySecretWithTheSameKeyIsASignerAsTheirScopesMayDiffer() {
        RawBody body = RawBody.of("{}".getBytes(UTF_8));
        ScopedSecret narrow = new ScopedSecret("octo/fleet"::equals, OLD.key());
        assertThat(Hmac.signers(body, sign(OLD, body), List.of(narrow, NEW, OLD)))
                .containsExactly(narrow, OLD);
    }

    @Test
    void withoutSecretsNobodySigned() {
        RawBody body = RawBody.of("{}".getBytes(UTF_8));
        assertThat(Hmac.signers(body, sign(OLD, body), List.of())).isEmpty();
    }

    @Test
    void theSignatureCoversTheBodyHoweverItIsCutIntoPieces() {
        byte[] bytes = new byte[10_000];
        Random random = new Random(31);
        random.nextBytes(bytes);
        for (int round = 0; round < 50; round++) {
            RawBody pieces = RawBodyTest.inPieces(bytes, random);
            assertThat(Hmac.sha256(OLD.key(), pieces)).isEqualTo(Hmac.sha256(OLD.key(), RawBody.of(bytes)));
        }
    }

    @Test
    void anyChangedBitOfTheBodyOrTheSignatureIsRefused() {
        byte[] bytes = "{\"ref\":\"refs/heads/main\"}".getBytes(UTF_8);
        Signature right = sign(OLD, RawBody.of(bytes));
        byte[] mac = Hmac.sha256(OLD.key(), RawBody.of(bytes));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(Hmac.signers(RawBody.of(changed), right, List.of(OLD))).isEmpty();
        }
        for (int bit = 0; bit < 256; bit++) {
            byte[] changed = mac.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            Signature wrong = signature("sha256=" + HexFormat.of().formatHex(changed));
            assertThat(Hmac.signers(RawBody.of(bytes), wrong, List.of(OLD))).isEmpty();
        }
    }

    @Test
    void aMissingHeaderIsRefusedWithItsName() {
        assertThatThrownBy(() -> Signature.parse(HEADER, List.of())).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.problem().status()).isEqualTo(401);
            assertThat(refusal.problem().detail()).contains(HEADER, "missing", "secret");
        });
    }

    @Test
    void aDoubledHeaderIsRefusedEvenWhenBothAreRight() {
        String right = "sha256=" + "0".repeat(64);
        assertThatThrownBy(() -> Signature.parse(HEADER, List.of(right, right)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("2 times");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256=",
                "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59",
                "SHA256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e170",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1g",
                " sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17\n",
                "sha256=７57107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17, sha256=00"
            })
    void aHeaderOfAnotherFormIsRefusedWithoutRepeatingIt(String value) {
        assertThatThrownBy(() -> Signature.parse(HEADER, List.of(value)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.problem().status()).isEqualTo(401);
                    assertThat(refusal.problem().detail()).contains(HEADER).doesNotContain("757107ea");
                });
    }

    @Test
    void aSecretShowsNothingOfItself() {
        assertThat(OLD.toString()).isEqualTo("ScopedSecret[hidden]");
        assertThat(List.of(OLD).toString()).doesNotContain("rotate");
    }

    @Test
    void anEmptySecretCannotBeMade() {
        assertThatThrownBy(() -> ScopedSecret.unbound(new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    private static ScopedSecret secret(String text) {
        return ScopedSecret.unbound(text.getBytes(UTF_8));
    }

    private static Signature signature(String value) {
        return Signature.parse(HEADER, List.of(value));
    }

    private static Signature sign(ScopedSecret secret, RawBody body) {
        return signature("sha256=" + HexFormat.of().formatHex(Hmac.sha256(secret.key(), body)));
    }
}
