package dev.wigwag.api;

import dev.wigwag.http.Refusal;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Revision;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which range of a source's commits is asked about.
 *
 * @param source a GitRepository
 * @param from 7 to 40 hex digits; empty for what ran before
 * @param to 7 to 40 hex digits; empty for what the source is at
 */
record ImpactQuery(ObjectKey source, Optional<String> from, Optional<String> to) {
    private static final List<String> PARAMETERS = List.of("source", "from", "to");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,40}");

    /**
     * Reads a query.
     *
     * @param parameters decoded names and values as they were sent
     * @throws Refusal 400 for an unknown, repeated or malformed parameter, or none that names the source
     */
    static ImpactQuery of(Map<String, List<String>> parameters) {
        QueryParameters values = QueryParameters.of(parameters, PARAMETERS);
        return new ImpactQuery(
                source(values.value("source").orElse("")),
                values.value("from").map(text -> commit("from", text)),
                values.value("to").map(text -> commit("to", text)));
    }

    private static ObjectKey source(String text) {
        int slash = text.indexOf('/');
        if (slash < 1 || slash != text.lastIndexOf('/') || slash == text.length() - 1) {
            throw QueryParameters.malformed("The parameter source does not name a GitRepository as <namespace>/<name>;"
                    + " write it as in flux-system/gitops.");
        }
        return new ObjectKey("GitRepository", text.substring(0, slash), text.substring(slash + 1));
    }

    private static String commit(String name, String text) {
        String digits = text.toLowerCase(Locale.ROOT);
        if (COMMIT.matcher(digits).matches()) {
            return digits;
        }
        return Revision.read(text)
                .filter(Revision::isCommit)
                .map(Revision::hash)
                .orElseThrow(() -> QueryParameters.malformed("The parameter " + name + " is no commit: "
                        + QueryParameters.quoted(text) + "; write 7 to 40 hex digits, or a revision as Flux writes it,"
                        + " main@sha1:<40 hex digits>."));
    }
}
