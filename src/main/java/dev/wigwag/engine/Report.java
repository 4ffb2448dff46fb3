package dev.wigwag.engine;

import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.RolloutKey;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * What handling a signal came to: what matched, what did not and why. It feeds the answer to the sender, the log line
 * and the tests.
 *
 * @param lines one for each object that has to do with the sender's repository
 * @param others how many further sources were passed over
 * @param includers how many sources of other repositories were asked because they include one of these
 */
public record Report(List<Line> lines, int others, int includers) {
    public Report {
        lines = List.copyOf(lines);
    }

    /** What became of one object. */
    public enum Outcome {
        /** Stored, and Flux has been asked. */
        REQUESTED,
        /** Stored, and Flux had been asked before: a repeat. */
        ALREADY_REQUESTED,
        /** Stored; the source has this revision already. */
        ALREADY_FETCHED,
        /** A push of this would be taken up (the answer to a ping). */
        FOLLOWS,
        /** Suspended: listed, not touched. */
        SUSPENDED,
        /** The source follows something else. */
        NOT_FOLLOWED,
        /** A later push of the same ref is known. */
        OLDER,
        /** Vanished meanwhile. */
        GONE,
        /** A command was carried out; its writer has been answered. */
        DONE,
        /** A question was answered, or a command not carried out and its writer told why. */
        ANSWERED,
        /** A command from somebody who may not command here: neither carried out nor answered. */
        IGNORED,
        /** Could not be stored or asked. */
        FAILED;

        /** The outcome as it stands in answers and logs, {@code already-requested}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether what the signal obliges us to is in the Kubernetes API. */
        boolean isStored() {
            return this == REQUESTED || this == ALREADY_REQUESTED || this == ALREADY_FETCHED || this == DONE;
        }
    }

    /**
     * One object.
     *
     * @param rollout the rollout it concerns; null if none
     * @param why a short sentence; null if the outcome says it all
     * @param fault what went wrong, for {@link Outcome#FAILED}; else null
     * @param touches whom of those that build something of the source the signal concerns; null where that is not known
     */
    public record Line(
            ObjectKey object,
            Outcome outcome,
            RolloutKey rollout,
            String why,
            ClusterException.Fault fault,
            String touches) {
        static Line of(ObjectKey object, Outcome outcome, RolloutKey rollout) {
            return new Line(object, outcome, rollout, null, null, null);
        }

        static Line because(ObjectKey object, Outcome outcome, String why) {
            return new Line(object, outcome, null, why, null, null);
        }

        static Line failed(ObjectKey object, ClusterException trouble) {
            return new Line(object, Outcome.FAILED, null, trouble.getMessage(), trouble.fault(), null);
        }

        Line touching(String whom) {
            return new Line(object, outcome, rollout, why, fault, whom);
        }
    }

    /** The same about each of these objects. */
    public static Report of(Collection<ObjectKey> objects, Outcome outcome, String why) {
        return new Report(
                objects.stream()
                        .sorted()
                        .map(object -> Line.because(object, outcome, why))
                        .toList(),
                0,
                0);
    }

    /** Whether anything was stored. */
    public boolean stored() {
        return lines.stream().anyMatch(line -> line.outcome().isStored());
    }

    /** Whether something that obliges us could not be stored. */
    public boolean failed() {
        return lines.stream().anyMatch(line -> line.outcome() == Outcome.FAILED);
    }
}
