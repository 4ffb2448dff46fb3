package dev.wigwag.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.engine.SourceReading;
import dev.wigwag.engine.Sources.Concerned;
import dev.wigwag.engine.Sources.Follower;
import dev.wigwag.kube.TestCluster;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.PackagePublished;
import dev.wigwag.rollout.Push;
import dev.wigwag.rollout.PushedCommits;
import dev.wigwag.rollout.PushedRef;
import dev.wigwag.rollout.RepositoryUrl;
import dev.wigwag.sandbox.cluster.Faults;
import dev.wigwag.sandbox.cluster.FluxReleases;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading sources from a cluster that behaves as a real API server does. */
class FluxSourcesTest {
    private static final RepositoryUrl FLEET =
            RepositoryUrl.of("https://github.com/acme/fleet").orElseThrow();
    private static final String OLD = "1111111111111111111111111111111111111111";
    private static final String NEW = "2222222222222222222222222222222222222222";

    private final TestCluster cluster = new TestCluster();
    private final FluxSources sources = sources(cluster);
    private final AskFlux askFlux = new AskFlux(cluster.objects());

    @AfterEach
    void stop() {
        cluster.close();
    }

    static FluxSources sources(TestCluster cluster) {
        CurrentCatalog catalog =
                new CurrentCatalog(WatchedCatalogTest.unwatched(cluster), new ListedCatalog(cluster.objects()));
        CurrentMembers members =
                new CurrentMembers(WatchedMembersTest.unwatched(cluster), new ListedMembers(cluster.objects()));
        return new FluxSources(
                cluster.objects(),
                catalog,
                new PackageFollowers(cluster.objects()),
                new LeftBehind(cluster.objects(), catalog),
                new LiveViews(cluster.objects(), members),
                new Provenance(cluster.objects(), members, new Owners(cluster.objects())));
    }

    @Test
    void sourcesAreFoundInAllNamespacesWhateverTheFormOfTheirAddress() {
        git("team-a", "https", "https://github.com/acme/fleet.git", "ref: {branch: main}");
        git("team-b", "ssh", "ssh://git@github.com:22/Acme/Fleet", "ref: {branch: main}");
        git("team-c", "stranger", "https://github.com/acme/other", "ref: {branch: main}");

        Concerned concerned = sources.by(Set.of(FLEET));

        assertThat(concerned.sources()).containsExactlyInAnyOrder(key("team-a", "https"), key("team-b", "ssh"));
        assertThat(concerned.others()).isEqualTo(1);
    }

    @Test
    void moreSourcesThanFitAPageAreFoundToo() {
        for (int i = 0; i < 600; i++) {
            git("team-" + i % 7, "s" + i, "https://github.com/acme/" + (i == 555 ? "fleet" : "repo" + i), "ref: {}");
        }

        assertThat(sources.by(Set.of(FLEET)).sources()).containsExactly(key("team-" + 555 % 7, "s555"));
        assertThat(cluster.sandbox().requests().matching("GET", ".*/gitrepositories"))
                .hasSize(3)
                .allSatisfy(page -> assertThat(page.query()).contains("limit=250"));
    }

    @Test
    void sourcesServedAsABetaOnlyAreFoundAndAskedToo() {
        cluster.sandbox().served().replaceWith(FluxReleases.tutorialAge());
        cluster.create("""
                apiVersion: source.toolkit.fluxcd.io/v1beta2
                kind: GitRepository
                metadata: {name: fleet, namespace: flux-system}
                spec: {url: "https://github.com/acme/fleet", interval: 1m}
                status: {observedGeneration: 1, artifact: {revision: master/%s}}
                """.formatted(OLD));

        SourceReading reading = sources.read(key("flux-system", "fleet"), push("refs/heads/master"))
                .orElseThrow();

        assertThat(reading.source().current().orElseThrow().hash()).isEqualTo(OLD);
        assertThat(reading.source().holdsArtifact()).isTrue();
        assertThat(reading.expected().orElseThrow()).hasToString("master@sha1:" + NEW);
        assertThat(askFlux.ask(key("flux-system", "fleet"), "wigwag-1")).isTrue();
    }

