package dev.wigwag.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.ListedCommit;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a rollout is shown, and how it is written. */
class ViewsTest {
    private static final Viewer HOLDER = Viewer.holder("team-a"::equals);

    private final SparseJson json = new SparseJson();

    @Test
    void aHolderSeesTheRolloutInTheShapeOfItsResource() throws Exception {
        assertThat(read(HOLDER, ARollout.whole("team-a", "gitops-164832204e2e")))
                .isEqualTo(new ObjectMapper().readTree("""
                {"metadata": {"namespace": "team-a", "name": "gitops-164832204e2e"},
                 "spec": {
                   "source": {"kind": "GitRepository", "name": "gitops"},
                   "revision": "main@sha1:164832204e2e20915ad0a06c23bd19e85287aabd",
                   "repository": "https://github.com/JasonMorgan/linkerd-demos",
                   "commit": {"sha": "164832204e2e20915ad0a06c23bd19e85287aabd", "message": "Raise replicas",
                              "author": "Ana", "authorEmail": "ana@example.org",
                              "pushedBy": "ana", "pushedAt": "2026-11-23T12:00:00Z"}},
                 "status": {
                   "attempt": 1, "request": "wigwag-0123456789abcdef", "revision": "main@1648322", "phase": "Progressing",
                   "summary": "1/2 ready, podinfo.test canary 30% (step 3 of 5)",
                   "stages": [
                     {"kind": "Kustomization", "namespace": "flux-system", "name": "podinfo", "phase": "Succeeded",
                      "since": "2026-11-23T12:00:00Z", "until": "2026-11-23T12:01:00Z"},
                     {"kind": "Canary", "namespace": "test", "name": "podinfo", "phase": "Progressing",
                      "since": "2026-11-23T12:00:00Z",
                      "canary": {"phase": "Progressing", "run": "0b9d8f1e-3", "checksum": "7d7b5f964c",
                                 "attribution": "certain", "weight": 30, "step": 3, "steps": 5, "failedChecks": 0,
                                 "threshold": 5, "eta": "2026-11-23T12:01:00Z",
                                 "images": {"old": "podinfo:6.5.0", "new": "podinfo:6.6.0"}}}],
                   "approvals": [{"gate": "promotion", "canary": "test/podinfo", "run": "0b9d8f1e-3",
                                  "decision": "approve", "by": "slack:U024BE7LH", "at": "2026-11-23T12:00:00Z",
                                  "reason": "looks good", "until": "2026-11-23T12:01:00Z"}],
                   "outlets": [{"kind": "slack", "target": "C0123ABCD", "ref": "1732330000.123456", "digest": "d1",
                                "at": "2026-11-23T12:00:00Z",
                                "claim": {"holder": "wigwag-1", "until": "2026-11-23T12:01:00Z",
                                          "since": "2026-11-23T12:01:00Z"},
                                "pictures": 3}],
                   "conditions": [{"type": "Ready", "status": "Unknown", "reason": "Progressing",
                                   "message": "on its way", "lastTransitionTime": "2026-11-23T12:00:00Z"}]}}"""));
    }

    @Test
    void whatARolloutBringsAndTouchesIsToldInFullAlone() throws Exception {
        Rollout rollout = bringing(ARollout.found("team-a", "x", "gitops", null));

        assertThat(read(HOLDER, rollout).path("spec"))
                .isEqualTo(new ObjectMapper().readTree("""
                {"source": {"kind": "GitRepository", "name": "gitops"}, "revision": "main@sha1:%1$s",
                 "repository": "https://github.com/JasonMorgan/linkerd-demos",
                 "changes": {"from": "main@1a2b3c4", "told": "git", "way": "forward", "count": 3, "whole": true,
                             "people": 2,
                             "commits": [{"sha": "%1$s", "subject": "Raise replicas (#7)", "author": "Ana", "pullRequest": 7}],
                             "sameAs": {"revision": "main@1a2b3c4", "liveUntil": "2026-11-23T12:00:00Z"},
                             "canaries": [{"canary": "test/podinfo", "from": "main@1a2b3c4", "count": 5}]},
                 "impact": {"from": "%1$s", "of": 65,
                            "touched": [{"kind": "Kustomization", "namespace": "team-a", "name": "podinfo",
                                         "because": "apps/podinfo.yaml"}]}}""".formatted(ARollout.SHA)));
        assertThat(new ObjectMapper()
                        .readTree(json.of(HOLDER.viewInAList(rollout)))
                        .path("spec"))
                .isEqualTo(new ObjectMapper().readTree("""
                {"source": {"kind": "GitRepository", "name": "gitops"}, "revision": "main@sha1:%1$s",
                 "repository": "https://github.com/JasonMorgan/linkerd-demos",
                 "changes": {"from": "main@1a2b3c4", "told": "git", "way": "forward", "count": 3, "whole": true,
                             "people": 2, "sameAs": {"revision": "main@1a2b3c4", "liveUntil": "2026-11-23T12:00:00Z"}},
                 "impact": {"from": "%1$s", "of": 65, "more": 1}}""".formatted(ARollout.SHA)));
        assertThat(json.of(Viewer.anybody().view(rollout)))
                .isEqualTo(json.of(Viewer.anybody().viewInAList(rollout)))
                .doesNotContain("commits", "podinfo", "65");
    }

