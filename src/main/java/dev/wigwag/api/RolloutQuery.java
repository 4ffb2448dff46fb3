package dev.wigwag.api;

import dev.wigwag.http.Refusal;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which rollouts are asked for. A parameter without a value counts as left out.
 *
 * @param source name of the source, of any kind
 * @param limit most rollouts to show, 1 to {@link #MAX_LIMIT}
 */
record RolloutQuery(Optional<String> namespace, Optional<String> source, Optional<Phase> phase, int limit) {
    static final int DEFAULT_LIMIT = 100;
    static final int MAX_LIMIT = 500;

    private static final List<String> PARAMETERS = List.of("namespace", "source", "phase", "limit");
    private static final Pattern NUMBER = Pattern.compile("0*([1-9][0-9]*)");

    /**
     * Reads a query.
     *
     * @param parameters decoded names and values as they were sent
     * @throws Refusal 400 for an unknown or repeated parameter, which would otherwise show more than was asked for, and for
     *     a phase or limit that is none
     */
    static RolloutQuery of(Map<String, List<String>> parameters) {
        QueryParameters values = QueryParameters.of(parameters, PARAMETERS);
        return new RolloutQuery(
                values.value("namespace"),
                values.value("source"),
                values.value("phase").map(RolloutQuery::phase),
                values.value("limit").map(RolloutQuery::limit).orElse(DEFAULT_LIMIT));
    }

    /** Whether the rollout is one of those, wherever it stands in their order. */
    boolean matches(Rollout rollout) {
        return namespace
                        .filter(asked -> !asked.equals(rollout.key().namespace()))
                        .isEmpty()
                && source.filter(asked -> !asked.equals(rollout.spec().source().name()))
                        .isEmpty()
                && phase.filter(asked -> asked != rollout.phase()).isEmpty();
    }

    private static Phase phase(String text) {
        return Arrays.stream(Phase.values())
                .filter(phase -> phase.name().equals(text))
                .findFirst()
                .orElseThrow(() -> QueryParameters.malformed("There is no phase " + QueryParameters.quoted(text)
                        + "; use one of "
                        + words(Arrays.stream(Phase.values()).map(Phase::name).toList()) + "."));
    }

    /** A number beyond the most is no mistake: who asks for all is given what there is to be had. */
    private static int limit(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw QueryParameters.malformed("The limit " + QueryParameters.quoted(text) + " is no number from 1 to "
                    + MAX_LIMIT + "; write it in digits.");
        }
        String digits = text.replaceFirst("^0+", "");
        return digits.length() > 3 ? MAX_LIMIT : Math.min(Integer.parseInt(digits), MAX_LIMIT);
    }

    private static String words(List<String> words) {
        return words.stream().collect(Collectors.joining(", "));
    }
}
