package dev.wigwag.slack;

import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.util.Collections;
import java.util.Optional;

/** What there is to say of a stage that is no canary's run: that it has failed, and why, and that it is well again. */
final class StageTelling {
    /** More is too much: what fails for the fourth time is to be seen in the message itself. */
    private static final int MOST = 3;

    private static final int MAX_NAME = 140;
    private static final int MAX_WORDS = 320;

    private StageTelling() {}

    static Optional<Telling> of(Stage stage, String name, Told before) {
        String shown = "*" + SlackText.data(stage.namespace() + "/" + stage.name(), MAX_NAME) + "*";
        if (stage.phase() == StagePhase.Failed) {
            String why = stage.message() == null || stage.message().isBlank() ? "failed" : stage.message();
            return failure(name, before, shown + " " + SlackText.data(why, MAX_WORDS), why);
        }
        boolean well = stage.phase() == StagePhase.Succeeded || stage.phase() == StagePhase.Unchanged;
        return well ? recovery(name, before, shown + " is ready after all") : Optional.empty();
    }

    /** A failure for this cause; the same one is not told twice in a row, nor aloud. */
    static Optional<Telling> failure(String name, Told before, String words, String why) {
        String cause = ThreadCursor.cause(why);
        int times = before.causes().size();
        if (before.isLast(Told.State.Failed, cause) || times >= MOST) {
            return Optional.empty();
        }
        int same = Collections.frequency(before.causes(), cause) + 1;
        String count = same == 1 ? "" : " (" + same + " times by now)";
        String last = times + 1 == MOST ? " _(what comes next is shown in the message only)_" : "";
        return Optional.of(new Telling(
                name,
                before.now(Told.State.Failed).of(cause),
                "❌ " + words + count + last,
                !before.causes().contains(cause)));
    }

    /** The end of what was told to have failed. */
    static Optional<Telling> recovery(String name, Told before, String words) {
        return before.state() == Told.State.Failed
                ? Optional.of(Telling.quiet(name, before.now(Told.State.Well), "✅ " + words))
                : Optional.empty();
    }
}
