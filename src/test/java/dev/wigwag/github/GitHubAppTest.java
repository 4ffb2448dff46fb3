package dev.wigwag.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The App's manifest asks for what the code needs, and the documented form for the same. */
class GitHubAppTest {
    private static final Pattern FORM = Pattern.compile("https://github\\.com/settings/apps/new\\?(\\S+)");

    private final JsonNode manifest;

    GitHubAppTest() throws Exception {
        manifest = new ObjectMapper().readTree(Files.readString(Path.of("k8s/apps/github-app.json")));
    }

    @Test
    void itSendsEveryEventThatIsUnderstoodOnce() {
        Set<String> understood = Stream.of(
                        new PushEvent(null), new PackageEvent(null), new CommentEvent(null, null, null))
                .flatMap(kind -> kind.names().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        // Of the twins an App can have the older one alone.
        understood.remove("package");

        assertThat(events()).containsExactlyInAnyOrderElementsOf(understood);
    }

    @Test
    void itMayWriteStatusesDeploymentsAndAnswersAndNothingElse() {
        Map<String, String> permissions = permissions();

        assertThat(permissions.entrySet().stream()
                        .filter(entry -> entry.getValue().equals("write"))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("statuses", "deployments", "pull_requests");
        assertThat(permissions).containsEntry("metadata", "read").containsEntry("contents", "read");
    }

    @Test
    void itsHookLeadsToTheEdge() {
        assertThat(URI.create(manifest.at("/hook_attributes/url").asText()).getPath())
                .isEqualTo("/github");
        assertThat(manifest.path("public").asBoolean(true)).isFalse();
    }

    @Test
    void theDocumentedFormIsTheSame() throws Exception {
        Matcher form = FORM.matcher(Files.readString(Path.of("docs/approvals.md")));
        assertThat(form.find()).isTrue();
        List<String[]> fields = Stream.of(form.group(1).split("&"))
                .map(field -> field.split("=", 2))
                .toList();

        assertThat(fields.stream().filter(field -> field[0].equals("events[]")).map(field -> field[1]))
                .containsExactlyInAnyOrderElementsOf(events());
        permissions()
                .forEach((name, grant) ->
                        assertThat(fields).anySatisfy(field -> assertThat(field).containsExactly(name, grant)));
    }

    private List<String> events() {
        return StreamSupport.stream(manifest.path("default_events").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private Map<String, String> permissions() {
        Map<String, String> permissions = new HashMap<>();
        manifest.path("default_permissions")
                .properties()
                .forEach(field ->
                        permissions.put(field.getKey(), field.getValue().asText()));
        return permissions;
    }
}
