package dev.wigwag.chatops;

import dev.wigwag.http.CleanText;
import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A rollout in words. */
final class RolloutLines {
    private static final int LONGEST = 200;
    private static final int SUBJECT = 80;
    private static final int STAGES = 8;
    private static final int DECISIONS = 5;

    private RolloutLines() {}

    /** In one line: {@code flux-system/gitops main@1648322: Progressing, 3/5 ready}. */
    static String line(Rollout rollout) {
        String summary = rollout.status() == null || rollout.status().summary() == null
                ? ""
                : ", " + CleanText.line(rollout.status().summary(), LONGEST);
        return title(rollout) + summary;
    }

    /** Its name and phase. */
    static String title(Rollout rollout) {
        String kind = rollout.source().kind().equals("GitRepository")
                ? ""
                : rollout.source().kind() + " ";
        return kind + rollout.source().namespace() + "/" + rollout.source().name() + " " + revision(rollout) + ": "
                + rollout.phase();
    }

    /** Its revision for people; a branch may bear any name. */
    static String revision(Rollout rollout) {
        return CleanText.line(rollout.shortRevision(), SUBJECT);
    }

    /** What there is to know of it, line by line. */
    static List<String> of(Rollout rollout, Instant now) {
        List<String> lines = new ArrayList<>();
        if (rollout.status() == null) {
            return List.of("Flux has been asked to fetch it.");
        }
        if (rollout.status().summary() != null) {
            lines.add(CleanText.line(rollout.status().summary(), LONGEST));
        }
        Commit commit = rollout.spec().commit();
        if (commit != null && commit.message() != null) {
            lines.add("\"" + CleanText.line(commit.message().lines().findFirst().orElse(""), SUBJECT) + "\""
                    + (commit.author() == null ? "" : " by " + CleanText.line(commit.author(), SUBJECT)));
        }
        rollout.status().stages().stream()
                .filter(stage -> !stage.phase().isDone())
                .limit(STAGES)
                .map(RolloutLines::stage)
                .forEach(lines::add);
        rollout.status().approvals().stream()
                .sorted(Comparator.comparing(Approval::at).reversed())
                .limit(DECISIONS)
                .map(one -> one.canary() + ": " + CanaryLines.decision(one, now))
                .forEach(lines::add);
        return lines;
    }

    /** A stage in a line. */
    static String stage(Stage stage) {
        return stage.kind() + " " + stage.namespace() + "/" + stage.name() + ": " + stage.phase()
                + (stage.message() == null || stage.message().isBlank()
                        ? ""
                        : ", " + CleanText.line(stage.message(), LONGEST));
    }
}
