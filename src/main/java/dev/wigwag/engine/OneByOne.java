package dev.wigwag.engine;

import java.util.Collection;
import java.util.function.ToIntFunction;

/** Goes through many objects so that trouble with one, which may be a single tenant's, does not starve those behind it. */
final class OneByOne {
    private OneByOne() {}

    /**
     * Does the work for each.
     *
     * @return the sum of what the work gave
     * @throws ClusterException the first trouble met, once all have had their turn; at once if the API server is down
     */
    static <T> int sum(Collection<T> each, ToIntFunction<T> work) {
        int sum = 0;
        ClusterException first = null;
        for (T one : each) {
            try {
                sum += work.applyAsInt(one);
            } catch (ClusterException trouble) {
                if (trouble.fault() == ClusterException.Fault.DOWN) {
                    throw trouble;
                }
                // The first speaks for all: a cause that many share is one line, and what is left comes up again.
                first = first == null ? trouble : first;
            }
        }
        if (first != null) {
            throw first;
        }
        return sum;
    }
}
