package dev.wigwag.pitfalls;

import static dev.wigwag.pitfalls.Fleet.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.engine.Report;
import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Revision;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What revisions, refs and addresses mean: pitfalls of flux.md §13. */
@Timeout(60)
class FluxRevisionPitfallsTest {
    private final Fleet fleet = new Fleet();

    @AfterEach
    void stop() {
        fleet.close();
    }

    @ParameterizedTest
    @DisplayName("6: a revision is split at its last @ and its last colon, and older forms have a slash")
    @CsvSource({
        "main@sha1:, main",
        "feature/x@sha1:, feature/x",
        "user@host/fix@2@sha1:, user@host/fix@2",
        "refs/pull/420/head@sha1:, refs/pull/420/head",
        "sha1:, ''",
        "'', ''",
        "main/, main",
        "feature/x/, feature/x",
        "user@host/, user@host",
        "HEAD/, ''"
    })
    void anyFormOfTheSameCommitIsThatCommit(String before, String pointer) {
        fleet.at('b').with("apps", 'a');
        fleet.status("Kustomization", "apps", """
                lastAttemptedRevision: "%1$s"
                lastAppliedRevision: "%1$s"
                conditions: [{type: Ready, status: "True", reason: ReconciliationSucceeded}]
                """.formatted(before + APush.sha('b')));

        fleet.look();

        assertThat(Revision.parse(before + APush.sha('b'))).isEqualTo(Revision.ofCommit(pointer, APush.sha('b')));
        assertThat(fleet.says('b')).isEqualTo("Succeeded: 2/2 ready");
    }

    @Test
    @DisplayName("25: lastAppliedRevision says which state was applied, not who was changed by it")
    void aCommitThatChangesNothingForAnObjectSucceedsWithoutIt() {
        fleet.at('a').with("apps", 'a');
        release("changed");
        fleet.look();
        assertThat(fleet.stages('a')).containsKey("HelmRelease/changed");

        fleet.status("GitRepository", "fleet", """
                observedGeneration: 1
                artifact: {revision: "%s", lastUpdateTime: "2199-01-01T00:00:00Z"}
                conditions: [{type: Ready, status: "True", reason: Succeeded}]
                """.formatted(revision('b')));
        fleet.succeeded("apps", 'b');
        fleet.look();

        assertThat(fleet.says('b')).isEqualTo("Succeeded: 2/2 ready");
        assertThat(fleet.stages('b')).containsOnlyKeys("Kustomization/apps");
    }

    @Test
    @DisplayName("28: a chart built from Git takes no notice of commits that leave its version alone")
    void aCommitToAChartsRepositoryIsNotWaitedForByTheReleasesOfTheChart() {
        fleet.at('a').with("apps", 'a');
        fleet.create("HelmChart", "flux-system-cart", "chart: ./cart, sourceRef: {kind: GitRepository, name: charts}");
        fleet.status("HelmChart", "flux-system-cart", "observedSourceArtifactRevision: \"" + revision('a') + "\"");
        release("cart");
        fleet.spec(
                "HelmRelease",
                "cart",
                "chart",
                Map.of(
                        "spec",
                        Map.of("chart", "./cart", "sourceRef", Map.of("kind", "GitRepository", "name", "charts"))));
        fleet.create("GitRepository", "charts", "interval: 1m, url: 'https://github.com/acme/charts'");
        fleet.status("GitRepository", "charts", """
                observedGeneration: 1
                artifact: {revision: "%s", lastUpdateTime: "%s"}
                conditions: [{type: Ready, status: "True", reason: Succeeded}]
                """.formatted(revision('c'), Fleet.STORED));

        fleet.process.hearHint(new ObjectKey("HelmRelease", "flux-system", "cart"));

        assertThat(fleet.cluster.ledger().of(new ObjectKey("GitRepository", "flux-system", "charts")))
                .singleElement()
                .satisfies(rollout -> {
                    assertThat(rollout.spec().revision()).isEqualTo(revision('c'));
                    assertThat(rollout.phase()).isEqualTo(Phase.Succeeded);
                    assertThat(rollout.status().stages()).hasSize(1);
                });
        assertThat(fleet.stages('a')).as("who applied it").containsKey("HelmRelease/cart");
    }

