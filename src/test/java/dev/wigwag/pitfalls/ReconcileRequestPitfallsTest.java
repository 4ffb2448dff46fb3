package dev.wigwag.pitfalls;

import static dev.wigwag.pitfalls.Fleet.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.engine.Report;
import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.PackagePublished;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.RepositoryUrl;
import dev.wigwag.sandbox.cluster.LoggedRequest;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asking Flux to reconcile, and what its answer means: pitfalls of flux.md §13. */
@Timeout(60)
class ReconcileRequestPitfallsTest {
    private static final String REQUESTED_AT = "reconcile.fluxcd.io/requestedAt";

    private final Fleet fleet = new Fleet();

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    @DisplayName("19: one entry that fails makes the whole hook fail, though others were asked")
    void aPushThatCouldNotReachOneOfTwoSourcesIsFinishedByItsRepetition() {
        fleet.at('a');
        fleet.create(
                "GitRepository", "twin", "interval: 1m, url: 'https://github.com/acme/fleet', ref: {branch: main}");
        fleet.cluster.sandbox().faults().answer(1, "PATCH", ".*/gitrepositories/twin", 403);

        Report first = fleet.push(APush.of('b').over('a'));
        Report again = fleet.push(APush.of('b').over('a').deliveredAs("guid-2"));

        assertThat(first.failed()).isTrue();
        assertThat(outcome(first, "fleet")).isEqualTo(Report.Outcome.REQUESTED);
        assertThat(outcome(first, "twin")).isEqualTo(Report.Outcome.FAILED);
        assertThat(again.failed()).isFalse();
        assertThat(outcome(again, "fleet")).isEqualTo(Report.Outcome.ALREADY_REQUESTED);
        assertThat(requestedAt("twin")).isNotNull().isEqualTo(requestedAt("fleet"));
    }

