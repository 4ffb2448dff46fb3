package dev.wigwag.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wigwag.HandSetClock;
import dev.wigwag.TestSettings;
import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.rollout.Annotated;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AnnotatedNamespacesTest {
    private static final Annotated TO_C1 = new Annotated("C1", null, null, List.of());

    private final TestCluster cluster = new TestCluster();
    private final HandSetClock clock = new HandSetClock(Instant.parse("2026-11-23T12:00:00Z"));
    private final KindWatches watches = new KindWatches(
            cluster.client(), cluster.served(), TestSettings.of(WigwagConfig.class, Map.of("wigwag.watch", "true")));
    private final AnnotatedNamespaces namespaces = new AnnotatedNamespaces(cluster.objects(), watches, clock);

    @AfterEach
    void stop() {
        watches.stop();
        cluster.close();
    }

    @Test
    void onlyThoseWithAnnotationsOfOursAreKept() {
        namespace("team-a", Map.of("wigwag.dev/slack-channel", "C1", "other.example/x", "y"));
        namespace("team-b", Map.of("other.example/x", "y"));
        namespace("team-c", Map.of());
        namespace("team-d", Map.of("wigwag.dev/mute", "perhaps"));

        assertThat(namespaces.annotated())
                .containsOnlyKeys("team-a", "team-d")
                .containsEntry("team-a", TO_C1)
                .hasEntrySatisfying(
                        "team-d",
                        annotated -> assertThat(annotated.unreadable()).containsExactly("wigwag.dev/mute"));
    }

    @Test
    void aListServesAMinuteLong() {
        namespace("team-a", Map.of("wigwag.dev/slack-channel", "C1"));
        namespaces.annotated();
        namespace("team-b", Map.of("wigwag.dev/slack-channel", "C1"));
        clock.pass(Duration.ofSeconds(59));

        assertThat(namespaces.annotated()).containsOnlyKeys("team-a");
        assertThat(lists()).isEqualTo(1);

        clock.pass(Duration.ofSeconds(1));
        assertThat(namespaces.annotated()).containsOnlyKeys("team-a", "team-b");
        assertThat(lists()).isEqualTo(2);
    }

    @Test
    void manyAreReadInPages() {
        for (int i = 0; i < ClusterObjects.PAGE + 1; i++) {
            namespace("team-" + i, Map.of("wigwag.dev/slack-channel", "C1"));
        }

        assertThat(namespaces.annotated()).hasSize((int) ClusterObjects.PAGE + 1);
        assertThat(lists()).isEqualTo(2);
    }

    @Test
    void whereTheyMayNotBeReadTheirAnnotationsDoNotCount() {
        namespace("team-a", Map.of("wigwag.dev/slack-channel", "C1"));
        cluster.sandbox().faults().deny("list", "namespaces");

        assertThat(namespaces.annotated()).isEmpty();
        assertThat(namespaces.annotated()).isEmpty();
        assertThat(lists()).isEqualTo(1);
    }

    @Test
    void whenTheApiServerIsDownThatIsNotTakenForTheirBeingGone() {
        namespace("team-a", Map.of("wigwag.dev/slack-channel", "C1"));
        namespaces.annotated();
        clock.pass(Duration.ofMinutes(2));
        cluster.sandbox().close();

        assertThatThrownBy(namespaces::annotated).isInstanceOf(ClusterException.class);
    }

    @Test
    void aLongLivedProcessKnowsThemByAWatchAlone() {
        namespace("team-a", Map.of("wigwag.dev/slack-channel", "C1"));
        namespace("team-b", Map.of());
        watches.start();
        await().until(namespaces::isComplete);
        long lists = lists();

        assertThat(namespaces.annotated()).isEqualTo(Map.of("team-a", TO_C1));
        change("team-b", Map.of("wigwag.dev/slack-channel", "C1"));
        change("team-a", Map.of("wigwag.dev/slack-channel-was", "C1"));
        await().until(() -> namespaces.annotated().equals(Map.of("team-b", TO_C1)));
        cluster.sandbox().administrator().namespaces().withName("team-b").delete();
        await().until(() -> namespaces.annotated().isEmpty());
        assertThat(lists()).isEqualTo(lists);
    }

    private long lists() {
        return cluster.sandbox().requests().all().stream()
                .filter(request -> !request.administrator()
                        && request.path().equals("/api/v1/namespaces")
                        && request.status() != 101)
                .count();
    }

    private void namespace(String name, Map<String, String> annotations) {
        cluster.sandbox()
                .administrator()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withAnnotations(annotations)
                        .endMetadata()
                        .build())
                .create();
    }

    private void change(String name, Map<String, String> annotations) {
        cluster.sandbox()
                .administrator()
                .namespaces()
                .withName(name)
                .edit(namespace -> new NamespaceBuilder(namespace)
                        .editMetadata()
                        .withAnnotations(annotations)
                        .endMetadata()
                        .build());
    }
}
