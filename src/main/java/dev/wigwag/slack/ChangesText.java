package dev.wigwag.slack;

import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Changes.Way;
import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.Revision;
import dev.wigwag.rollout.Rollout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a rollout brings and whom that concerns, in a line of small print. */
final class ChangesText {
    private static final int MAX_COUNT = 150;
    private static final int MAX_SAME = 250;
    private static final int MAX_TOUCHED = 350;

    /** What fits two lines of a phone. */
    private static final int NAMED = 4;

    private ChangesText() {}

    /**
     * {@code 3 commits by 2 people · touches 2 of 65: infra/linkerd, podinfo}, in mrkdwn; empty if there is nothing to say. One
     * commit is the one that the message is about, and not worth a word.
     */
    static Optional<String> line(Rollout rollout) {
        List<String> parts = new ArrayList<>();
        Changes changes = rollout.spec().changes();
        if (changes != null) {
            Optional.of(changes.words())
                    .filter(words -> !words.isEmpty() && !words.equals("1 commit"))
                    .map(words -> SlackText.link(compare(rollout), words, MAX_COUNT))
                    .ifPresent(parts::add);
            same(changes).ifPresent(parts::add);
        }
        Impact impact = rollout.spec().impact();
        if (impact != null) {
            parts.add(SlackText.data(impact.words(rollout.source().namespace(), NAMED), MAX_TOUCHED));
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(" · ", parts));
    }

    /** Where GitHub shows what the rollout brings, or where it goes back, what that takes away; null if nowhere. */
    static String compare(Rollout rollout) {
        Changes changes = rollout.spec().changes();
        Commit commit = rollout.spec().commit();
        if (changes == null || commit == null) {
            return null;
        }
        String from = Revision.read(changes.from())
                .filter(Revision::isCommit)
                .map(Revision::hash)
                .orElse(null);
        if (from == null) {
            return commit.compare();
        }
        boolean back = changes.way() == Way.back;
        return RepositoryLink.of(rollout)
                .map(repository -> repository.compare(back ? commit.sha() : from, back ? from : commit.sha()))
                .orElse(null);
    }

    private static Optional<String> same(Changes changes) {
        String words = changes.sameAsWords();
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(SlackText.data(words, MAX_SAME)
                        + (changes.sameAs().liveUntil() == null
                                ? ""
                                : ", last live "
                                        + SlackText.date(changes.sameAs().liveUntil())));
    }
}
