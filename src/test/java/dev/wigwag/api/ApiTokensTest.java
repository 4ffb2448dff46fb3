package dev.wigwag.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wigwag.TestSettings;
import dev.wigwag.http.Refusal;
import dev.wigwag.http.SecretsDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTokensTest {
    @TempDir
    Path directory;

    private Instant now = ARollout.NOON;

    @Test
    void aTokenSeesTheNamespacesItIsBoundToAndIsCaseSensitiveAboutThem() {
        Viewer viewer = tokens("team-a|team-b-* => token-of-teams").viewer(bearer("token-of-teams"));

        assertThat(viewer.whole()).isTrue();
        assertThat(List.of("team-a", "team-b-1", "team-b-")).allMatch(viewer::sees);
        assertThat(List.of("team-b", "team-a-1", "Team-A", "team-b-/x", "flux-system", ""))
                .noneMatch(viewer::sees);
    }

    @Test
    void aTokenThatIsNotBoundSeesEverything() {
        assertThat(tokens("token-for-all").viewer(bearer("token-for-all")).sees("flux-system"))
                .isTrue();
    }

    @Test
    void aTokenInSeveralEntriesSeesWhatAnyOfThemAllows() {
        Viewer viewer = tokens("a => token-of-two", "b => token-of-two", "c => token-of-one")
                .viewer(bearer("token-of-two"));

        assertThat(viewer.sees("a") && viewer.sees("b")).isTrue();
        assertThat(viewer.sees("c")).isFalse();
    }

    @Test
    void aMountedTokenIsGoodAtOnceAndBesideTheOldOne() throws Exception {
        ApiTokens tokens = tokens("old-token-123");
        Files.writeString(directory.resolve(ApiConfig.TOKENS), "team-a => new-token-456\n");
        now = now.plus(Duration.ofSeconds(2));

        assertThat(tokens.viewer(bearer("new-token-456")).sees("team-b")).isFalse();
        assertThat(tokens.viewer(bearer("old-token-123")).sees("team-b")).isTrue();
    }

    @Test
    void aTokenThatIsTakenAwayIsNoLongerGood() throws Exception {
        Path file = Files.writeString(directory.resolve(ApiConfig.TOKENS), "token-of-before\n");
        ApiTokens tokens = tokens();
        assertThat(tokens.viewer(bearer("token-of-before")).whole()).isTrue();
        Files.writeString(file, "another-token\n");
        now = now.plus(Duration.ofSeconds(2));

        assertThat(refused(tokens, bearer("token-of-before")).problem().slug()).isEqualTo("credentials-wrong");
    }

    @Test
    void withoutAnyTokenEverybodyIsToldWhichPropertyIsMissing() {
        Refusal refusal = refused(tokens(), bearer("whatever-it-is"));

        assertThat(refusal.problem().status()).isEqualTo(503);
        assertThat(refusal.problem().detail()).contains(ApiConfig.TOKENS);
    }

    @Test
    void aRefusedTokenIsNotRepeated() {
        Refusal refusal = refused(tokens("token-for-all"), bearer("somebody-elses-secret"));

        assertThat(refusal.headers()).containsEntry("WWW-Authenticate", "Bearer");
        assertThat(refusal.toString() + refusal.problem()).doesNotContain("somebody", "token-for-all");
    }

    @Test
    void inPublicWhoeverHasNoTokenIsAnybody() {
        ApiTokens tokens = open(true, "team-a => token-of-team-a");

        assertThat(List.of(tokens.viewer(List.of()), tokens.viewer(bearer("wrong-token"))))
                .allSatisfy(viewer -> {
                    assertThat(viewer.whole()).isFalse();
                    assertThat(viewer.sees("any")).isTrue();
                });
        assertThat(tokens.viewer(bearer("token-of-team-a")).whole()).isTrue();
        assertThat(open(true).viewer(List.of()).whole()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"=> hunter2hunter2", "team-a|| => hunter2hunter2", "te am => hunter2hunter2", "team-a =>"})
    void aWrongEntryStopsTheStartAndDoesNotShowItsToken(String entry) {
        assertThatThrownBy(() -> tokens("good-token-1", entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("entry 2 of " + ApiConfig.TOKENS)
                .hasMessageNotContaining("hunter2");
    }

    private ApiTokens tokens(String... entries) {
        return open(false, entries);
    }

    private ApiTokens open(boolean isPublic, String... entries) {
        Map<String, String> settings =
                Map.of(ApiConfig.TOKENS, String.join(",", entries), "wigwag.api.public", String.valueOf(isPublic));
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        return new ApiTokens(
                TestSettings.of(ApiConfig.class, settings), new SecretsDirectory(directory, clock, Runnable::run));
    }

    private static List<String> bearer(String token) {
        return List.of("Bearer " + token);
    }

    private static Refusal refused(ApiTokens tokens, List<String> authorization) {
        return catchThrowableOfType(Refusal.class, () -> tokens.viewer(authorization));
    }
}
