package dev.wigwag.git;

import dev.wigwag.http.CleanText;
import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Changes.Way;
import dev.wigwag.rollout.ListedCommit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;

/** Tells what lies between two commits, from as much of the history as the repository holds. For one thread at a time. */
final class Changelog implements AutoCloseable {
    /** Nobody reads on; and a history is not walked to its begin for a number. */
    static final int COUNTED = 1_000;

    private final RevWalk walk;
    private final Set<ObjectId> shallow;

    private Changelog(RevWalk walk, Set<ObjectId> shallow) {
        this.walk = walk;
        this.shallow = shallow;
    }

    /**
     * The changes; without {@link Changes#from()}, and without a way where the history at hand ends before it shows one.
     *
     * @throws org.eclipse.jgit.errors.MissingObjectException if the repository does not hold one of the two
     */
    static Changes between(Repository repository, ObjectId from, ObjectId to) throws IOException {
        if (from.equals(to)) {
            return changes(Way.nowhere, 0, true, 0, List.of());
        }
        try (Changelog changelog = new Changelog(
                new RevWalk(repository), repository.getObjectDatabase().getShallowCommits())) {
            return changelog.between(from, to);
        }
    }

    private Changes between(ObjectId from, ObjectId to) throws IOException {
        RevCommit before = walk.parseCommit(from);
        RevCommit after = walk.parseCommit(to);
        if (walk.isMergedInto(after, before)) {
            return collected(after, before, Way.back);
        }
        if (walk.isMergedInto(before, after)) {
            return collected(before, after, Way.forward);
        }
        // What looks unrelated may be related by commits that are not here.
        boolean known = !endsEarly(from, to) && !endsEarly(to, from);
        return collected(from, to, known ? Way.aside : null);
    }

    private Changes collected(ObjectId base, ObjectId tip, Way way) throws IOException {
        List<ListedCommit> commits = new ArrayList<>();
        Set<String> people = new HashSet<>();
        int all = 0;
        boolean whole = way != null;
        begin(base, tip);
        for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
            if (all == COUNTED) {
                whole = false;
                break;
            }
            all++;
            whole &= !shallow.contains(commit);
            people.add(person(commit));
            if (commits.size() < Changes.MOST) {
                commits.add(listed(commit));
            }
        }
        return changes(way, all, whole, people.size(), commits);
    }

    /** Whether the history of {@code tip} is cut off before it is known which of its commits {@code base} lacks. */
    private boolean endsEarly(ObjectId base, ObjectId tip) throws IOException {
        begin(base, tip);
        int all = 0;
        for (RevCommit commit = walk.next(); commit != null && all < COUNTED; commit = walk.next()) {
            all++;
            if (shallow.contains(commit)) {
                return true;
            }
        }
        return false;
    }

    private void begin(ObjectId base, ObjectId tip) throws IOException {
        walk.reset();
        walk.sort(RevSort.COMMIT_TIME_DESC);
        walk.sort(RevSort.TOPO, true);
        walk.markStart(walk.parseCommit(tip));
        walk.markUninteresting(walk.parseCommit(base));
    }

    private static Changes changes(Way way, int count, boolean whole, int people, List<ListedCommit> commits) {
        return new Changes(null, Changes.Told.git, way, count, whole, people, commits, null, List.of());
    }

    private static ListedCommit listed(RevCommit commit) {
        PersonIdent author = commit.getAuthorIdent();
        return ListedCommit.of(
                commit.name(),
                CleanText.block(commit.getFullMessage(), ListedCommit.SUBJECT * 4),
                author == null ? null : CleanText.line(author.getName(), ListedCommit.NAME));
    }

    /** The same person may write the name in several ways, but the address in few. */
    private static String person(RevCommit commit) {
        PersonIdent author = commit.getAuthorIdent();
        if (author == null) {
            return "";
        }
        String email = author.getEmailAddress();
        return email == null || email.isBlank() ? author.getName() : email.toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        walk.close();
    }
}
