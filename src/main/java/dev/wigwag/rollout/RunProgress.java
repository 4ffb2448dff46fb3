package dev.wigwag.rollout;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How far a run has come: the live Canary, put beside what was known of the run before. */
final class RunProgress {
    private RunProgress() {}

    /**
     * The progress as it is now.
     *
     * @param before of the same run; its phase is null if the run is seen for the first time
     * @param news what Flagger has said of the Canary, in any order, perhaps of other runs too
     */
    static CanaryProgress of(LiveCanary canary, CanaryProgress before, List<CanaryNews> news, Instant at) {
        boolean hadEnded = FlaggerPhase.read(before.phase()).isOutcome();
        LastWord heard = Hearing.of(before, canary, news, at);
        FlaggerPhase phase = canary.phase();
        Integer step = step(canary, before);
        Integer steps = canary.steps() == 0 ? before.steps() : Integer.valueOf(canary.steps());
        Integer failed = phase == FlaggerPhase.Failed ? before.failedChecks() : Integer.valueOf(canary.failedChecks());
        boolean moved = !phase.name().equals(before.phase())
                || !Objects.equals(step, before.step())
                || !Objects.equals(failed, before.failedChecks());
        CanaryProgress now = new CanaryProgress(
                phase.name(),
                before.run(),
                Hearing.checksum(before, canary, news),
                before.attribution(),
                weight(canary, before, news),
                step,
                steps,
                failed,
                canary.threshold(),
                eta(canary, moved ? null : before.eta(), at),
                images(canary, before),
                null,
                hadEnded ? before.marks() : marks(canary, before.marks()),
                heard,
                canary.gates());
        return phase == FlaggerPhase.Failed ? Cause.told(now, canary, before) : now;
    }

    /** In Promoting and before, the status may say 0 while traffic is still split. */
    private static Integer weight(LiveCanary canary, CanaryProgress before, List<CanaryNews> news) {
        boolean hidden = canary.phase() == FlaggerPhase.WaitingPromotion || canary.phase() == FlaggerPhase.Promoting;
        if (!hidden) {
            return canary.weight();
        }
        Integer routed = canary.details().map(CanaryDetails::routed).orElse(null);
        if (routed != null) {
            return routed;
        }
        Integer announced = Hearing.weight(before, news);
        if (announced != null) {
            return announced;
        }
        return before.weight() == null || canary.weight() > before.weight() ? canary.weight() : before.weight();
    }

    /** Once it goes to promotion or back, the status does not tell how far the run had come. */
    private static Integer step(LiveCanary canary, CanaryProgress before) {
        boolean onItsWay = canary.phase() == FlaggerPhase.Waiting || canary.phase() == FlaggerPhase.Progressing;
        boolean further = before.step() == null || canary.step() > before.step();
        if (canary.step() > 0 && (onItsWay || further)) {
            return canary.step();
        }
        return onItsWay ? null : before.step();
    }

    /** Told anew only when the run has moved, so that it does not differ from look to look; no one knows when a gate opens. */
    private static Instant eta(LiveCanary canary, Instant known, Instant at) {
        Duration remaining = canary.remaining();
        boolean gated = canary.phase() == FlaggerPhase.Waiting || canary.phase() == FlaggerPhase.WaitingPromotion;
        if (!canary.phase().isOpen() || gated || canary.suspended() || remaining == null) {
            return null;
        }
        return known == null ? at.plus(remaining).truncatedTo(ChronoUnit.SECONDS) : known;
    }

    /** Once promoted, target and primary hold the same; so what was seen while the run was open stays. */
    private static Map<String, String> images(LiveCanary canary, CanaryProgress before) {
        boolean startWaits = canary.phase() == FlaggerPhase.Waiting;
        if (before.images() != null && !before.images().isEmpty() && !startWaits) {
            return before.images();
        }
        Map<String, String> read = canary.details().map(CanaryDetails::images).orElse(Map.of());
        if (read.isEmpty()) {
            return before.images();
        }
        boolean oldIsKnown = canary.phase().isOpen() && canary.phase() != FlaggerPhase.Finalising;
        return oldIsKnown || !read.containsKey("new") ? read : Map.of("new", read.get("new"));
    }

    private static RunMarks marks(LiveCanary canary, RunMarks before) {
        boolean startWaits = canary.phase() == FlaggerPhase.Waiting;
        boolean opens = canary.phase().isOpen() && before.opened() == null;
        return new RunMarks(
                before.began(),
                opens ? canary.openSince() : before.opened(),
                canary.phaseSince(),
                startWaits ? null : before.spec() != null ? before.spec() : orNull(canary.spec()),
                startWaits ? null : before.spec() != null ? before.configs() : orNull(canary.configs()),
                before.template() == null ? orNull(canary.template()) : before.template());
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
