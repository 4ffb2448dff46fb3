package dev.wigwag.flagger;

import dev.wigwag.kube.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The weights that an analysis goes through (flagger.md §4.1). */
final class StepWeights {
    private static final int ALL = 100;

    private StepWeights() {}

    /**
     * The weights, rising, each from 1 to 100, so never more than a hundred of them; empty if the analysis names none.
     *
     * @param analysis {@code spec.analysis}
     */
    static List<Integer> of(Tree analysis) {
        List<Integer> listed = listed(analysis.elements("stepWeights"));
        long step = analysis.number(0, "stepWeight");
        return step > 0 ? linear(step, max(analysis, listed)) : listed;
    }

    /** The weight at which promotion is due, from 1 to 100. */
    static int max(Tree analysis) {
        return max(analysis, listed(analysis.elements("stepWeights")));
    }

    private static int max(Tree analysis, List<Integer> listed) {
        long max = analysis.number(0, "maxWeight");
        if (!listed.isEmpty()) {
            return listed.get(listed.size() - 1);
        }
        return max > 0 ? (int) Math.min(ALL, max) : ALL;
    }

    private static List<Integer> linear(long step, int max) {
        int width = (int) Math.min(ALL, step);
        int count = (max + width - 1) / width;
        return IntStream.rangeClosed(1, count)
                .map(i -> Math.min(ALL, i * width))
                .boxed()
                .toList();
    }

    /** The list ought to rise; what does not is no step, since Flagger never goes back. */
    private static List<Integer> listed(List<?> elements) {
        List<Integer> weights = new ArrayList<>();
        int last = 0;
        for (Object element : elements) {
            int weight = element instanceof Number number ? (int) Math.min(ALL, number.doubleValue()) : 0;
            if (weight > last) {
                weights.add(weight);
                last = weight;
            }
        }
        return List.copyOf(weights);
    }
}
