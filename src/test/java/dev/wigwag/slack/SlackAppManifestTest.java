package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.wigwag.SourceFile;
import dev.wigwag.http.Edge;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Slack app's manifest against what the code does, and Slack's limits (reference: slack.md §3, §17). */
class SlackAppManifestTest {
    private static final Map<String, Set<String>> SCOPES = Map.of(
            "auth.test", Set.of(),
            "chat.postMessage", Set.of("chat:write"),
            "chat.update", Set.of("chat:write"),
            "conversations.history", Set.of("channels:history", "groups:history"),
            "conversations.replies", Set.of("channels:history", "groups:history"),
            "users.lookupByEmail", Set.of("users:read.email"),
            "users.info", Set.of("users:read", "users:read.email"),
            "usergroups.users.list", Set.of("usergroups:read"));

    private static final Pattern METHOD =
            Pattern.compile("\"((?:auth|chat|conversations|users|usergroups|views)\\.[A-Za-z.]+)\"");

    private final JsonNode manifest = read();

    @Test
    void theAppHasTheScopesOfEveryMethodThatIsCalledAndNoOther() {
        Set<String> methods = new TreeSet<>();
        for (SourceFile file : SourceFile.below("src/main/java/dev/wigwag/slack")) {
            METHOD.matcher(file.text()).results().forEach(found -> methods.add(found.group(1)));
        }
        Set<String> needed = new TreeSet<>(Set.of("commands"));
        methods.forEach(method -> needed.addAll(SCOPES.get(method)));
        List<String> given = new ArrayList<>();
        manifest.at("/oauth_config/scopes/bot").forEach(scope -> given.add(scope.asText()));

        assertThat(methods).isEqualTo(new TreeSet<>(SCOPES.keySet()));
        assertThat(given).containsExactlyInAnyOrderElementsOf(needed);
    }

    @Test
    void itsAddressesAreOurPaths() {
        URI command = URI.create(manifest.at("/features/slash_commands/0/url").asText());
        URI press =
                URI.create(manifest.at("/settings/interactivity/request_url").asText());

        assertThat(manifest.at("/settings/interactivity/is_enabled").asBoolean())
                .isTrue();
        assertThat(command.getPath()).isEqualTo(SlackCommands.PATH);
        assertThat(press.getPath()).isEqualTo(SlackInteractions.PATH);
        assertThat(List.of(command, press)).allSatisfy(address -> {
            assertThat(address.getScheme()).isEqualTo("https");
            assertThat(Edge.at(address.getPath())).contains(Edge.SLACK);
        });
    }

    @Test
    void theCommandIsWigwagAndComesAsItWasTyped() {
        JsonNode command = manifest.at("/features/slash_commands/0");

        assertThat(manifest.at("/features/slash_commands")).hasSize(1);
        assertThat(command.path("command").asText()).isEqualTo("/wigwag");
        assertThat(command.path("should_escape").asBoolean(true)).isFalse();
    }

    @Test
    void whatNeedsAProcessThatNeverSleepsOrAStoreIsOff() {
        for (String setting : new String[] {"socket_mode_enabled", "token_rotation_enabled", "org_deploy_enabled"}) {
            assertThat(manifest.at("/settings").path(setting).asBoolean(true))
                    .as(setting)
                    .isFalse();
        }
        assertThat(manifest.at("/settings").has("event_subscriptions")).isFalse();
    }

    @Test
    void itIsWithinSlacksLimits() {
        assertThat(manifest.at("/display_information/name").asText()).hasSizeBetween(1, 35);
        assertThat(manifest.at("/display_information/description").asText()).hasSizeBetween(1, 140);
        assertThat(manifest.at("/features/bot_user/display_name").asText()).hasSizeBetween(1, 80);
        assertThat(manifest.at("/features/slash_commands/0/usage_hint").asText())
                .hasSizeBetween(1, 1000);
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(Path.of("k8s/apps/slack-app.yaml").toFile());
        } catch (IOException e) {
            throw new AssertionError("the manifest cannot be read", e);
        }
    }
}
