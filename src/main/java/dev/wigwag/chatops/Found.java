package dev.wigwag.chatops;

import dev.wigwag.rollout.ObjectKey;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a name may stand for.
 *
 * @param objects those of exactly this name, in order, {@value #MOST} at most
 * @param alike if there is none, those whose names are much like it, as {@code namespace/name}
 * @param all whether everything was looked through, so that there is no other
 */
record Found(List<ObjectKey> objects, List<String> alike, boolean all) {
    static final int MOST = 10;

    /** The one that is meant; a question back if there is none, or more than one. */
    sealed interface Choice permits One, Ask {}

    /** It is this. */
    record One(ObjectKey object) implements Choice {}

    /** It is not clear. */
    record Ask(Reply reply) implements Choice {}

    /**
     * Chooses.
     *
     * @param order which kinds are meant before which others
     * @param verb how the candidates are to be said
     */
    Choice choose(Wanted wanted, List<Set<String>> order, Verb verb) {
        List<ObjectKey> candidates = order.stream()
                .map(kinds -> objects.stream()
                        .filter(key -> kinds.contains(key.kind()))
                        .toList())
                .filter(some -> !some.isEmpty())
                .findFirst()
                .orElse(objects);
        // Of a name alone there may be another among what was not looked through.
        if (candidates.size() == 1 && (all || wanted.namespace().isPresent())) {
            return new One(candidates.get(0));
        }
        if (!candidates.isEmpty()) {
            return new Ask(new Reply(
                    false,
                    (all ? "There are several" : "There may be several") + " of the name " + wanted
                            + ". Say which one:",
                    candidates.stream()
                            .map(key -> verb.word() + " " + said(key))
                            .toList()));
        }
        String what = wanted.kinds().size() == 1 ? wanted.kinds().iterator().next() + " " : "";
        return new Ask(new Reply(
                false,
                "Nothing is known of " + what + wanted + ".",
                !all
                        ? List.of("Not everything could be looked through in time. Say kind and namespace/name.")
                        : alike.isEmpty()
                                ? List.of("Say status to see what is under way, or rollouts for every source.")
                                : List.of("Did you mean " + String.join(" or ", alike) + "? Nothing was done.")));
    }

    /** As it can be typed. */
    static String said(ObjectKey key) {
        String kind = key.kind().equals(Finder.ROLLOUT) ? "" : key.kind().toLowerCase(Locale.ROOT) + " ";
        return kind + key.namespace() + "/" + key.name();
    }
}
