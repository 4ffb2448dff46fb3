package dev.wigwag.rollout;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Keeps the resource small for a commit that concerns thousands of objects: at most {@link #MAX} stages are told in
 * detail, the rest only counted. What is left out costs nothing, because the next view tells of it again; so what no view
 * would tell again (a failure under retry, a deleted member) has precedence among its like.
 */
final class StageLimit {
    /** Most stages told in detail, the source's own included. */
    static final int MAX = 100;

    /** With more messages than this, each is cut to {@link #SHORT_MESSAGE} code points. */
    static final int LONG_MESSAGES = 20;

    static final int SHORT_MESSAGE = 120;

    /**
     * One stage.
     *
     * @param remembered whether it is known from the stored stages alone
     * @param leftAlone whether the revision leaves the object alone, so that other stages are looked at first
     */
    record Entry(Stage stage, boolean remembered, boolean leftAlone) {
        /** One that the revision may concern. */
        Entry(Stage stage, boolean remembered) {
            this(stage, remembered, false);
        }
    }

    /** What is stored of all stages: {@code counts} of every one by phase, {@code stages} in detail. */
    record Picture(Map<String, Integer> counts, List<Stage> stages) {}

    private static final Comparator<Entry> BY_NEED = Comparator.comparingInt(StageLimit::rank)
            .thenComparing(entry -> entry.stage().key());

    private static final Comparator<Entry> FOR_PEOPLE = Comparator.comparingInt(StageLimit::turn)
            .thenComparing(entry -> entry.stage().key());

    private StageLimit() {}

    /** The picture of these; the source's stage always comes first, since it tells whether Flux holds the revision. */
    static Picture of(Stage source, List<Entry> members) {
        List<Entry> ordered = members.stream().sorted(BY_NEED).toList();
        List<Entry> detailed = ordered.stream().limit(MAX - 1L).toList();
        // Those that nothing will tell again are not counted either once they have gone, or each fold would count anew.
        Stream<Entry> derived = ordered.stream().skip(MAX - 1L).filter(entry -> !entry.remembered());
        List<Stage> stages = Stream.concat(
                        Stream.of(source), detailed.stream().sorted(FOR_PEOPLE).map(Entry::stage))
                .toList();
        Map<String, Integer> counts =
                counts(Stream.concat(stages.stream(), derived.map(Entry::stage)).toList());
        return new Picture(counts, withShortMessages(stages));
    }

    /** How many of the stages are in each phase; a run that no commit started is none of theirs. */
    static Map<String, Integer> counts(List<Stage> stages) {
        Map<String, Integer> counts = new TreeMap<>();
        stages.stream()
                .filter(stage -> !stage.isIncidental())
                .forEach(stage -> counts.merge(stage.phase().name(), 1, Integer::sum));
        return counts;
    }

    private static int rank(Entry entry) {
        boolean done = entry.stage().phase().isDone();
        if (entry.remembered()) {
            return done ? 4 : 0;
        }
        if (entry.stage().phase() == StagePhase.Failed) {
            return 1;
        }
        return (done ? 5 : 2) + (entry.leftAlone() ? 1 : 0);
    }

    private static int turn(Entry entry) {
        if (entry.stage().phase() == StagePhase.Failed) {
            return 0;
        }
        return (entry.stage().phase().isDone() ? 3 : 1) + (entry.leftAlone() ? 1 : 0);
    }

    private static List<Stage> withShortMessages(List<Stage> stages) {
        long messages = stages.stream().filter(stage -> stage.message() != null).count();
        return messages <= LONG_MESSAGES
                ? stages
                : stages.stream().map(StageLimit::withShortMessage).toList();
    }

    private static Stage withShortMessage(Stage stage) {
        String cut = stage.message() == null ? null : PlainText.cut(stage.message(), SHORT_MESSAGE);
        return new Stage(
                stage.kind(),
                stage.namespace(),
                stage.name(),
                stage.phase(),
                cut,
                stage.since(),
                stage.until(),
                stage.canary(),
                stage.showing());
    }
}
