package dev.wigwag.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private static final String LONG_INSTALLATION_TOKEN =
            "ghs_1234567_eyJhbGciOiJSUzI1NiJ9." + "aB3-_".repeat(60) + "." + "xY9_-".repeat(36);

    @AfterEach
    void forgetSecrets() {
        KnownSecrets.remember("test.secrets", List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ghp_0123456789abcdefghijABCDEFGHIJ012345",
                "gho_0123456789abcdefghijABCDEFGHIJ012345",
                "ghu_0123456789abcdefghijABCDEFGHIJ012345",
                "ghs_0123456789abcdefghijABCDEFGHIJ012345",
                "ghr_0123456789abcdefghijABCDEFGHIJ012345",
                "github_pat_11ABCDEFG0abcdefghijkl_0123456789abcdefghijklmnopqrstuvwxyz",
                "xoxb-123456789012-1234567890123-abcdefghijklmnopqrstuvwx",
                "xoxp-123456789012-1234567890123-abcdefghijklmnopqrstuvwx",
                "xoxe.xoxp-1-Mi0yLTEyMzQ1Njc4OTAxMi0xMjM0",
                "xapp-1-A0123456789-1234567890123-abcdef0123456789",
                "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxMjM0In0.c2lnbmF0dXJl-_",
                "LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQpNSUlF"
            })
    void aTokenIsTakenOutWhereverItStands(String token) {
        for (String text : List.of("%s", "token %s.", "\"%s\"", "a=%s,b", "line\\n%s\\nline", "(%s)", "x\n%s\ny")) {
            assertThat(Redaction.apply(text.formatted(token))).isEqualTo(text.formatted(Redaction.MARK));
        }
    }

    @Test
    void theLongInstallationTokenGoesToItsLastCharacter() {
        assertThat(LONG_INSTALLATION_TOKEN).hasSizeGreaterThan(500);
        assertThat(Redaction.apply("got " + LONG_INSTALLATION_TOKEN + " back")).isEqualTo("got [redacted] back");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
    void aPrivateKeyGoesWithItsFrame(String label) {
        for (String newline : List.of("\n", "\r\n", "\\n")) {
            String pem = String.join(
                    newline,
                    "-----BEGIN " + label + "-----",
                    "MIIEvQIBADAN",
                    "Bgkqhki+/=",
                    "-----END " + label + "-----");
            assertThat(Redaction.apply("key: " + pem + " end")).isEqualTo("key: [redacted] end");
        }
    }

    @Test
    void aPrivateKeyWithoutAnEndTakesAllThatFollows() {
        assertThat(Redaction.apply("key: -----BEGIN RSA PRIVATE KEY-----\nMIIEvQ\nBADAN"))
                .isEqualTo("key: [redacted]");
    }

    @Test
    void aCertificateOrAPublicKeyStays() {
        String pem = "-----BEGIN CERTIFICATE-----\nMIIEvQ\n-----END CERTIFICATE-----\n-----BEGIN PUBLIC KEY-----";
        assertThat(Redaction.apply(pem)).isEqualTo(pem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Authorization: Bearer s3cr3t | Authorization: Bearer [redacted]",
                "authorization: Basic dXNlcjpw | authorization: Basic [redacted]",
                "Authorization: token abc, Accept: */* | Authorization: token [redacted], Accept: */*",
                "{\"Authorization\":\"Bearer s3cr3t\",\"a\":1} | {\"Authorization\":\"Bearer [redacted]\",\"a\":1}",
                "{\\\"Authorization\\\":\\\"abc\\\"} | {\\\"Authorization\\\":\\\"[redacted]\\\"}",
                "Proxy-Authorization=hunter2 | Proxy-Authorization=[redacted]",
                "sent Bearer correct-horse | sent Bearer [redacted]",
                "sent bearer abcdefgh | sent bearer [redacted]",
                "sent Basic dXNlcjpodW50ZXIy | sent Basic [redacted]",
                "sent Basic dXNlcjpwdw== ok | sent Basic [redacted] ok",
                "https://user:pw@host/x | https://[redacted]@host/x",
                "https://x-access-token:abc@github.com/o/r.git | https://[redacted]@github.com/o/r.git",
                "https://opaque@github.com/o/r | https://[redacted]@github.com/o/r",
                "https://user:p@ss@host/x | https://[redacted]@host/x",
                "ssh://git:pw@host/x | ssh://[redacted]@host/x",
                "redis://:pw@host | redis://[redacted]@host",
                "https://h/?token=a&b=1 | https://h/?token=[redacted]&b=1",
                "https://h/?b=1&access_token=a#f | https://h/?b=1&access_token=[redacted]#f",
                "/x?secret=a&key=b&password=c&signature=d | /x?secret=[redacted]&key=[redacted]&password=[redacted]"
                        + "&signature=[redacted]",
                "/x?X-Amz-Signature=0a&client_secret=0b | /x?X-Amz-Signature=[redacted]&client_secret=[redacted]",
                "token=gIkuvaNzQIHg97ATvDxqgjtO&team_id=T1 | token=[redacted]&team_id=T1",
                "https://hooks.slack.com/services/T00/B00/gIkuvaNzQIHg97 now | https://hooks.slack.com/services/[redacted] now"
            })
    void aSecretInItsUsualPlaceIsTakenOutAndTheRestStays(String text, String expected) {
        assertThat(Redaction.apply(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "main@sha1:164832204e2e20915ad0a06c23bd19e85287aabd",
                "https://github.com/octo/fleet.git at refs/heads/main",
                "ssh://git@github.com/octo/fleet",
                "git@github.com:octo/fleet.git",
                "send `Authorization: Bearer …` or Basic authentication",
                "a Bearer token is missing, Bearer authentication is needed",
                "Basic credentials and basic understanding",
                "gitrepositories.source.toolkit.fluxcd.io \"x\" is forbidden: User cannot patch resource",
                "highs_and_lows_of_a_team, lengths_of_things",
                "set wigwag.github.webhook-secrets and X-Hub-Signature-256",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "?monkey=1&tokens=2",
                "mail someone@example.org about http://example.org/a@b",
                "Grüße 日本語 👩‍🚀"
            })
    void ordinaryTextStaysAsItIs(String text) {
        assertThat(Redaction.apply(text)).isEqualTo(text);
    }

    @Test
    void nothingStaysNothing() {
        assertThat(Redaction.apply(null)).isNull();
    }

    @Test
    void aSecretTheProcessHoldsIsFoundInAnyText() {
        remember("correct horse battery", "correct horse battery staple");
        assertThat(Redaction.apply("<correct horse battery staple> <correct horse battery>"))
                .isEqualTo("<[redacted]> <[redacted]>");
    }

    @Test
    void aSecretNoLongerHeldIsForgotten() {
        remember("correct horse battery");
        remember("another secret");
        assertThat(Redaction.apply("correct horse battery, another secret"))
                .isEqualTo("correct horse battery, [redacted]");
    }

    @Test
    void aShortSecretIsNotLookedForInOrdinaryText() {
        remember("main", "redacted");
        assertThat(Redaction.apply("refs/heads/main is redacted")).isEqualTo("refs/heads/main is redacted");
    }

    @Test
    void onlySixtyFourSecretsOfAPropertyAreLookedFor() {
        String[] many = new String[65];
        for (int i = 0; i < many.length; i++) {
            many[i] = "secret-number-" + (100 + i);
        }
        remember(many);
        assertThat(Redaction.apply(many[63] + " " + many[64])).isEqualTo("[redacted] " + many[64]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN ",
                "eyJ",
                "eyJa.",
                "eyJa.b",
                "ghp_",
                "ghs_.",
                "ghp_aaaaaaaaaa.",
                "xoxb-",
                "xoxa.xoxa.",
                "https://",
                "https://a:",
                "a://b:c",
                "https://a@",
                "@",
                "Bearer ",
                "Basic ",
                "Basic a",
                "Authorization: ",
                "Authorization:\"",
                "?a-a_",
                "&token",
                "&a.b-c_",
                "hooks.slack.com/services/",
                "LS0tLS1CRUdJTi",
                "a",
                "+",
                " ",
                "\\n"
            })
    void hostileRepetitionTakesLinearTime(String piece) {
        String text = piece.repeat(500_000 / piece.length());
        // Quadratic work on half a million characters would take minutes.
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Redaction.apply(text));
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Redaction.apply(text + "@x"));
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void applyingItTwiceChangesNothingMore(long seed) {
        remember("correct horse battery", "tr0ub4dor&3");
        List<String> pieces = List.of(
                "ghp_0123456789abcdefghij",
                "xoxb-123456789012-abc",
                "eyJhbGciOi.eyJpc3Mi.c2ln",
                "https://",
                "u:p@",
                "@",
                "Bearer ",
                "Basic ",
                "dXNlcjpwdw==",
                "Authorization: ",
                "token=",
                "?key=",
                "&",
                " ",
                "\n",
                "\\n",
                "\"",
                "-----BEGIN PRIVATE KEY-----",
                "-----END PRIVATE KEY-----",
                "hooks.slack.com/services/",
                "T0/B0/xx",
                "correct horse battery",
                "tr0ub4dor&3",
                "host/",
                "abc",
                ".",
                "[redacted]",
                ":",
                "-",
                "_",
                "git",
                "ssh://");
        Random random = new Random(seed);
        for (int round = 0; round < 5000; round++) {
            StringBuilder text = new StringBuilder();
            int count = 1 + random.nextInt(8);
            for (int i = 0; i < count; i++) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            String once = Redaction.apply(text.toString());
            assertThat(Redaction.apply(once)).as("twice over %s", text).isEqualTo(once);
            assertThat(once).doesNotContain("correct horse battery", "tr0ub4dor&3");
        }
    }

    private static void remember(String... secrets) {
        KnownSecrets.remember(
                "test.secrets",
                Arrays.stream(secrets)
                        .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                        .toList());
    }
}
