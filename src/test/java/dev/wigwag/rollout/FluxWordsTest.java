package dev.wigwag.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FluxWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "health check failed after 5m0.031s: timeout | health check failed: timeout",
                "Reconciliation finished in 2.084434647s, next run in 10m0s | Reconciliation finished, next run",
                "took 2.084434647s overall | took overall",
                "Running with a timeout of 5m0s | Running with a timeout of 5m0s",
                "dial tcp: read udp 10.1.2.3:43210->10.96.0.10:53: i/o timeout | dial tcp: read udp 10.1.2.3->10.96.0.10:53: i/o timeout",
                "open /tmp/kustomization-384195873/apps/x.yaml: no such file | open /tmp//apps/x.yaml: no such file",
                "expired: current time 2026-02-03T12:00:00Z is after 2026-02-01T00:00:00Z | expired: current time is after",
                "request id 3c1f7a52-8f2b-4c0e-9a55-0d6b1a2c9e41 denied | request id denied",
                "conflict, resourceVersion: 48211934 | conflict",
                "panic at 0xc000123456 here | panic at here",
            })
    void whatDiffersFromRunToRunIsLeftOut(String said, String kept) {
        assertThat(StableText.of(said)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "unable to clone 'https://bot:hunter2@github.com/acme/fleet': denied | unable to clone 'https://github.com/acme/fleet': denied",
                "Get \"https://bot:hunt@er2@h/p?token=hunter2\": EOF | Get \"https://h/p\": EOF",
                "header Authorization: Bearer hunter2hunter2 refused | header Authorization: … refused",
                "used ghp_hunter2hunter2hunter2 for it | used … for it",
                "with password=hunter2 given | with … given",
                "fetch ftp://a:hunter2@b failed | fetch ftp://b failed",
            })
    void credentialsAreLeftOut(String said, String kept) {
        assertThat(StableText.of(said)).isEqualTo(kept).doesNotContain("hunter2");
    }

    @Test
    void wordsAboutSecretsAreNoCredentials() {
        assertThat(StableText.of("secret 'flux-system/token' not found"))
                .isEqualTo("secret 'flux-system/token' not found");
    }

    @Test
    void onlyTheFirstParagraphIsTakenInOneLine() {
        assertThat(StableText.of("\n one\n\ttwo \r\n \n Last Helm logs:\n three"))
                .isEqualTo("one two");
    }

    @Test
    void objectsOfAHealthCheckAreListedInAnOrderOfTheirOwn() {
        String one = "timeout waiting for: [Deployment/shop/b status: 'InProgress', Job/shop/a status: 'NotFound']";
        String other = "timeout waiting for: [Job/shop/a status: 'NotFound', Deployment/shop/b status: 'InProgress']";

        assertThat(words("HealthCheckFailed", one))
                .isEqualTo("HealthCheckFailed: Deployment/shop/b was not ready in time, Job/shop/a was not found")
                .isEqualTo(words("HealthCheckFailed", other));
        assertThat(words("HealthCheckFailed", "x: [Namespace/a status: 'Terminating']"))
                .isEqualTo("HealthCheckFailed: Namespace/a is Terminating");
    }

    @Test
    void reasonOrWordsMayBeMissing() {
        assertThat(words("BuildFailed", "")).isEqualTo("BuildFailed");
        assertThat(words("", "no such file")).isEqualTo("no such file");
        assertThat(words("", " ")).isEqualTo("not ready, and its status does not say why");
    }

    @Test
    void textThatHidesOrReordersIsMadePlain() {
        assertThat(words("BuildFailed", "a\u202Eb\u0000c\u2066d\uD800e")).isEqualTo("BuildFailed: abcd\uFFFDe");
    }

    @Test
    void aMessageHasAtMostFiveHundredCodePointsAndNoHalfOnes() {
        String cut = words("BuildFailed", "\uD83D\uDE80".repeat(600));

        assertThat(cut.codePointCount(0, cut.length())).isEqualTo(500);
        assertThat(cut).endsWith("\uD83D\uDE80…");
        assertThat(PlainText.cut("abc", 3)).isEqualTo("abc");
        assertThat(PlainText.cut("abcd", 3)).isEqualTo("ab…");
    }

    @Test
    void aPasswordThatIsCutInTwoIsNotShown() {
        String endless = "https://bot:hunter2" + "x".repeat(5000) + "@github.com/acme/fleet";

        assertThat(words("AuthenticationFailed", endless)).isEqualTo("AuthenticationFailed");
        assertThat(words("AuthenticationFailed", "cannot read " + endless))
                .isEqualTo("AuthenticationFailed: cannot read");
    }

    @Test
    void aHugeMessageIsReadInNoTime() {
        for (String part :
                new String[] {"a://", "1", "1.1s", " after 1", "https://'''", "x/y status: '", "\n ", "0x", "/tmp/1"}) {
            String huge = part.repeat(1_000_000 / part.length());
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> words("HealthCheckFailed", huge));
        }
    }

    private static String words(String reason, String message) {
        return FluxWords.of(new Ready(Ready.State.False, reason, message, null));
    }
}