    private static Rollout bringing(Rollout rollout) {
        Changes changes = new Changes(
                "main@1a2b3c4",
                Changes.Told.git,
                Changes.Way.forward,
                3,
                true,
                2,
                List.of(new ListedCommit(ARollout.SHA, "Raise replicas (#7)", "Ana", 7)),
                new Changes.Earlier("main@1a2b3c4", ARollout.NOON),
                List.of(new Changes.OfCanary("test/podinfo", "main@1a2b3c4", 5)));
        Impact impact = new Impact(
                ARollout.SHA,
                65,
                List.of(new Impact.Touched("Kustomization", "team-a", "podinfo", "apps/podinfo.yaml")),
                null);
        return rollout.withSpec(rollout.spec().bringing(changes, impact));
    }

    @Test
    void anybodySeesPhaseSummaryAndWeightAndNothingElse() throws Exception {
        assertThat(read(Viewer.anybody(), ARollout.whole("team-a", "gitops-164832204e2e")))
                .isEqualTo(new ObjectMapper().readTree("""
                        {"metadata": {"namespace": "team-a", "name": "gitops-164832204e2e"},
                         "status": {"phase": "Progressing",
                                    "summary": "1/2 ready, podinfo.test canary 30% (step 3 of 5)", "weight": 30}}"""));
    }

    @Test
    void aRolloutWithoutAStatusIsPendingToAnybody() throws Exception {
        Rollout fresh = ARollout.found("team-a", "x", "gitops", null);

        assertThat(read(Viewer.anybody(), fresh).toString())
                .isEqualTo(
                        "{\"metadata\":{\"namespace\":\"team-a\",\"name\":\"x\"},\"status\":{\"phase\":\"Pending\"}}");
        assertThat(read(HOLDER, fresh).has("status")).isFalse();
    }

    @Test
    void ofSeveralCanariesUnderWayTheOneLeastFarIsTold() throws Exception {
        assertThat(weight(
                        ARollout.canary(StagePhase.Progressing, 50),
                        ARollout.canary(StagePhase.Waiting, 20),
                        ARollout.canary(StagePhase.Succeeded, 0),
                        ARollout.canary(StagePhase.Progressing, null)))
                .isEqualTo("20");
        assertThat(weight(ARollout.canary(StagePhase.Progressing, 0))).isEqualTo("0");
    }

    @Test
    void withoutACanaryUnderWayThereIsNoWeight() throws Exception {
        assertThat(weight()).isEmpty();
        assertThat(weight(ARollout.canary(StagePhase.Failed, 10))).isEmpty();
        assertThat(weight(new Stage("Kustomization", "a", "b", StagePhase.Progressing, null, null, null, null)))
                .isEmpty();
    }

    @Test
    void anAddressWithCredentialsInAMessageIsRedacted() {
        Rollout rollout = ARollout.found(
                "team-a",
                "x",
                "gitops",
                ARollout.status(Phase.Failed, "cannot fetch https://ana:hunter2@example.com/x", List.of()));

        assertThat(List.of(HOLDER, Viewer.anybody()))
                .allSatisfy(viewer -> assertThat(json.of(viewer.view(rollout)))
                        .contains("cannot fetch", "[redacted]")
                        .doesNotContain("hunter2"));
    }

    @Test
    void oddTextStaysText() throws Exception {
        String odd = "\"},\"evil\":{\"\n\u0000\u2028 ключ 🚩";
        Rollout rollout = ARollout.found("team-a", "x", "gitops", ARollout.status(Phase.Failed, odd, List.of()));

        JsonNode shown = read(HOLDER, rollout);

        assertThat(shown.at("/status/summary").asText()).isEqualTo(odd);
        assertThat(shown.has("evil")).isFalse();
    }

    @Test
    void anEmptyListIsShownAsOne() {
        assertThat(json.of(new RolloutPage(List.of(), false))).isEqualTo("{\"items\":[],\"truncated\":false}");
        assertThat(json.of(new RolloutPage(List.of(new RawValue("{\"a\":1}")), true)))
                .isEqualTo("{\"items\":[{\"a\":1}],\"truncated\":true}");
    }

    private String weight(Stage... stages) throws JsonProcessingException {
        Rollout rollout = ARollout.found(
                "team-a", "x", "gitops", ARollout.status(Phase.Progressing, "on its way", List.of(stages)));
        return read(Viewer.anybody(), rollout).at("/status/weight").asText();
    }

    private JsonNode read(Viewer viewer, Rollout rollout) throws JsonProcessingException {
        return new ObjectMapper().readTree(json.of(viewer.view(rollout)));
    }
}
