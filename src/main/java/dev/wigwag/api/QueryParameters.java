package dev.wigwag.api;

import dev.wigwag.http.Problem;
import dev.wigwag.http.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The parameters of a request, each sent once at most. One without a value counts as left out.
 *
 * @param sent decoded names and values as they were sent
 */
record QueryParameters(Map<String, List<String>> sent) {
    private static final int SHOWN = 40;

    /**
     * Holds them to the known ones.
     *
     * @throws Refusal 400 for an unknown or repeated one, which would otherwise show more than was asked for
     */
    static QueryParameters of(Map<String, List<String>> sent, List<String> known) {
        for (String name : new TreeSet<>(sent.keySet())) {
            if (!known.contains(name)) {
                throw malformed("There is no parameter " + quoted(name) + "; use " + String.join(", ", known) + ".");
            }
            if (sent.get(name).size() > 1) {
                throw malformed("The parameter " + name + " is there more than once; send it once.");
            }
        }
        return new QueryParameters(sent);
    }

    /** The value of this parameter; empty if there is none. */
    Optional<String> value(String name) {
        return sent.getOrDefault(name, List.of()).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** A value as it may stand in a refusal. */
    static String quoted(String text) {
        return "'" + text.substring(0, Math.min(text.length(), SHOWN)) + "'";
    }

    static Refusal malformed(String detail) {
        return new Refusal(Problem.malformed(detail));
    }
}
