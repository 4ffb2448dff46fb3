package dev.wigwag.engine;

import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.ObjectKey;
import java.util.List;
import java.util.Map;

/**
 * What lies between two commits of a source, and whom does it concern?
 *
 * @param pointer the branch, tag or full ref where {@code to} was last seen; null if unknown
 * @param from 40 hex digits
 * @param to 40 hex digits
 * @param earlier rollouts of before, by their commits: is one of them the very same as {@code to}?
 * @param canaries the commits that the primaries of some canaries run, where they are others than {@code from}
 * @param builds who builds something of the source
 */
public record RangeQuestion(
        Checkout checkout,
        String pointer,
        String from,
        String to,
        Map<String, Changes.Earlier> earlier,
        Map<ObjectKey, String> canaries,
        List<Build> builds) {
    public RangeQuestion {
        earlier = Map.copyOf(earlier);
        canaries = Map.copyOf(canaries);
        builds = List.copyOf(builds);
    }
}