    @Test
    @DisplayName("30: after a failed fetch the old artifact stays, and so does the Ready of who uses it")
    void aKustomizationThatIsReadyOnAStaleArtifactSaysNothingOfThePush() {
        fleet.at('a').with("apps", 'a').look();
        fleet.push(APush.of('b').over('a').at(90));
        fleet.source('a', "False", "GitOperationFailed", "failed to checkout: no route to host");

        fleet.look();

        assertThat(fleet.says('b')).startsWith("Failed: ").contains("no route to host");
        assertThat(fleet.stages('b')).isEmpty();
        assertThat(fleet.says('a')).isEqualTo("Succeeded: 2/2 ready");
    }

    @ParameterizedTest
    @DisplayName("31: one repository has many addresses")
    @ValueSource(
            strings = {
                "https://github.com/acme/fleet",
                "https://github.com/acme/fleet.git",
                "https://github.com:443/acme/fleet/",
                "https://me:secret@GitHub.com/Acme/Fleet.git",
                "http://github.com/acme/fleet",
                "ssh://git@github.com/acme/fleet",
                "ssh://git@github.com:22/acme/fleet.git",
                "ssh://git@ssh.github.com:443/acme/fleet.git"
            })
    void aPushFindsItsSourceWhateverFormItsAddressHas(String url) {
        fleet.create("GitRepository", "fleet", "interval: 1m, ref: {branch: main}, url: '" + url + "'");
        fleet.create("GitRepository", "other", "interval: 1m, ref: {branch: main}, url: '" + url + "x'");

        Report report = fleet.push(APush.of('b'));

        assertThat(report.lines()).singleElement().satisfies(line -> {
            assertThat(line.object()).isEqualTo(Fleet.SOURCE);
            assertThat(line.outcome()).isEqualTo(Report.Outcome.REQUESTED);
        });
    }

    @ParameterizedTest
    @DisplayName("32: without a ref the branch is master, and ranges and tags do not follow branches")
    @CsvSource(
            delimiter = '|',
            value = {
                "timeout: 9s | refs/heads/master | REQUESTED",
                "timeout: 9s | refs/heads/main | NOT_FOLLOWED",
                "ref: {} | refs/heads/master | REQUESTED",
                "ref: {branch: main, semver: '>=1.0.0'} | refs/heads/main | NOT_FOLLOWED",
                "ref: {branch: main, semver: '>=1.0.0'} | refs/tags/v1.2.3 | REQUESTED",
                "ref: {branch: main, tag: v1} | refs/heads/main | NOT_FOLLOWED",
                "ref: {branch: main, tag: v1} | refs/heads/v1 | NOT_FOLLOWED",
                "ref: {branch: main, tag: v1} | refs/tags/v1 | REQUESTED"
            })
    void aPushMovesASourceOnlyByTheSourcesOwnRef(String spec, String pushed, Report.Outcome outcome) {
        fleet.create("GitRepository", "fleet", "interval: 1m, url: 'https://github.com/acme/fleet', " + spec);

        Report report = fleet.push(APush.of('b').to(pushed));

        assertThat(report.lines()).extracting(Report.Line::outcome).containsExactly(outcome);
        assertThat(fleet.rollouts()).hasSize(outcome == Report.Outcome.REQUESTED ? 1 : 0);
    }

    /** A HelmRelease that {@code apps} has just applied and that is live. */
    private void release(String name) {
        fleet.cluster.create("""
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata:
                  name: %s
                  namespace: flux-system
                  labels: {kustomize.toolkit.fluxcd.io/name: apps, kustomize.toolkit.fluxcd.io/namespace: flux-system}
                spec: {interval: 1m}
                status:
                  observedGeneration: 1
                  conditions: [{type: Ready, status: "True", reason: UpgradeSucceeded}]
                """.formatted(name));
    }
}
