package dev.wigwag.git;

import dev.wigwag.http.CleanText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;

/** Tells what lies between two commits, from as much of the history as the repository holds. */
final class Changelog {
    /** Nobody reads on; and a history is not walked to its begin for a number. */
    static final int COUNTED = 1_000;

    /** How GitHub words merges and squashes: {@code Merge pull request #7 from …}, {@code Raise replicas (#7)}. */
    private static final Pattern MERGED = Pattern.compile("^Merge pull request #(\\d{1,9}) from ");

    private static final Pattern SQUASHED = Pattern.compile("\\(#(\\d{1,9})\\)$");

    private Changelog() {}

    /**
     * The changes.
     *
     * @param most how many commits are told
     * @throws org.eclipse.jgit.errors.MissingObjectException if the repository does not hold one of the two
     */
    static Changes between(Repository repository, ObjectId from, ObjectId to, int most) throws IOException {
        if (from.equals(to)) {
            return new Changes(Changes.Way.NOWHERE, List.of(), 0, true, 0);
        }
        Set<ObjectId> shallow = repository.getObjectDatabase().getShallowCommits();
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRetainBody(true);
            boolean back = walk.isMergedInto(walk.parseCommit(to), walk.parseCommit(from));
            boolean forward = !back && walk.isMergedInto(walk.parseCommit(from), walk.parseCommit(to));
            Changes.Way way = back ? Changes.Way.BACK : forward ? Changes.Way.FORWARD : Changes.Way.ASIDE;
            return collected(walk, back ? to : from, back ? from : to, way, shallow, most);
        }
    }

    private static Changes collected(
            RevWalk walk, ObjectId base, ObjectId tip, Changes.Way way, Set<ObjectId> shallow, int most)
            throws IOException {
        walk.reset();
        walk.sort(RevSort.COMMIT_TIME_DESC);
        walk.sort(RevSort.TOPO, true);
        walk.markStart(walk.parseCommit(tip));
        walk.markUninteresting(walk.parseCommit(base));
        List<Change> commits = new ArrayList<>();
        Set<String> people = new HashSet<>();
        int all = 0;
        boolean whole = true;
        for (RevCommit commit = walk.next(); commit != null && all < COUNTED; commit = walk.next()) {
            all++;
            whole &= !shallow.contains(commit);
            Change change = change(commit);
            people.add(change.email() == null ? change.author() : change.email().toLowerCase(Locale.ROOT));
            if (commits.size() < most) {
                commits.add(change);
            }
        }
        return new Changes(way, commits, all - commits.size(), whole && all < COUNTED, people.size());
    }

    private static Change change(RevCommit commit) {
        String message = commit.getFullMessage();
        String first = message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
        PersonIdent author = commit.getAuthorIdent();
        String email = author == null ? null : author.getEmailAddress();
        return new Change(
                commit.name(),
                CleanText.line(first, Change.SUBJECT),
                CleanText.line(author == null ? "" : author.getName(), Change.NAME),
                email == null || email.indexOf('@') <= 0 || email.length() > 254 ? null : email,
                author == null ? commit.getCommitterIdent().getWhenAsInstant() : author.getWhenAsInstant(),
                pullRequest(first));
    }

    private static Integer pullRequest(String subject) {
        Matcher merged = MERGED.matcher(subject);
        if (merged.find()) {
            return Integer.valueOf(merged.group(1));
        }
        Matcher squashed = SQUASHED.matcher(subject);
        return squashed.find() ? Integer.valueOf(squashed.group(1)) : null;
    }
}