    @Test
    @DisplayName("20: only another value of requestedAt is a request, and forceAt would have to equal it")
    void everyPushGivesAValueOfItsOwnAndNothingButThatAnnotationIsWritten() {
        fleet.at('a');

        fleet.push(APush.of('b').over('a'));
        String first = requestedAt("fleet");
        fleet.push(APush.of('b').over('a').deliveredAs("guid-2"));
        assertThat(fleet.asked()).hasSize(1);
        fleet.push(APush.of('c').over('b').at(10));

        assertThat(requestedAt("fleet")).isNotEqualTo(first);
        assertThat(fleet.asked())
                .extracting(LoggedRequest::body)
                .allMatch(body -> body.matches(
                        "\\{\"metadata\":\\{\"annotations\":\\{\"" + REQUESTED_AT + "\":\"wigwag-[0-9a-f]{16}\"}}}"))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @DisplayName("21: requestedAt has whatever form its writer likes")
    @ValueSource(
            strings = {
                "2026-08-12 09:40:58.123456789 +0000 UTC m=+86523.417",
                "2026-08-12T11:40:58.123456789+02:00",
                "1786527658",
                "now!",
                "wigwag-",
                "wigwag-0123456789abcdef-999999999999"
            })
    void whateverSomebodyElseAskedWithOursIsAskedBesideIt(String theirs) {
        fleet.at('a');
        askedAndHandled(theirs);

        assertThat(outcome(fleet.push(APush.of('b').over('a').at(40)), "fleet")).isEqualTo(Report.Outcome.REQUESTED);
        String ours = requestedAt("fleet");
        askedAndHandled(theirs);
        fleet.process.hearTick();

        assertThat(ours).matches("wigwag-[0-9a-f]{16}");
        assertThat(requestedAt("fleet")).isEqualTo(ours + "-2");
        assertThat(fleet.rollout('b').phase()).isEqualTo(Phase.Pending);
    }

    @Test
    @DisplayName("22: lastHandledReconcileAt means seen, not succeeded")
    void aRequestThatASuspendedOrFailingSourceHandledIsNoSuccess() {
        fleet.at('a').with("apps", 'a').look();
        fleet.push(APush.of('b').over('a').at(40));
        String ours = requestedAt("fleet");

        fleet.spec("GitRepository", "fleet", "suspend", true);
        askedAndHandled(ours);
        fleet.look();
        assertThat(fleet.says('b')).startsWith("Pending: suspended: resume GitRepository/fleet");

        fleet.spec("GitRepository", "fleet", "suspend", false);
        fleet.status("GitRepository", "fleet", """
                observedGeneration: 1
                lastHandledReconcileAt: %s
                artifact: {revision: "%s", lastUpdateTime: "%s"}
                conditions: [{type: Ready, status: "False", reason: AuthenticationFailed, message: "bad key"}]
                """.formatted(ours, revision('a'), Fleet.STORED));
        fleet.look();
        assertThat(fleet.says('b')).startsWith("Failed: ").contains("bad key");
    }

    @Test
    @DisplayName("23: right after a request Ready is still the True of the time before")
    void aReadyThatIsOlderThanTheRequestEndsNothing() {
        fleet.at('a').with("apps", 'a').look();

        fleet.push(APush.of('b').over('a').at(40));
        fleet.look();
        assertThat(fleet.rollout('b').phase()).as("source not fetched yet").isEqualTo(Phase.Pending);

        fleet.fetched('b');
        fleet.look();
        assertThat(fleet.rollout('b').phase()).as("Kustomization not run yet").isEqualTo(Phase.Progressing);
        assertThat(fleet.stages('b')).containsEntry("Kustomization/apps", "Pending");

        fleet.succeeded("apps", 'b');
        fleet.look();
        assertThat(fleet.rollout('b').phase()).isEqualTo(Phase.Succeeded);
    }

    @Test
    @DisplayName("27: the source is to be asked, not the Kustomization; of an OCI HelmRepository the chart")
    void onlyTheHeadOfAChainIsAsked() {
        fleet.at('a').with("apps", 'a').look();
        fleet.create("HelmRepository", "charts", "interval: 1m, type: oci, url: 'oci://ghcr.io/acme'");
        fleet.create("HelmChart", "shop-cart", "chart: cart, sourceRef: {kind: HelmRepository, name: charts}");

        fleet.push(APush.of('b').over('a').at(40));
        fleet.look();
        fleet.process.hearPackage(new PackagePublished(
                "guid",
                "acme/cart",
                RepositoryUrl.of("ghcr.io/acme/cart").orElseThrow(),
                Set.of("1.8.2"),
                "sha256:" + "d".repeat(64)));

        assertThat(fleet.asked())
                .extracting(request -> request.path().replaceFirst(".*/namespaces/flux-system/", ""))
                .containsExactly("gitrepositories/fleet", "helmcharts/shop-cart");
    }

    @Test
    @DisplayName("29: kustomize-controller takes back what a field manager called kubectl has written")
    void aRequestIsWrittenUnderAFieldManagerThatFluxLeavesAlone() {
        fleet.at('a').with("apps", 'a').look();
        fleet.push(APush.of('b').over('a').at(40));

        assertThat(fleet.asked())
                .isNotEmpty()
                .extracting(LoggedRequest::query)
                .allMatch(query -> query.contains("fieldManager=wigwag"));
        assertThat(fleet.live("GitRepository", "fleet").getMetadata().getManagedFields())
                .extracting(ManagedFieldsEntry::getManager)
                .contains("wigwag")
                .noneMatch(manager -> manager.matches("kubectl.*|before-first-apply|kustomize-controller"));
    }

    /** The source bears this request and has handled it. */
    private void askedAndHandled(String token) {
        fleet.edit("GitRepository", "fleet", object -> {
            object.getMetadata().getAnnotations().put(REQUESTED_AT, token);
            return object;
        });
        fleet.status("GitRepository", "fleet", """
                observedGeneration: 1
                lastHandledReconcileAt: "%s"
                artifact: {revision: "%s", lastUpdateTime: "%s"}
                conditions: [{type: Ready, status: "True", reason: Succeeded}]
                """.formatted(token, revision('a'), Fleet.STORED));
    }

    private String requestedAt(String source) {
        return fleet.live("GitRepository", source)
                .getMetadata()
                .getAnnotations()
                .get(REQUESTED_AT);
    }

    private static Report.Outcome outcome(Report report, String source) {
        return report.lines().stream()
                .filter(line -> line.object().name().equals(source))
                .findFirst()
                .orElseThrow()
                .outcome();
    }
}
