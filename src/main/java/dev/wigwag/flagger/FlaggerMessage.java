package dev.wigwag.flagger;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What Flagger says in an event webhook, a Kubernetes Event or its log, understood (reference: flagger.md §2.3). Whatever
 * it is, it is understood as something: a text of no known kind is a note.
 *
 * @param text the message, cut, without what may be secret in addresses
 * @param parts what it carries, by the names used in {@link MessagePattern}
 */
record FlaggerMessage(MessageKind kind, String text, Map<String, String> parts) {
    FlaggerMessage {
        parts = Map.copyOf(parts);
    }

    /**
     * Understands a text.
     *
     * @param text any; null is the empty note
     */
    static FlaggerMessage of(String text) {
        String safe = FlaggerText.of(Objects.requireNonNullElse(text, ""));
        return Arrays.stream(MessageKind.values())
                .flatMap(kind -> kind.read(safe).map(parts -> new FlaggerMessage(kind, safe, parts)).stream())
                .findFirst()
                .orElseThrow();
    }

    /** The name it speaks of: the Canary's or the target's (pitfall 31); null if it names none. */
    String name() {
        return parts.get("name");
    }

    /** The namespace of that name; null if it names none. */
    String namespace() {
        return parts.get("namespace");
    }

    /** The webhook's name; null if it is about none. */
    String hook() {
        return parts.get("hook");
    }

    /** The metric's name, or of its template {@code name.namespace}; null if it is about none. */
    String metric() {
        return switch (kind) {
            case SuccessRateHalt -> "success rate";
            case RequestDurationHalt -> "request duration";
            default -> parts.get("metric");
        };
    }

    /** The metric as measured, with its unit if Flagger gives one; null unless it was outside its range. */
    String value() {
        return percent(parts.get("value"));
    }

    /** {@code <} or {@code >}: on which side of the limit the value is; null unless it was outside its range. */
    String comparison() {
        return parts.get("comparison");
    }

    /** The bound that was crossed, with its unit if Flagger gives one; null unless one was. */
    String limit() {
        return percent(parts.get("limit"));
    }

    /** What else it says, perhaps several lines; null if nothing. */
    String error() {
        return parts.get("error");
    }

    /** The percentage it announces. */
    OptionalInt weight() {
        return number("weight");
    }

    /** The iteration it announces, from 1. */
    OptionalInt iteration() {
        return number("iteration");
    }

    /** The iterations there are in all. */
    OptionalInt iterations() {
        return number("iterations");
    }

    /** How many failed checks made it roll back. */
    OptionalInt failedChecks() {
        return number("failedChecks");
    }

    /** Whether Flagger repeats it at every tick while something lasts: once is enough. */
    boolean isNoise() {
        return switch (kind) {
            case PrimaryNotReady, CanaryNotReady, WaitingForTrafficIncrease, RollbackNotSignaled, Suspended -> true;
            default -> false;
        };
    }

    /** Whether a run starts; the Canary's status may say so only after this message was answered. */
    boolean startsRun() {
        return kind == MessageKind.NewRevision;
    }

    /** Whether the run under way is given up for a newer one. */
    boolean restartsRun() {
        return kind == MessageKind.RestartingAnalysis;
    }

    /** Whether the run is over, well or badly. */
    boolean endsRun() {
        return switch (kind) {
            case PromotionCompleted, AnalysisSkipped, CanaryFailed, PromotionFailed -> true;
            default -> false;
        };
    }

    /** Whether it counts to the threshold at which Flagger rolls back. */
    boolean isFailedCheck() {
        return switch (kind) {
            case PreRolloutFailed,
                    ExternalCheckFailed,
                    SuccessRateHalt,
                    RequestDurationHalt,
                    MetricHalt,
                    NoTraffic,
                    NoValues,
                    MetricQueryFailed,
                    MetricTemplateError,
                    MetricClientError -> true;
            default -> false;
        };
    }

    /** Whether the checksum that came with it is the run's own; with some it is that of the revision before (§5.2). */
    boolean bearsChecksumOfRun() {
        return switch (kind) {
            case WaitingForApproval, ConfirmRolloutPassed, NewRevision, RestartingAnalysis -> false;
            default -> true;
        };
    }

    /** What happened in one line for people; for a failed check its cause. */
    String inWords() {
        return MessageWords.of(this);
    }

    private String percent(String number) {
        return kind == MessageKind.SuccessRateHalt && number != null ? number + "%" : number;
    }

    private OptionalInt number(String part) {
        String digits = parts.get(part);
        return digits == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(digits));
    }
}
