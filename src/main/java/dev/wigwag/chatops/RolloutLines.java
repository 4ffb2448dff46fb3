package dev.wigwag.chatops;

import dev.wigwag.http.CleanText;
import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A rollout in words. */
final class RolloutLines {
    private static final int LONGEST = 200;
    private static final int SUBJECT = 80;
    private static final int STAGES = 8;
    private static final int DECISIONS = 5;

    /** As long as a line may get by what else there is to say. */
    private static final int ROOM = 160;

    private static final int NAMED = 5;

    private RolloutLines() {}

    /** In one line: {@code flux-system/gitops main@1648322: Progressing, 3/5 ready}. */
    static String line(Rollout rollout) {
        String summary = rollout.status() == null || rollout.status().summary() == null
                ? ""
                : ", " + CleanText.line(rollout.status().summary(), LONGEST);
        String line = title(rollout) + summary;
        String brings = CleanText.line(brings(rollout), LONGEST);
        return brings.isEmpty() || line.length() + brings.length() > ROOM ? line : line + ", " + brings;
    }

    /** {@code 3 commits by 2 people, touches 2 of 65}; empty if neither is known. */
    private static String brings(Rollout rollout) {
        Changes changes = rollout.spec().changes();
        Impact impact = rollout.spec().impact();
        return joined(changes == null ? "" : changes.words(), impact == null ? "" : impact.words());
    }

    /** The same with what was so before, and with names. */
    private static String brings(Rollout rollout, Instant now) {
        Changes changes = rollout.spec().changes();
        Impact impact = rollout.spec().impact();
        String same = changes == null ? "" : changes.sameAsWords();
        boolean dated = !same.isEmpty() && changes.sameAs().liveUntil() != null;
        return joined(
                changes == null ? "" : changes.words(),
                same,
                dated ? "last live " + Ago.words(changes.sameAs().liveUntil(), now) : "",
                impact == null ? "" : impact.words(rollout.source().namespace(), NAMED));
    }

    private static String joined(String... words) {
        return Stream.of(words).filter(each -> !each.isEmpty()).collect(Collectors.joining(", "));
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
        String brings = brings(rollout, now);
        if (!brings.isEmpty()) {
            lines.add(CleanText.line(brings, 2 * LONGEST));
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
