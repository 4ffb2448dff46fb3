package dev.wigwag.slack;

import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Changes.Way;
import dev.wigwag.rollout.ListedCommit;
import dev.wigwag.rollout.Outlets;
import dev.wigwag.rollout.Revision;
import dev.wigwag.rollout.Rollout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The commits that a rollout brings, one by one: said once in an attempt, and not again when more becomes known of them. Not said
 * where the message itself has said it all, nor of what was found as it was when the source was seen for the first time.
 */
final class ChangesTelling {
    static final String NAME = "changes";

    private static final int LINES = 15;
    private static final int MAX_SUBJECT = 260;
    private static final int MAX_AUTHOR = 80;
    private static final int MAX_REVISION = 200;

    /** For the last line, with its link. */
    private static final int ROOM = 400;

    private ChangesTelling() {}

    static Optional<Telling> of(Rollout rollout, Told before) {
        Changes changes = rollout.spec().changes();
        if (changes == null || before.state() == Told.State.Well || !isKnown(rollout, changes)) {
            return Optional.empty();
        }
        return saysMore(rollout, changes) && !Outlets.wasFoundAtFirstSight(rollout)
                ? Optional.of(Telling.list(NAME, before.now(Told.State.Well), words(rollout, changes)))
                : Optional.empty();
    }

    /** What a push lists may be bettered by the repository as long as the rollout goes on. */
    private static boolean isKnown(Rollout rollout, Changes changes) {
        return changes.told() != Changes.Told.push || rollout.phase().isFinal();
    }

    private static boolean saysMore(Rollout rollout, Changes changes) {
        List<ListedCommit> commits = changes.commits();
        if (changes.way() == Way.nowhere || commits.isEmpty()) {
            return false;
        }
        boolean alone = commits.size() + changes.more() == 1;
        return !alone
                || rollout.spec().commit() == null
                || !String.valueOf(commits.get(0).sha())
                        .equals(rollout.spec().commit().sha());
    }

    private static String words(Rollout rollout, Changes changes) {
        List<String> lines = new ArrayList<>();
        lines.add(title(changes));
        Optional<RepositoryLink> repository = RepositoryLink.of(rollout);
        int length = SlackText.length(lines.get(0));
        for (ListedCommit commit : changes.commits()) {
            String line = line(commit, repository);
            length += SlackText.length(line) + 2;
            if (lines.size() > LINES || length > BlockList.MAX_SECTION - ROOM) {
                break;
            }
            lines.add(line);
        }
        int rest = changes.commits().size() + changes.more() - (lines.size() - 1);
        if (rest > 0) {
            String least = Boolean.FALSE.equals(changes.whole()) ? "at least " : "";
            lines.add(SlackText.link(ChangesText.compare(rollout), "and " + least + rest + " more", 60));
        }
        return String.join("\n", lines);
    }

    private static String title(Changes changes) {
        String words = changes.words();
        if (changes.way() == Way.back) {
            return "📜 It " + words + ", which takes away:";
        }
        String since = Revision.read(changes.from())
                .map(from -> " since " + SlackText.data(from.shortForm(), MAX_REVISION))
                .orElse("");
        return "📜 " + (words.isEmpty() ? "Commits" : words) + since + ":";
    }

    /** {@code • 1a2b3c4 Raise replicas (#7) – Ana}, with links. */
    private static String line(ListedCommit commit, Optional<RepositoryLink> repository) {
        String sha = String.valueOf(commit.sha());
        return "• "
                + SlackText.link(
                        repository.map(at -> at.commit(sha)).orElse(null),
                        sha.substring(0, Math.min(7, sha.length())),
                        7)
                + " " + subject(commit, repository)
                + (commit.author() == null ? "" : " – " + SlackText.data(commit.author(), MAX_AUTHOR));
    }

    /** With the number that it names as a link, or else behind it. */
    private static String subject(ListedCommit commit, Optional<RepositoryLink> repository) {
        String subject = commit.subject() == null ? "(no message)" : commit.subject();
        if (commit.pullRequest() == null) {
            return SlackText.data(subject, MAX_SUBJECT);
        }
        String number = "#" + commit.pullRequest();
        String link = SlackText.link(
                repository.map(at -> at.pullRequest(commit.pullRequest())).orElse(null), number, 20);
        int at = subject.lastIndexOf(number);
        int after = at + number.length();
        boolean named = at >= 0 && (after == subject.length() || !Character.isDigit(subject.charAt(after)));
        return named
                ? (part(subject.substring(0, at)) + link + part(subject.substring(after)))
                : SlackText.data(subject, MAX_SUBJECT) + " (" + link + ")";
    }

    /** A part of a line, with the blanks that part it from the link. */
    private static String part(String text) {
        String shown = SlackText.data(text, MAX_SUBJECT / 2);
        return (text.startsWith(" ") ? " " : "") + shown + (text.endsWith(" ") && !shown.isEmpty() ? " " : "");
    }
}
