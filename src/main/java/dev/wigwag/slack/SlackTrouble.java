package dev.wigwag.slack;

import dev.wigwag.engine.OutletException;

/** What Slack's refusals and failures mean for an outlet. */
final class SlackTrouble {
    private SlackTrouble() {}

    /** The same failure, in the outlets' terms. */
    static OutletException of(SlackException trouble) {
        OutletException.Fault fault = switch (trouble.kind()) {
            case LIMITED -> OutletException.Fault.LIMITED;
            case DOWN -> OutletException.Fault.DOWN;
            case UNCLEAR -> OutletException.Fault.UNCLEAR;
            case REFUSED, GONE -> OutletException.Fault.REFUSED;
        };
        return new OutletException(fault, trouble.after(), trouble.getMessage());
    }
}
