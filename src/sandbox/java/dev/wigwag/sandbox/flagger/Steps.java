package dev.wigwag.sandbox.flagger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights a canary is taken through (reference: flagger.md §4.1).
 *
 * @param weights ascending, none above 100
 * @param max the weight from which on it is promoted
 */
record Steps(List<Integer> weights, int max) {

    static Steps of(JsonNode analysis) {
        List<Integer> listed = new ArrayList<>();
        analysis.path("stepWeights").forEach(each -> listed.add(Math.min(100, each.asInt())));
        if (!listed.isEmpty()) {
            return new Steps(List.copyOf(listed), listed.get(listed.size() - 1));
        }
        int asked = analysis.path("maxWeight").asInt();
        int max = asked > 0 ? asked : 100;
        int step = analysis.path("stepWeight").asInt();
        for (int weight = step; step > 0 && weight < max + step && weight < 100 + step; weight += step) {
            listed.add(Math.min(100, weight));
        }
        return new Steps(List.copyOf(listed), max);
    }

    /** The weight after this one; refuses to go beyond the last. */
    int after(int weight) {
        return weights.stream()
                .filter(each -> each > weight)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no step after " + weight));
    }

    /** Whether all steps are made. */
    boolean done(int weight) {
        return weight >= max || weights.stream().noneMatch(each -> each > weight);
    }
}
