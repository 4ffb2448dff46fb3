package dev.wigwag.sandbox.slack;

import java.util.List;

/** Slack does not do it; the message is its code. */
final class SlackRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> reasons;

    SlackRefusal(String code, String... reasons) {
        super(code, null, false, false);
        this.reasons = List.of(reasons);
    }

    /** What Slack adds for whoever wrote the app. */
    List<String> reasons() {
        return reasons == null ? List.of() : reasons;
    }
}
