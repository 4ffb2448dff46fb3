package dev.wigwag.flux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.kube.TestCluster;
import dev.wigwag.rollout.Annotated;
import dev.wigwag.rollout.LiveMember;
import dev.wigwag.rollout.LiveSource;
import dev.wigwag.rollout.LiveView;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.sandbox.cluster.FluxReleases;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveViewsTest {
    private static final ObjectKey FLEET = new ObjectKey("GitRepository", "flux-system", "fleet");

    private final TestCluster cluster = new TestCluster();
    private final FluxSources sources = FluxSourcesTest.sources(cluster);

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aViewHoldsTheSourcesKustomizationsAndTheReleasesTheseApply() {
        source("GitRepository", "fleet");
        kustomization("v1", "team-a", "apps", "fleet");
        kustomization("v1", "team-b", "other", "elsewhere");
        release("v2", "cart", "apps");
        release("v2", "foreign", "other");
        release("v2", "nobodys", "gone");

        LiveView view = sources.view(FLEET).orElseThrow();

        assertThat(view.source().exists()).isTrue();
        assertThat(view.members())
                .extracting(member -> member.key().toString())
                .containsExactly("HelmRelease/shop/cart", "Kustomization/team-a/apps");
    }

    @Test
    void whatTheAnnotationsAskForIsInTheView() {
        for (String object : List.of(
                "source.toolkit.fluxcd.io/v1 GitRepository flux-system fleet",
                "kustomize.toolkit.fluxcd.io/v1 Kustomization team-a apps",
                "helm.toolkit.fluxcd.io/v2 HelmRelease shop cart")) {
            String[] words = object.split(" ");
            cluster.create("""
                    apiVersion: %s
                    kind: %s
                    metadata:
                      namespace: %s
                      name: %s
                      labels: {kustomize.toolkit.fluxcd.io/name: apps, kustomize.toolkit.fluxcd.io/namespace: team-a}
                      annotations: {wigwag.dev/slack-channel: "to-%2$s", wigwag.dev/mute: "yes"}
                    spec: {interval: 1m, sourceRef: {kind: GitRepository, name: fleet, namespace: flux-system}}
                    """.formatted((Object[]) words));
        }

        LiveView view = sources.view(FLEET).orElseThrow();

        assertThat(view.source().annotated()).isEqualTo(asking("to-GitRepository"));
        assertThat(view.members())
                .extracting(LiveMember::annotated)
                .containsExactly(asking("to-HelmRelease"), asking("to-Kustomization"));
    }

    private static Annotated asking(String channel) {
        return new Annotated(channel, null, null, List.of("wigwag.dev/mute"));
    }

    @Test
    void theViewOfADeletedSourceSaysSoAndStillHasItsMembers() {
        kustomization("v1", "team-a", "apps", "fleet");

        LiveView view = sources.view(FLEET).orElseThrow();

        assertThat(view.source()).isEqualTo(LiveSource.gone(FLEET));
        assertThat(view.members())
                .extracting(LiveMember::key)
                .containsExactly(new ObjectKey("Kustomization", "team-a", "apps"));
        assertThat(sources.address(FLEET)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HelmRepository", "Kustomization", "Canary", ""})
    void thereIsNoViewOfWhatIsNoSource(String kind) {
        ObjectKey key = new ObjectKey(kind, "a", "b");

        assertThat(sources.view(key)).isEmpty();
        assertThat(sources.address(key)).isEmpty();
    }

    @Test
    void betasAreReadAsWell() {
        cluster.sandbox().served().replaceWith(FluxReleases.tutorialAge());
        cluster.create("""
                apiVersion: source.toolkit.fluxcd.io/v1beta2
                kind: GitRepository
                metadata: {name: fleet, namespace: flux-system}
                spec: {url: "https://u:p@github.com/acme/fleet", interval: 1m}
                """);
        kustomization("v1beta2", "team-a", "apps", "fleet");
        release("v2beta1", "cart", "apps");

        assertThat(sources.view(FLEET).orElseThrow().members()).hasSize(2);
        assertThat(sources.address(FLEET)).contains("https://github.com/acme/fleet");
    }

    @Test
    void allViewsCostOneListOfEachKindHoweverManySourcesThereAre() {
        for (int i = 0; i < 30; i++) {
            source("GitRepository", "git" + i);
            kustomization("v1", "team-a", "apps" + i, "git" + i);
        }
        source("OCIRepository", "oci");
        source("Bucket", "bucket");
        cluster.sandbox().requests().clear();
        List<LiveView> views = new ArrayList<>();
        List<ObjectKey> keys = new ArrayList<>();

        sources.forEachView(Set.of(), views::add);

        assertThat(views).hasSize(32);
        assertThat(views).filteredOn(view -> view.members().size() == 1).hasSize(30);
        assertThat(cluster.sandbox()
                        .requests()
                        .matching("GET", "/apis/.*/(kustomizations|helmreleases|gitrepositories)"))
                .hasSize(3);
        sources.forEachSource(keys::add);
        assertThat(keys)
                .containsExactlyElementsOf(
                        views.stream().map(view -> view.source().key()).toList());
    }

    @Test
    void expectedSourcesAreShownOnceAndThoseThatAreMissingAsDeletedWithTheirMembers() {
        source("GitRepository", "fleet");
        kustomization("v1", "team-a", "apps", "lost");
        ObjectKey lost = new ObjectKey("GitRepository", "flux-system", "lost");
        List<LiveView> views = new ArrayList<>();

        sources.forEachView(Set.of(FLEET, lost, new ObjectKey("HelmRepository", "flux-system", "charts")), views::add);

        assertThat(views).extracting(view -> view.source().key()).containsExactly(FLEET, lost);
        assertThat(views.get(1).source()).isEqualTo(LiveSource.gone(lost));
        assertThat(views.get(1).members())
                .extracting(LiveMember::key)
                .containsExactly(new ObjectKey("Kustomization", "team-a", "apps"));
    }

    @Test
    void anExpectedSourceThatCameAfterTheListsIsNotShownAsDeleted() {
        List<LiveView> views = new ArrayList<>();
        source("Bucket", "bucket");

        sources.forEachView(Set.of(FLEET), view -> {
            views.add(view);
            if (view.source().key().kind().equals("Bucket")) {
                source("GitRepository", "fleet");
            }
        });

        assertThat(views).hasSize(2).allMatch(view -> view.source().exists());
    }

    @Test
    void aClusterWithoutHelmControllerHasViewsToo() {
        cluster.sandbox().served().withdraw("helm.toolkit.fluxcd.io");
        source("GitRepository", "fleet");
        kustomization("v1", "team-a", "apps", "fleet");

        assertThat(sources.view(FLEET).orElseThrow().members()).hasSize(1);
    }

    private void source(String kind, String name) {
        cluster.create("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: %s
                metadata: {name: %s, namespace: flux-system}
                spec: {interval: 1m}
                """.formatted(kind, name));
    }

    private void kustomization(String version, String namespace, String name, String source) {
        cluster.create("""
                apiVersion: kustomize.toolkit.fluxcd.io/%s
                kind: Kustomization
                metadata: {name: %s, namespace: %s}
                spec: {interval: 1m, sourceRef: {kind: GitRepository, name: %s, namespace: flux-system}}
                """.formatted(version, name, namespace, source));
    }

    private void release(String version, String name, String parent) {
        String namespace = parent.equals("apps") ? "team-a" : "team-b";
        cluster.create("""
                apiVersion: helm.toolkit.fluxcd.io/%s
                kind: HelmRelease
                metadata:
                  name: %s
                  namespace: shop
                  labels: {kustomize.toolkit.fluxcd.io/name: %s, kustomize.toolkit.fluxcd.io/namespace: %s}
                spec: {interval: 1m}
                """.formatted(version, name, parent, namespace));
    }
}
