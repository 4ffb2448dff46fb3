package dev.wigwag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import dev.wigwag.api.ApiConfig;
import dev.wigwag.chatops.ChatOpsConfig;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.flux.FluxConfig;
import dev.wigwag.git.GitConfig;
import dev.wigwag.github.GitHubConfig;
import dev.wigwag.http.EdgesConfig;
import dev.wigwag.http.HttpConfig;
import dev.wigwag.http.SecretsDirectory;
import dev.wigwag.slack.SlackConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The defaults people rely on; that they are told is the matter of ConfigurationPagesTest. */
class ConfigDefaultsTest {
    private static final JavaClasses HOUSE = House.CLASSES;

    @Test
    void theCoreHasTheseDefaults() {
        WigwagConfig config = with(Map.of("wigwag.cluster", "blue")).getConfigMapping(WigwagConfig.class);

        assertThat(config.cluster()).isEqualTo("blue");
        assertThat(config.watch()).isFalse();
        assertThat(config.tickEvery()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.history()).isEqualTo(10);
        assertThat(config.intake().patience()).isEqualTo(Duration.ofSeconds(6));
        assertThat(config.intake().tickPatience()).isEqualTo(Duration.ofSeconds(25));
        assertThat(config.intake().workers()).isEqualTo(8);
        assertThat(config.intake().queue()).isEqualTo(256);
        assertThat(config.outlets().dryRun()).isFalse();
        assertThat(config.outlets().drain()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.chatops().approvalTtl()).isEqualTo(Duration.ofHours(4));
    }

    @Test
    void nobodyMayDecideUntilSomebodyIsNamed() {
        ChatOpsConfig config = with(Map.of("wigwag.cluster", "blue")).getConfigMapping(ChatOpsConfig.class);

        assertThat(config.approvers()).isEmpty();
        assertThat(config.fourEyes()).isFalse();
    }

    @Test
    void whoMayDecideIsReadFromTheVeryPropertiesThatAreNamedInRefusals() {
        ChatOpsConfig config = with(Map.of(
                        "wigwag.cluster",
                        "blue",
                        ChatOpsConfig.APPROVERS,
                        "a|b-* => slack:U0ANA|github:ben,c => slack:S0OPS",
                        ChatOpsConfig.FOUR_EYES,
                        "true"))
                .getConfigMapping(ChatOpsConfig.class);

        assertThat(config.approvers()).contains(List.of("a|b-* => slack:U0ANA|github:ben", "c => slack:S0OPS"));
        assertThat(config.fourEyes()).isTrue();
    }

    @Test
    void gitHubIsClosedUntilASecretIsConfigured() {
        GitHubConfig config = with(Map.of("wigwag.cluster", "blue")).getConfigMapping(GitHubConfig.class);

        assertThat(config.webhookSecrets()).isEmpty();
        assertThat(GitHubConfig.WEBHOOK_SECRETS).isEqualTo("wigwag.github.webhook-secrets");
        assertThat(config.kustomizationStatuses()).isFalse();
        assertThat(config.deployments()).isTrue();
        assertThat(config.redeliver()).isTrue();
    }

    @Test
    void fluxIsClosedUntilASecretIsConfigured() {
        FluxConfig config = with(Map.of("wigwag.cluster", "blue")).getConfigMapping(FluxConfig.class);

        assertThat(config.secrets()).isEmpty();
        assertThat(FluxConfig.SECRETS).isEqualTo("wigwag.flux.secrets");
    }

    @Test
    void severalSecretsAreReadFromTheVeryPropertyThatIsNamedInRefusals() {
        GitHubConfig config = with(Map.of("wigwag.cluster", "blue", GitHubConfig.WEBHOOK_SECRETS, "acme/* => a\\,b,c"))
                .getConfigMapping(GitHubConfig.class);

        assertThat(config.webhookSecrets()).contains(List.of("acme/* => a,b", "c"));
    }

    @Test
    void repositoriesAreReadWithinTheseLimits() {
        GitConfig config = with(Map.of("wigwag.cluster", "blue")).getConfigMapping(GitConfig.class);

        assertThat(config.enabled()).isTrue();
        assertThat(config.directory()).isEmpty();
        assertThat(config.deadline()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.idle()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.mostDisk().asLongValue()).isEqualTo(256L << 20);
        assertThat(config.largest().asLongValue()).isEqualTo(128L << 20);
        assertThat(config.mostAge()).isEqualTo(Duration.ofDays(7));
        assertThat(config.depth()).isEqualTo(50);
        assertThat(config.deepest()).isEqualTo(1000);
        assertThat(config.schemes()).containsExactly("https", "ssh", "http");
        assertThat(config.hosts()).containsExactly("*");
        assertThat(config.insteadOf()).isEmpty();
    }

