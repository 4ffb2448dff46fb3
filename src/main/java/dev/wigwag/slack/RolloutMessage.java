package dev.wigwag.slack;

import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.Condition;
import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutStatus;
import dev.wigwag.rollout.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The living picture of a rollout: what became of it in the first line, then which commit it is, what is ready and what is
 * not, and how far each canary has come. Nothing in it depends on when it is drawn, so the same rollout always gives the same
 * message, and whoever wrote the commit cannot make it longer, louder or another than it is.
 */
public final class RolloutMessage {
    private static final int MAX_NAME = 55;
    private static final int MAX_SUBJECT = 300;
    private static final int MAX_LINE = 600;
    private static final int TOLD = 5;

    /** For the footer. */
    private static final int ROOM = 1900;

    private RolloutMessage() {}

    /**
     * The message.
     *
     * @param cluster the name of the cluster it goes through
     * @param link where more can be read; empty if nowhere
     */
    public static SlackMessage of(Rollout rollout, String cluster, Optional<String> link) {
        return of(rollout, cluster, link, Credit.NONE, false);
    }

    /**
     * The same, with those mentioned who are known in Slack.
     *
     * @param buttons whether there are buttons where somebody has to decide
     */
    static SlackMessage of(Rollout rollout, String cluster, Optional<String> link, Credit credit, boolean buttons) {
        Headline headline = Headline.of(rollout);
        BlockList blocks = new BlockList();
        blocks.header(headline.sign() + " " + headline.words() + ": "
                + SlackText.plain(rollout.source().name(), MAX_NAME) + " on " + SlackText.plain(cluster, 40));
        String subject = subject(rollout);
        String shown = SlackText.plain(subject, MAX_SUBJECT);
        // Of what nobody can see nothing may be left.
        if (!shown.isEmpty()) {
            blocks.words(shown);
        }
        blocks.context(commit(rollout, credit));
        RolloutStatus status = rollout.status();
        List<Stage> stages = status == null ? List.of() : status.stages();
        blocks.section(state(rollout), ROOM);
        if (isUnderWay(rollout)) {
            Impact impact = rollout.spec().impact();
            add(blocks, StageLines.failed(stages, TOLD));
            add(blocks, StageLines.waiting(stages, impact, TOLD));
            add(blocks, StageLines.underWay(stages, impact));
        }
        CanaryLines.add(
                blocks,
                stages,
                status == null ? Decisions.NONE : new Decisions(status.approvals(), buttons),
                rollout.spec().changes(),
                ROOM);
        footer(rollout, link).ifPresent(blocks::context);
        return new SlackMessage(text(rollout, headline, cluster, subject), blocks.blocks());
    }

    private static void add(BlockList blocks, String lines) {
        if (!lines.isEmpty()) {
            blocks.section(lines, ROOM);
        }
    }

    /** What a locked phone shows: as much as matters, in one line. */
    private static String text(Rollout rollout, Headline headline, String cluster, String subject) {
        return headline.sign() + " " + headline.words() + ": "
                + SlackText.data(rollout.source().name(), MAX_NAME) + " "
                + SlackText.data(rollout.shortRevision(), 200) + " on " + SlackText.data(cluster, 80)
                + (subject.isEmpty() ? "" : ", " + SlackText.data(subject, MAX_SUBJECT))
                + ": " + SlackText.data(summary(rollout), MAX_LINE);
    }

    private static String commit(Rollout rollout, Credit credit) {
        List<String> parts = new ArrayList<>();
        parts.add(CommitLink.of(rollout));
        credit.line(rollout.spec().commit()).ifPresent(parts::add);
        parts.add("source " + SlackText.data(rollout.source().toString(), 250));
        if (rollout.attempt() > 1) {
            parts.add("attempt " + rollout.attempt());
        }
        String line = String.join(" · ", parts);
        return ChangesText.line(rollout).map(changes -> line + "\n" + changes).orElse(line);
    }

    private static String state(Rollout rollout) {
        RolloutStatus status = rollout.status();
        Map<String, Integer> counts = status == null ? Map.of() : status.counts();
        List<Stage> stages = status == null ? List.of() : status.stages();
        String state = isUnderWay(rollout)
                ? StageLines.counts(counts, stages, rollout.spec().impact())
                        .orElseGet(() -> SlackText.data(summary(rollout), MAX_LINE))
                : SlackText.data(summary(rollout), MAX_LINE);
        return sourceTrouble(status)
                .map(trouble -> state + "\n⚠️ " + SlackText.data(trouble, MAX_LINE))
                .orElse(state);
    }

    /** Whether the stages say more than the summary does: before Flux has it and after another took over they do not. */
    private static boolean isUnderWay(Rollout rollout) {
        return rollout.phase() != Phase.Pending && rollout.phase() != Phase.Superseded;
    }

    /** What Flux cannot fetch while this revision is live. */
    static Optional<String> sourceTrouble(RolloutStatus status) {
        return status == null
                ? Optional.empty()
                : status.conditions().stream()
                        .filter(condition ->
                                "SourceReady".equals(condition.type()) && "False".equals(condition.status()))
                        .map(Condition::message)
                        .findFirst();
    }

    private static String summary(Rollout rollout) {
        RolloutStatus status = rollout.status();
        return status == null || status.summary() == null || status.summary().isBlank()
                ? "waiting for Flux to fetch " + rollout.shortRevision()
                : status.summary();
    }

    private static Optional<String> footer(Rollout rollout, Optional<String> link) {
        List<String> parts = new ArrayList<>();
        TimeTaken.of(rollout).ifPresent(time -> parts.add(ending(rollout.phase()) + time));
        link.map(address -> SlackText.link(address, "Details", 20))
                .filter(shown -> shown.startsWith("<"))
                .ifPresent(parts::add);
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(" · ", parts));
    }

    private static String ending(Phase phase) {
        return switch (phase) {
            case Succeeded -> "Live after ";
            case Failed -> "Failed after ";
            case Superseded, Pending, Progressing, Waiting -> "Ended after ";
        };
    }

    /** The commit message's first line that says something. */
    private static String subject(Rollout rollout) {
        Commit commit = rollout.spec().commit();
        return commit == null || commit.message() == null
                ? ""
                : commit.message()
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .findFirst()
                        .orElse("");
    }
}
