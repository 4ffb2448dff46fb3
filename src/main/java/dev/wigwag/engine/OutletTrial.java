package dev.wigwag.engine;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;

/**
 * What came of a sample.
 *
 * @param kind as in {@code status.outlets[].kind}
 * @param target as in {@code status.outlets[].target}
 * @param outcome shown, or how it failed
 * @param detail cause and fix; null if it was shown
 * @param after how long to wait before another try, if the far end said so
 */
public record OutletTrial(String kind, String target, Outcome outcome, String detail, Duration after) {
    /** How it went; the API tells it by its name. */
    @RegisterForReflection
    public enum Outcome {
        /** It stands there now. */
        shown,
        /** The far end takes nothing more for now. */
        limited,
        /** Not done; it may work later. */
        down,
        /** It may stand there, or not. */
        unclear,
        /** Will not be done until somebody changes something. */
        refused
    }

    static OutletTrial shown(Face face) {
        return new OutletTrial(face.kind(), face.target(), Outcome.shown, null, Duration.ZERO);
    }

    static OutletTrial failed(Face face, OutletException trouble) {
        Outcome outcome = switch (trouble.fault()) {
            case LIMITED -> Outcome.limited;
            case DOWN -> Outcome.down;
            case UNCLEAR -> Outcome.unclear;
            case REFUSED -> Outcome.refused;
        };
        return new OutletTrial(face.kind(), face.target(), outcome, trouble.getMessage(), trouble.after());
    }
}