    @Test
    void readersAreLetInByTokenOnlyAndThereIsNone() {
        ApiConfig config = with(Map.of("wigwag.cluster", "blue")).getConfigMapping(ApiConfig.class);

        assertThat(config.tokens()).isEmpty();
        assertThat(config.isPublic()).isFalse();
    }

    @Test
    void theTokensOfReadersAreReadFromTheVeryPropertyThatIsNamedInRefusals() {
        ApiConfig config = with(Map.of(
                        "wigwag.cluster", "blue", "wigwag.api.public", "true", ApiConfig.TOKENS, "team-* => a,b"))
                .getConfigMapping(ApiConfig.class);

        assertThat(ApiConfig.TOKENS).isEqualTo("wigwag.api.tokens");
        assertThat(config.tokens()).contains(List.of("team-* => a", "b"));
        assertThat(config.isPublic()).isTrue();
    }

    @Test
    void slackIsTheRealOneAndNothingIsSentThereUntilItIsConfigured() {
        SlackConfig config = with(Map.of("wigwag.cluster", "blue")).getConfigMapping(SlackConfig.class);

        assertThat(config.apiUrl()).hasToString("https://slack.com/api");
        assertThat(config.botToken()).isEmpty();
        assertThat(config.channel()).isEmpty();
        assertThat(config.people()).isEmpty();
        assertThat(config.webhook()).isEmpty();
        assertThat(config.signingSecrets()).isEmpty();
        assertThat(config.teamId()).isEmpty();
    }

    @Test
    void slacksSettingsAreReadFromTheVeryPropertiesThatAreNamedInRefusals() {
        SlackConfig config = with(Map.of(
                        "wigwag.cluster",
                        "blue",
                        SlackConfig.BOT_TOKEN,
                        "new,old",
                        SlackConfig.WEBHOOK,
                        "https://hooks.example.org/x",
                        SlackConfig.SIGNING_SECRETS,
                        "signing,signed",
                        SlackConfig.TEAM_ID,
                        "T0ACME",
                        SlackConfig.PEOPLE,
                        "ana => U0ANA,bob@example.org => U0BOB"))
                .getConfigMapping(SlackConfig.class);

        assertThat(config.botToken()).contains(List.of("new", "old"));
        assertThat(config.signingSecrets()).contains(List.of("signing", "signed"));
        assertThat(config.teamId()).contains("T0ACME");
        assertThat(config.webhook()).contains(List.of("https://hooks.example.org/x"));
        assertThat(config.people()).contains(List.of("ana => U0ANA", "bob@example.org => U0BOB"));
    }

    @Test
    void theEdgesHaveTheseLimits() {
        HttpConfig config = with(Map.of("wigwag.cluster", "blue")).getConfigMapping(HttpConfig.class);

        assertThat(config.githubBodyLimit().asLongValue()).isEqualTo(25L * 1024 * 1024);
        assertThat(config.bodyLimit().asLongValue()).isEqualTo(1024 * 1024);
        assertThat(config.bodiesInFlight().asLongValue()).isEqualTo(32L * 1024 * 1024);
        assertThat(config.bodyTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.openPaths()).isEmpty();
    }

    @Test
    void everyEdgeIsServedAndSecretsAreLookedForWhereTheyAreMounted() {
        assertThat(EdgesConfig.DEFAULT).isEqualTo("github,slack,flux,flagger,events,api");
        assertThat(SecretsDirectory.DEFAULT).isEqualTo("/etc/wigwag/secrets");
    }

    @Test
    void aClusterWithoutANameDoesNotStart() {
        assertThatThrownBy(() -> with(Map.of()))
                .hasMessageContaining("wigwag.cluster")
                .hasMessageContaining("required");
        assertThatThrownBy(() -> with(Map.of("wigwag.cluster", ""))).hasMessageContaining("wigwag.cluster");
    }

    private static List<Class<?>> mappings() {
        List<Class<?>> mappings = HOUSE.stream()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .map(JavaClass::reflect)
                .collect(Collectors.toCollection(ArrayList::new));
        assertThat(mappings).contains(WigwagConfig.class, GitHubConfig.class, HttpConfig.class);
        return mappings;
    }

    /** @throws NoSuchElementException if something required is missing */
    private static SmallRyeConfig with(Map<String, String> settings) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().addDiscoveredConverters();
        mappings().forEach(builder::withMapping);
        settings.forEach(builder::withDefaultValue);
        return builder.build();
    }
}
