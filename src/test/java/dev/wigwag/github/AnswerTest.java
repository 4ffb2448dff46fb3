package dev.wigwag.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.engine.Report;
import dev.wigwag.engine.Report.Line;
import dev.wigwag.engine.Report.Outcome;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.RolloutKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final Delivery DELIVERY = new Delivery("guid-1", "push", false);
    private static final EventKind.Understood EVENT =
            new EventKind.Understood("acme/fleet", "refs/heads/main", PushFixture.B, null, null);
    private static final ObjectKey GITOPS = new ObjectKey("GitRepository", "flux-system", "gitops");
    private static final ObjectKey APPS = new ObjectKey("GitRepository", "flux-system", "apps");
    private static final RolloutKey ROLLOUT = new RolloutKey("flux-system", "gitops-222222222222");

    @Test
    void aStoredPushNamesEachSourceWhatBecameOfItAndWhy() throws Exception {
        Report report = new Report(
                List.of(
                        new Line(GITOPS, Outcome.REQUESTED, ROLLOUT, null, null, "touches 1 of 5: podinfo"),
                        new Line(APPS, Outcome.NOT_FOLLOWED, null, "follows branch release", null, null)),
                7,
                2);

        assertThat(json(Answer.of(DELIVERY, EVENT, report))).isEqualTo(new ObjectMapper().readTree("""
                                {"outcome":"stored","delivery":"guid-1","event":"push","repository":"acme/fleet",
                                 "ref":"refs/heads/main","commit":"2222222222222222222222222222222222222222",
                                 "sources":[
                                  {"source":"GitRepository/flux-system/gitops","outcome":"requested",
                                   "rollout":"flux-system/gitops-222222222222",
                                   "touches":"touches 1 of 5: podinfo"},
                                  {"source":"GitRepository/flux-system/apps","outcome":"not-followed",
                                   "why":"follows branch release"}],
                                 "others":7,"includers":2}"""));
    }

    @Test
    void whereNothingFollowsTheRepositoryTheAnswerSaysSoAndOnlyCountsTheRest() throws Exception {
        Answer answer = Answer.of(DELIVERY, EVENT, new Report(List.of(), 7, 0));

        assertThat(json(answer)).isEqualTo(new ObjectMapper().readTree("""
                                {"outcome":"of-no-interest","delivery":"guid-1","event":"push",
                                 "repository":"acme/fleet","ref":"refs/heads/main",
                                 "commit":"2222222222222222222222222222222222222222",
                                 "others":7,"note":"no source in this cluster follows acme/fleet"}"""));
    }

    @Test
    void aPushThatOnlySuspendedSourcesFollowIsOfNoInterest() {
        Report report = new Report(List.of(new Line(GITOPS, Outcome.SUSPENDED, null, "suspended", null, null)), 0, 0);

        Answer answer = Answer.of(DELIVERY, EVENT, report);

        assertThat(answer.outcome()).isEqualTo("of-no-interest");
        assertThat(answer.note()).isNull();
        assertThat(answer.sources()).hasSize(1);
    }

    @Test
    void anEventThatMovesNothingSaysWhy() throws Exception {
        assertThat(json(Answer.ofNoInterest(DELIVERY, null, "this event moves nothing")))
                .isEqualTo(new ObjectMapper().readTree("""
                                {"outcome":"of-no-interest","delivery":"guid-1","event":"push",
                                 "note":"this event moves nothing"}"""));
    }

    @Test
    void failuresNameEachObjectThatCouldNotBeServedAndItsReason() {
        Report report = new Report(
                List.of(
                        new Line(APPS, Outcome.FAILED, null, "RBAC does not allow it", Fault.DENIED, null),
                        new Line(GITOPS, Outcome.REQUESTED, ROLLOUT, null, null, null),
                        new Line(GITOPS, Outcome.FAILED, null, "the API server does not answer", Fault.DOWN, null)),
                3,
                0);

        assertThat(Answer.failures(report))
                .isEqualTo("GitRepository/flux-system/apps: RBAC does not allow it; "
                        + "GitRepository/flux-system/gitops: the API server does not answer");
    }

    private static JsonNode json(Answer answer) throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        return mapper.readTree(mapper.writeValueAsString(answer));
    }
}
