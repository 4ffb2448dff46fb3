package dev.wigwag.api;

import dev.wigwag.http.Problem;
import dev.wigwag.http.Refusal;
import dev.wigwag.rollout.RanBefore;
import dev.wigwag.rollout.Revision;
import dev.wigwag.rollout.Rollout;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The two commits that are meant, with what the ledger knows of them.
 *
 * @param from 40 hex digits
 * @param to 40 hex digits
 * @param rollout of {@code to}; empty if there is none
 * @param pointer the branch or tag where {@code to} may be found; null if none is known
 */
record AskedRange(String from, String to, Optional<Rollout> rollout, String pointer) {
    private static final int WHOLE = 40;
    private static final String NONE = "0".repeat(WHOLE);

    /**
     * Finds them.
     *
     * @param known every rollout of the source
     * @throws Refusal 404 if one of them cannot be told from the rollouts; 400 if the digits mean several
     */
    static AskedRange of(ImpactQuery query, List<Rollout> known) {
        List<Rollout> rollouts =
                known.stream().filter(rollout -> sha(rollout) != null).toList();
        String to = query.to()
                .map(digits -> whole("to", digits, rollouts))
                .or(() -> latest(rollouts).map(AskedRange::sha))
                .orElseThrow(
                        () -> notFound("There is no rollout of this source yet; say which commit is meant by to."));
        Optional<Rollout> rollout =
                rollouts.stream().filter(one -> to.equals(sha(one))).findFirst();
        String from = query.from()
                .map(digits -> whole("from", digits, rollouts))
                .or(() -> before(to, rollout, rollouts))
                .orElseThrow(() -> notFound("It is not known what ran before this commit; say by from with which one it"
                        + " is to be compared."));
        String pointer = Stream.concat(rollout.stream(), latest(rollouts).stream())
                .flatMap(one -> one.revision().stream())
                .map(Revision::pointer)
                .filter(one -> !one.isEmpty())
                .findFirst()
                .orElse(null);
        return new AskedRange(from, to, rollout, pointer);
    }

    private static String whole(String name, String digits, List<Rollout> rollouts) {
        if (digits.length() == WHOLE) {
            return digits;
        }
        List<String> meant = rollouts.stream()
                .map(AskedRange::sha)
                .filter(sha -> sha.startsWith(digits))
                .distinct()
                .toList();
        if (meant.size() > 1) {
            throw QueryParameters.malformed(
                    "More than one rollout's commit begins with " + digits + "; write more digits of " + name + ".");
        }
        return meant.stream()
                .findFirst()
                .orElseThrow(() -> notFound(
                        "No rollout's commit begins with " + digits + "; write all 40 digits of " + name + "."));
    }

    /** A commit that has not been rolled out is compared with what is live. */
    private static Optional<String> before(String to, Optional<Rollout> rollout, List<Rollout> rollouts) {
        return rollout.isEmpty()
                ? latest(rollouts).map(AskedRange::sha)
                : RanBefore.of(rollout.get(), rollouts)
                        .map(AskedRange::sha)
                        .or(() -> Optional.ofNullable(
                                rollout.get().spec().commit().before()))
                        .filter(sha -> !sha.equals(NONE) && !sha.equals(to));
    }

    /** What Flux took up last; as long as it has taken up none, what was pushed last. */
    private static Optional<Rollout> latest(List<Rollout> rollouts) {
        return rollouts.stream()
                .max(Comparator.comparing(
                                (Rollout rollout) -> RanBefore.takenUp(rollout).orElse(Instant.MIN))
                        .thenComparing((one, other) ->
                                NewestRollouts.isNewer(one, other) ? 1 : NewestRollouts.isNewer(other, one) ? -1 : 0));
    }

    private static String sha(Rollout rollout) {
        return rollout.spec().commit() == null ? null : rollout.spec().commit().sha();
    }

    private static Refusal notFound(String detail) {
        return new Refusal(Problem.notFound(detail));
    }
}
