package dev.wigwag.github;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.wigwag.http.CleanText;
import dev.wigwag.http.PayloadReader;
import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.ListedCommit;
import dev.wigwag.rollout.PushedCommits;
import dev.wigwag.rollout.PushedPaths;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the {@code commits} of a push, oldest first, one after the other. GitHub lists at most 2048 commits and at most 3000
 * files of each kind in a commit (webhook docs); what reaches such a limit may have been cut.
 */
final class CommitList implements PayloadReader.Elements {
    private static final int MOST_COMMITS = 2048;
    private static final int MOST_FILES = 3000;

    /** Of all commits together. */
    private static final int MOST_PATHS = 3000;

    /** Git's own limit for a path, in characters. */
    private static final int LONGEST = 4096;

    private static final int MOST_PEOPLE = 1000;
    private static final int NAME = 200;
    private static final Set<String> FILES = Set.of("added", "removed", "modified");

    private final Deque<One> newest = new ArrayDeque<>();
    private final Set<String> people = new HashSet<>();
    private final Set<String> paths = new HashSet<>();
    private int count;
    private String doubt;

    @Override
    public String path() {
        return "/commits";
    }

    @Override
    public void begin() {
        newest.clear();
        people.clear();
        paths.clear();
        count = 0;
        doubt = null;
    }

    @Override
    public void element(JsonParser parser) throws IOException {
        count++;
        if (count > MOST_COMMITS || parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            doubt("a commit is not described");
            return;
        }
        One one = new One();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (FILES.contains(name) && parser.currentToken() == JsonToken.START_ARRAY) {
                one.lists++;
                files(parser, name);
            } else if (name.equals("author") && parser.currentToken() == JsonToken.START_OBJECT) {
                author(parser, one);
            } else if (name.equals("id") && parser.currentToken() == JsonToken.VALUE_STRING) {
                one.id = parser.getText();
            } else if (name.equals("message") && parser.currentToken() == JsonToken.VALUE_STRING) {
                one.message = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
        if (one.lists < FILES.size()) {
            doubt("the files of a commit are not listed");
        }
        keep(one);
    }

    /**
     * What was read.
     *
     * @param whole whether the push is one of which the listed commits are all there is: neither forced nor a new ref
     */
    PushedCommits commits(boolean whole) {
        if (count == 0) {
            return PushedCommits.NONE;
        }
        String cut = count >= MOST_COMMITS ? "GitHub lists at most " + MOST_COMMITS + " commits" : null;
        String rewritten = whole ? cut : "the push does not build on what was there before";
        String why = rewritten == null ? doubt : rewritten;
        List<ListedCommit> newestFirst = new ArrayList<>();
        newest.descendingIterator().forEachRemaining(one -> newestFirst.add(one.listed()));
        return new PushedCommits(
                count,
                cut,
                people.size(),
                newestFirst,
                why == null ? new PushedPaths(paths, null) : PushedPaths.unknown(why));
    }

    private void files(JsonParser parser, String name) throws IOException {
        int files = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            files++;
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                parser.skipChildren();
                doubt("a file of a commit has no name");
            } else if (parser.getTextLength() > LONGEST) {
                doubt("a file of a commit has too long a name");
            } else if (doubt == null) {
                paths.add(parser.getText());
            }
        }
        if (files >= MOST_FILES) {
            doubt("GitHub lists at most " + MOST_FILES + " files of a commit as " + name);
        }
        if (paths.size() > MOST_PATHS) {
            doubt("it changes more than " + MOST_PATHS + " files");
        }
    }

    /** Names are kept no longer than they are needed: what cannot be told is told in a few words. */
    private void doubt(String why) {
        doubt = doubt == null ? why : doubt;
        paths.clear();
    }

    private static void author(JsonParser parser, One one) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            boolean text = parser.nextToken() == JsonToken.VALUE_STRING;
            if (text && name.equals("name")) {
                one.author = parser.getText();
            } else if (text && name.equals("email")) {
                one.email = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
    }

    private void keep(One one) {
        String person = one.email == null ? one.author : one.email;
        if (person != null && people.size() < MOST_PEOPLE) {
            people.add(CleanText.line(person, NAME));
        }
        if (!PushPayload.isSha(one.id)) {
            doubt("a commit has no id");
            return;
        }
        newest.addLast(one);
        if (newest.size() > Changes.MOST) {
            newest.removeFirst();
        }
    }

    /** What is read of one commit. */
    private static final class One {
        private String id;
        private String message;
        private String author;
        private String email;
        private int lists;

        ListedCommit listed() {
            return ListedCommit.of(
                    id,
                    message == null ? "" : CleanText.block(message, ListedCommit.SUBJECT * 4),
                    author == null ? null : CleanText.line(author, ListedCommit.NAME));
        }
    }
}
