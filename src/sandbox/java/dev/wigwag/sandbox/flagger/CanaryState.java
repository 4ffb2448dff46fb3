package dev.wigwag.sandbox.flagger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * How a Canary stands, read from the cluster.
 *
 * @param weight percent really routed to the canary, which the status does not always say
 * @param step steps or iterations made
 * @param steps steps or iterations in all
 * @param since when it entered the phase; empty before the first
 * @param message the last thing Flagger said about it; empty if nothing is remembered
 */
public record CanaryState(
        String name,
        String phase,
        int weight,
        int step,
        int steps,
        int failedChecks,
        int threshold,
        String since,
        String imageNow,
        String imageNext,
        String message) {

    static CanaryState of(FlaggerObjects objects, CanaryView canary, List<Told> told) {
        CanaryStatus status = canary.status();
        int weight = routed(objects, canary);
        List<Integer> weights = canary.steps().weights();
        boolean iterates = canary.iterations() > 0;
        int step = iterates
                ? Math.max(0, Math.min(status.iterations(), canary.iterations()))
                : (int) weights.stream().filter(each -> each <= weight).count();
        return new CanaryState(
                canary.name().namespace() + "/" + canary.name().name(),
                status.phase().name(),
                weight,
                step,
                iterates ? canary.iterations() : weights.size(),
                status.failedChecks(),
                canary.threshold(),
                status.promoted().path("lastUpdateTime").asText(),
                image(objects, canary.target().primary()),
                image(objects, canary.target()),
                last(canary.name(), told));
    }

    private static int routed(FlaggerObjects objects, CanaryView canary) {
        try {
            return Router.of(objects, canary, new Workloads(objects, canary)).canaryWeight();
        } catch (TickAborted e) {
            // There is no route before the first initialisation.
            return 0;
        }
    }

    private static String image(FlaggerObjects objects, Named deployment) {
        return objects.get(FlaggerKind.Deployment, deployment)
                .<JsonNode>map(found -> found.at("/spec/template/spec/containers/0/image"))
                .map(JsonNode::asText)
                .orElse("");
    }

    private static String last(Named name, List<Told> told) {
        return told.stream()
                .filter(each ->
                        each.namespace().equals(name.namespace()) && each.name().equals(name.name()))
                .reduce((first, second) -> second)
                .map(Told::message)
                .orElse("");
    }
}
