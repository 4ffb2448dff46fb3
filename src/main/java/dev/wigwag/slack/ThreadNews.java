package dev.wigwag.slack;

import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutStatus;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What has happened in a rollout that its thread has not said yet. A failure or a wait for a person is said alone and at once;
 * everything else may wait for company.
 *
 * @param tellings in the order in which they are said; none if nothing has happened
 * @param next what the thread has said once these have been
 */
record ThreadNews(List<Telling> tellings, ThreadCursor next) {
    private static final String SOURCE = "source";
    private static final int MAX_WORDS = 600;

    /** So that where not everything can be kept in mind it is the failures that are. */
    private static final Comparator<Stage> BY_NEED =
            Comparator.comparing((Stage stage) -> !needsSomebody(stage)).thenComparing(StageLines.BY_NAME);

    /** What is new since the thread said this much. */
    static ThreadNews since(ThreadCursor cursor, Rollout rollout) {
        List<Telling> all = all(cursor, rollout);
        List<Telling> loud = all.stream().filter(Telling::loud).toList();
        List<Telling> now = loud.isEmpty() ? all : loud;
        if (now.isEmpty()) {
            return new ThreadNews(List.of(), cursor);
        }
        ThreadCursor next =
                rollout.phase() == Phase.Succeeded && loud.isEmpty() ? cursor.wellBut(names(rollout)) : cursor;
        for (Telling telling : now) {
            next = next.with(telling.name(), telling.told());
        }
        return new ThreadNews(now, next);
    }

    /** For a rollout that was found as it is: what is so already counts as said. */
    static ThreadNews atFirstSight(Rollout rollout) {
        ThreadCursor cursor = ThreadCursor.EMPTY;
        for (ThreadNews news = since(cursor, rollout); !news.tellings().isEmpty(); news = since(cursor, rollout)) {
            cursor = news.next();
        }
        return new ThreadNews(List.of(), cursor);
    }

    /** Whether the channel is to hear it too. */
    boolean isLoud() {
        return tellings.stream().anyMatch(Telling::loud);
    }

    private static List<Telling> all(ThreadCursor cursor, Rollout rollout) {
        List<Telling> all = new ArrayList<>();
        ThreadCursor room = cursor;
        for (Telling telling : candidates(cursor, rollout)) {
            if (room.hasRoomFor(telling.name())) {
                room = room.with(telling.name(), telling.told());
                all.add(telling);
            }
        }
        int gone = cursor.failedBut(names(rollout));
        if (rollout.phase() == Phase.Succeeded && gone > 0) {
            String what = gone == 1 ? "one more that had failed is" : gone + " more that had failed are";
            all.add(Telling.quiet(SOURCE, room.of(SOURCE), "✅ " + what + " ready after all"));
        }
        return all;
    }

    private static List<Telling> candidates(ThreadCursor cursor, Rollout rollout) {
        RolloutStatus status = rollout.status();
        Stream<Optional<Telling>> ofStages = status.stages().stream()
                .sorted(BY_NEED)
                .flatMap(stage -> Stream.of(
                        isRun(stage)
                                ? RunTelling.order(stage, name(stage), cursor, status.approvals())
                                : Optional.<Telling>empty(),
                        ofStage(stage, cursor.of(name(stage)), status.approvals())));
        return Stream.concat(
                        ofStages,
                        Stream.of(
                                ofSource(cursor.of(SOURCE), status),
                                ChangesTelling.of(rollout, cursor.of(ChangesTelling.NAME))))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Telling> ofStage(Stage stage, Told before, List<Approval> approvals) {
        return isRun(stage)
                ? RunTelling.of(stage, name(stage), before, approvals)
                : StageTelling.of(stage, name(stage), before);
    }

    /** What Flux cannot fetch while this revision is live. */
    private static Optional<Telling> ofSource(Told before, RolloutStatus status) {
        Optional<String> trouble = RolloutMessage.sourceTrouble(status);
        return trouble.isPresent()
                ? StageTelling.failure(SOURCE, before, SlackText.data(trouble.get(), MAX_WORDS), trouble.get())
                : StageTelling.recovery(SOURCE, before, "Flux can fetch the source again");
    }

    private static List<String> names(Rollout rollout) {
        return Stream.concat(
                        Stream.of(SOURCE), rollout.status().stages().stream().map(ThreadNews::name))
                .toList();
    }

    private static String name(Stage stage) {
        String name = stage.kind() + "/" + stage.namespace() + "/" + stage.name();
        return isRun(stage) ? name + " " + stage.canary().run() : name;
    }

    private static boolean needsSomebody(Stage stage) {
        return stage.phase() == StagePhase.Failed || stage.phase() == StagePhase.Waiting;
    }

    private static boolean isRun(Stage stage) {
        return stage.canary() != null && stage.canary().run() != null;
    }
}
