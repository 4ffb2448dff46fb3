package dev.wigwag.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a rollout brings, compared with what ran before ({@code .spec.changes}): for people, nothing is decided by it.
 *
 * @param from the revision that ran before; null if none is known, and then the changes are those of the push
 * @param told by what
 * @param way how its commit is reached from the one before; null where the history at hand ends before it shows that
 * @param count how many commits lie in between, at least; where the way is back, those that are taken away
 * @param whole false if the history that was at hand ends before all are counted
 * @param people how many wrote them
 * @param commits the newest of them, newest first; at most {@value #MOST}
 * @param sameAs an earlier rollout the files of which are the very same; null if there is none
 * @param canaries those whose primary runs something else than {@code from}; at most {@value #MOST_CANARIES}
 */
public record Changes(
        String from,
        Told told,
        Way way,
        Integer count,
        Boolean whole,
        Integer people,
        List<ListedCommit> commits,
        Earlier sameAs,
        List<OfCanary> canaries) {
    /** Nobody reads on, and a Rollout has a size to keep. */
    public static final int MOST = 20;

    /** By what the changes are known. */
    public enum Told {
        /** The repository itself. */
        git,
        /** The commits that the push lists, as long as the repository cannot be read. */
        push
    }

    /** How one commit is reached from another. */
    public enum Way {
        /** It has the other among its ancestors. */
        forward,
        /** It is among the other's ancestors: somebody went back. */
        back,
        /** Neither: history was written anew, as by a forced push. */
        aside,
        /** They are the same. */
        nowhere
    }

    /**
     * A rollout of before.
     *
     * @param revision as Flux writes it
     * @param liveUntil until when it was live; null if that is not known
     */
    public record Earlier(String revision, Instant liveUntil) {}

    /**
     * What a canary gets, where its primary runs something else than most.
     *
     * @param canary {@code namespace/name}
     * @param from the revision its primary runs
     * @param count how many commits lie in between, at least
     */
    public record OfCanary(String canary, String from, Integer count) {
        /** {@code gets 5 commits since main@1a2b3c4}; empty if it is not known since when. */
        public String words() {
            if (from == null) {
                return "";
            }
            String since = " since " + shortRevision(from);
            return count == null || count < 1 ? "" : "gets " + count + (count == 1 ? " commit" : " commits") + since;
        }
    }

    /** The most canaries that are told apart. */
    public static final int MOST_CANARIES = 20;

    public Changes {
        commits = commits == null ? List.of() : commits.stream().limit(MOST).toList();
        canaries = canaries == null
                ? List.of()
                : canaries.stream().limit(MOST_CANARIES).toList();
    }

    /**
     * In a line: {@code 3 commits by 2 people}, {@code goes back 3 commits}, {@code 3 commits, history was rewritten}; empty if
     * there is nothing to say.
     */
    public String words() {
        String many = commits(count);
        if (way == Way.back) {
            return many.isEmpty() ? "goes back" : "goes back " + many;
        }
        String by = many.isEmpty() || count < 2 || people == null || people < 1
                ? ""
                : " by " + people + (people == 1 ? " person" : " people");
        String rewritten = way == Way.aside ? "history was rewritten" : "";
        return many + by + (many.isEmpty() || rewritten.isEmpty() ? "" : ", ") + rewritten;
    }

    /** That there was the same before, {@code back to the tree of main@1a2b3c4}; empty if that is not so. */
    public String sameAsWords() {
        return sameAs == null || sameAs.revision() == null
                ? ""
                : "back to the tree of " + shortRevision(sameAs.revision());
    }

    /** What a canary gets, where that is another thing than most get; empty if it is not. */
    public Optional<OfCanary> of(Stage stage) {
        String name = stage.namespace() + "/" + stage.name();
        return stage.canary() == null
                ? Optional.empty()
                : canaries.stream().filter(one -> name.equals(one.canary())).findFirst();
    }

    /** The changes without the canaries other than those of some stages. */
    Changes among(List<Stage> stages) {
        List<OfCanary> theirs =
                stages.stream().flatMap(stage -> of(stage).stream()).distinct().toList();
        return theirs.size() == canaries.size()
                ? this
                : new Changes(from, told, way, count, whole, people, commits, sameAs, theirs);
    }

    /** How much it is, without what. */
    public Changes withoutLists() {
        return new Changes(from, told, way, count, whole, people, null, sameAs, null);
    }

    private String commits(Integer number) {
        if (number == null || number < 1) {
            return "";
        }
        String least = Boolean.FALSE.equals(whole) ? "at least " : "";
        return least + number + (number == 1 ? " commit" : " commits");
    }

    static String shortRevision(String revision) {
        return Revision.read(revision).map(Revision::shortForm).orElse(revision);
    }

    /** How many further commits there are than those listed. */
    public int more() {
        return count == null ? 0 : Math.max(0, count - commits.size());
    }
}
