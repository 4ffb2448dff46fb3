package dev.wigwag.rollout;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a push adds to the ledger of one source. Decided here, without I/O, from the push and what is known already. */
public sealed interface Registration {
    /** A revision nobody has seen: store this new rollout. */
    record Created(Rollout rollout) implements Registration {}

    /** A revision that comes back (force push, A→B→A): store this over the known one, as its next attempt. */
    record Again(Rollout rollout) implements Registration {}

    /** This very push is stored already; the delivery is a repeat. */
    record Known(Rollout rollout) implements Registration {}

    /** A later push of the same ref is known: this one is history and creates nothing. */
    record Older(Instant newest) implements Registration {}

    /**
     * Decides.
     *
     * @param push what was pushed
     * @param source the source that follows it
     * @param sourceUrl the source's own address, which may hold credentials
     * @param expected the revision the source will come to
     * @param trusted whether the source has shown that it can read the repository: only then the push may speak of what
     *     is in it, or a stranger's source would learn of private commits
     * @param known every rollout of that source
     */
    static Registration of(
            Push push, ObjectKey source, String sourceUrl, Revision expected, boolean trusted, List<Rollout> known) {
        String token = RequestToken.of(push).toString();
        RolloutKey key = new RolloutKey(source.namespace(), RolloutName.of(source, expected));
        Optional<Rollout> same =
                known.stream().filter(rollout -> rollout.key().equals(key)).findFirst();
        if (same.isPresent() && token.equals(same.get().spec().request())) {
            return new Known(same.get());
        }
        Optional<Instant> newest = newestPush(expected.pointer(), known);
        if (push.pushedAt() != null && newest.isPresent() && newest.get().isAfter(push.pushedAt())) {
            return new Older(newest.get());
        }
        Commit commit = commit(push, trusted);
        Changes changes = trusted ? PushedChanges.of(push) : null;
        if (same.isPresent()) {
            RolloutSpec again = same.get().spec().again(commit, token).bringing(changes, null);
            return new Again(same.get().withSpec(again));
        }
        RolloutSpec spec = new RolloutSpec(
                new RolloutSpec.Source(source.kind(), source.name()),
                expected.toString(),
                repository(push, sourceUrl),
                commit,
                token,
                changes,
                null);
        return new Created(new Rollout(key, spec, null, null));
    }

    private static Optional<Instant> newestPush(String pointer, List<Rollout> known) {
        return known.stream()
                .map(Rollout::spec)
                .filter(spec -> spec.commit() != null && spec.commit().pushedAt() != null)
                .filter(spec -> Revision.read(spec.revision())
                        .filter(revision -> revision.pointer().equals(pointer))
                        .isPresent())
                .map(spec -> spec.commit().pushedAt())
                .max(Comparator.naturalOrder());
    }

    private static Commit commit(Push push, boolean trusted) {
        return new Commit(
                push.ref().commit(),
                trusted ? push.message() : null,
                trusted ? push.author() : null,
                trusted ? push.authorEmail() : null,
                push.pushedBy(),
                push.pushedAt(),
                push.compare(),
                push.forced(),
                push.before());
    }

    private static String repository(Push push, String sourceUrl) {
        boolean own =
                RepositoryUrl.of(push.url()).filter(push.addresses()::contains).isPresent();
        return RepositoryUrl.withoutCredentials(own ? push.url() : sourceUrl);
    }
}