    @Test
    void aRequestIsAMergePatchOfTheAnnotationUnderOurOwnFieldManager() {
        git("team-a", "fleet", "https://github.com/acme/fleet", "ref: {branch: main}");
        cluster.sandbox().requests().clear();

        askFlux.ask(key("team-a", "fleet"), "wigwag-1");

        assertThat(cluster.sandbox().requests().matching("PATCH", ".*"))
                .singleElement()
                .satisfies(patch -> {
                    assertThat(patch.contentType()).startsWith("application/merge-patch+json");
                    assertThat(patch.query()).contains("fieldManager=wigwag");
                    assertThat(patch.body())
                            .isEqualTo(
                                    "{\"metadata\":{\"annotations\":{\"reconcile.fluxcd.io/requestedAt\":\"wigwag-1\"}}}");
                });
        assertThat(live("team-a", "fleet").getMetadata().getAnnotations())
                .containsEntry("reconcile.fluxcd.io/requestedAt", "wigwag-1");
    }

    @Test
    void missingRbacAVanishedObjectAndASilentServerAreToldApart() {
        git("team-a", "fleet", "https://github.com/acme/fleet", "ref: {branch: main}");
        assertThat(askFlux.ask(key("team-a", "gone"), "wigwag-1")).isFalse();

        cluster.sandbox().faults().deny("patch", "gitrepositories.source.toolkit.fluxcd.io");
        ClusterException denied =
                catchThrowableOfType(ClusterException.class, () -> askFlux.ask(key("team-a", "fleet"), "wigwag-1"));
        assertThat(denied.fault()).isEqualTo(Fault.DENIED);
        assertThat(denied).hasMessageContaining("k8s/base/rbac.yaml");

        cluster.sandbox().faults().clear();
        cluster.sandbox().faults().goDown(Faults.Outage.values()[0]);
        ClusterException down =
                catchThrowableOfType(ClusterException.class, () -> askFlux.ask(key("team-a", "fleet"), "wigwag-1"));
        assertThat(down.fault()).isEqualTo(Fault.DOWN);
        assertThat(down).hasMessageContaining("API server");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status: {observedGeneration: 1}",
                "status: {observedGeneration: -1, artifact: {revision: main@sha1:" + OLD + "}}",
                "status: {observedGeneration: 1, artifact: {revision: main@sha1:" + OLD
                        + "}, conditions: [{type: Stalled, status: 'True', reason: URLInvalid}]}"
            })
    void aSourceThatHasNotFetchedItsPresentAddressHoldsNoArtifactOfIt(String status) {
        cluster.create("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: fleet, namespace: team-a}
                spec: {url: "https://github.com/acme/fleet", ref: {branch: main}, interval: 1m}
                %s
                """.formatted(status));

        assertThat(sources.read(key("team-a", "fleet")).orElseThrow().holdsArtifact())
                .isFalse();
    }

    @Test
    void aSourceThatMovedToAnotherRepositorySinceItWasIndexedIsLeftAlone() {
        git("team-a", "fleet", "https://github.com/acme/moved", "ref: {branch: main}");

        assertThat(sources.read(key("team-a", "fleet"), push("refs/heads/main")))
                .isEmpty();
    }

    @Test
    void aSourceOfAnotherKindIsNotTakenForTheGitRepositoryOfItsName() {
        git("team-a", "fleet", "https://github.com/acme/fleet", "ref: {branch: main}");
        includer("late", NEW, "2026-11-23T04:00:00Z");
        ObjectKey bucket = new ObjectKey("Bucket", "team-a", "fleet");

        assertThat(sources.read(bucket)).isEmpty();
        assertThat(sources.read(bucket, push("refs/heads/main"))).isEmpty();
        assertThat(sources.leftBehindBy(bucket)).isEmpty();
    }

    @Test
    void aSourceThatIncludesAnotherIsNamedWithIt() {
        git("team-a", "fleet", "https://github.com/acme/fleet", "ref: {branch: main}");
        git(
                "team-a",
                "app",
                "https://github.com/acme/app",
                "ref: {branch: main}, include: [{repository: {name: fleet}}]");
        git(
                "team-b",
                "app",
                "https://github.com/acme/app",
                "ref: {branch: main}, include: [{repository: {name: fleet}}]");

        assertThat(sources.by(Set.of(FLEET)).includers())
                .isEqualTo(Map.of(key("team-a", "fleet"), List.of(key("team-a", "app"))));
    }

    @Test
    void anIncluderIsLeftBehindUntilItHoldsTheIncludedRevision() {
        git("team-a", "fleet", "https://github.com/acme/fleet", "ref: {branch: main}");
        includer("app", OLD, "2026-11-23T04:00:00Z");
        assertThat(sources.leftBehindBy(key("team-a", "fleet"))).isEmpty();

        includer("late", NEW, "2026-11-23T04:00:00Z");
        Map<ObjectKey, String> left = sources.leftBehindBy(key("team-a", "fleet"));
        assertThat(left).containsOnlyKeys(key("team-a", "late"));
        assertThat(sources.leftBehind()).isEqualTo(left);

        askFlux.ask(key("team-a", "late"), left.get(key("team-a", "late")));
        assertThat(sources.leftBehindBy(key("team-a", "fleet"))).isEmpty();
        assertThat(sources.leftBehind()).isEmpty();
    }

    @Test
    void kustomizationsAreLeftBehindWhenOnlyTheContentOfTheirSourceChanged() {
        includer("app", OLD, "2026-11-23T05:00:00Z");
        kustomization("stale", "app", "2026-11-23T04:59:00Z");
        kustomization("fresh", "app", "2026-11-23T05:01:00Z");
        kustomization("foreign", "elsewhere", "2026-11-23T04:59:00Z");

        Map<ObjectKey, String> left = sources.leftBehindBy(key("team-a", "app"));

        assertThat(left).containsOnlyKeys(new ObjectKey("Kustomization", "team-a", "stale"));
        assertThat(sources.leftBehind()).isEqualTo(left);
        askFlux.ask(
                new ObjectKey("Kustomization", "team-a", "stale"),
                left.values().iterator().next());
        assertThat(sources.leftBehindBy(key("team-a", "app"))).isEmpty();
        assertThat(sources.leftBehind()).isEmpty();
    }

    @Test
    void howeverManyIncludeOthersAllThatIsLeftBehindCostsOneListOfEachKind() {
        git("team-a", "fleet", "https://github.com/acme/fleet", "ref: {branch: main}");
        includer("app", NEW, "2026-11-23T05:00:00Z");
        includer("shop", NEW, "2026-11-23T05:00:00Z");
        kustomization("stale", "app", "2026-11-23T04:59:00Z");
        kustomization("staler", "shop", "2026-11-23T04:58:00Z");
        cluster.sandbox().requests().clear();

        assertThat(sources.leftBehind())
                .containsOnlyKeys(
                        key("team-a", "app"),
                        key("team-a", "shop"),
                        new ObjectKey("Kustomization", "team-a", "stale"),
                        new ObjectKey("Kustomization", "team-a", "staler"));
        assertThat(cluster.sandbox().requests().matching("GET", ".*/(gitrepositories|kustomizations)(/.*)?"))
                .hasSize(2);
    }

    @Test
    void whoeverLacksTwoIncludedSourcesIsAskedOnceForBoth() {
        git("team-a", "fleet", "https://github.com/acme/fleet", "ref: {branch: main}");
        git("team-a", "charts", "https://github.com/acme/charts", "ref: {branch: main}");
        String both = "include: [{repository: {name: fleet}}, {repository: {name: charts}}]";
        git("team-a", "app", "https://github.com/acme/app", both);

        Map<ObjectKey, String> left = sources.leftBehind();
        askFlux.ask(key("team-a", "app"), left.get(key("team-a", "app")));

        assertThat(left).hasSize(1);
        assertThat(sources.leftBehind()).isEmpty();
    }

    @Test
    void whoeverFollowsAPublishedImageIsFound() {
        create(
                "source.toolkit.fluxcd.io/v1",
                "OCIRepository",
                "follows",
                "url: oci://ghcr.io/acme/podinfo, ref: {tag: latest}");
        create(
                "source.toolkit.fluxcd.io/v1",
                "OCIRepository",
                "pinned",
                "url: oci://ghcr.io/acme/podinfo, ref: {tag: v1}");
        create("source.toolkit.fluxcd.io/v1", "OCIRepository", "other", "url: oci://ghcr.io/acme/other");
        create("image.toolkit.fluxcd.io/v1", "ImageRepository", "scan", "image: ghcr.io/Acme/podinfo, suspend: true");
        create("source.toolkit.fluxcd.io/v1", "HelmRepository", "charts", "type: oci, url: oci://ghcr.io/acme");
        create("source.toolkit.fluxcd.io/v1", "HelmRepository", "http", "url: https://acme.github.io/charts");
        create(
                "source.toolkit.fluxcd.io/v1",
                "HelmChart",
                "chart",
                "chart: podinfo, sourceRef: {kind: HelmRepository, name: charts}");
        create(
                "source.toolkit.fluxcd.io/v1",
                "HelmChart",
                "plain",
                "chart: podinfo, sourceRef: {kind: HelmRepository, name: http}");

        List<Follower> followers = sources.of(new PackagePublished(
                "d",
                "acme/podinfo",
                RepositoryUrl.of("ghcr.io/acme/podinfo").orElseThrow(),
                Set.of("latest"),
                "sha256:" + "a".repeat(64)));

        assertThat(followers)
                .extracting(follower -> follower.object().name(), Follower::suspended, Follower::moves)
                .containsExactlyInAnyOrder(
                        tuple("follows", false, true),
                        tuple("pinned", false, false),
                        tuple("scan", true, true),
                        tuple("chart", false, true));
    }

    private void git(String namespace, String name, String url, String more) {
        cluster.create("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: %s, namespace: %s}
                spec: {url: "%s", interval: 1m, %s}
                status: {observedGeneration: 1, artifact: {revision: main@sha1:%s}}
                """.formatted(name, namespace, url, more, OLD));
    }

    private void includer(String name, String lacks, String stored) {
        cluster.create("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: %s, namespace: team-a}
                spec: {url: "https://github.com/acme/app", interval: 1m, include: [{repository: {name: fleet}}]}
                status:
                  observedGeneration: 1
                  artifact: {revision: main@sha1:%s, digest: "sha256:d", lastUpdateTime: "%s"}
                  includedArtifacts: [{revision: main@sha1:%s}]
                """.formatted(name, OLD, stored, lacks));
    }

    private void kustomization(String name, String source, String ran) {
        cluster.create("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: %s, namespace: team-a}
                spec: {interval: 1m, sourceRef: {kind: GitRepository, name: %s}}
                status:
                  lastAttemptedRevision: main@sha1:%s
                  conditions: [{type: Ready, status: "True", lastTransitionTime: "%s"}]
                """.formatted(name, source, OLD, ran));
    }

    private void create(String apiVersion, String kind, String name, String spec) {
        cluster.create("""
                apiVersion: %s
                kind: %s
                metadata: {name: %s, namespace: apps}
                spec: {%s}
                """.formatted(apiVersion, kind, name, spec));
    }

    private GenericKubernetesResource live(String namespace, String name) {
        return cluster.objects()
                .find(FluxKind.GitRepository.kind(), namespace, name)
                .orElseThrow();
    }

    private static ObjectKey key(String namespace, String name) {
        return new ObjectKey("GitRepository", namespace, name);
    }

    private static Push push(String ref) {
        return new Push(
                "d",
                "acme/fleet",
                Set.of(FLEET),
                null,
                PushedRef.moved(ref, NEW),
                OLD,
                NEW,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                PushedCommits.NONE);
    }
}
