package dev.wigwag.rollout;

import java.time.Instant;

/**
 * What tells one run of a Canary from the next ({@code .status.stages[].canary.marks}): Flagger gives its runs no name, and a
 * checksum may come again. A stage that waits for its run to begin keeps here what the run will be known by.
 *
 * @param began when the run began, or the wait for it; of a restart, when that was seen
 * @param opened as {@link LiveCanary#openSince}; the same for a run and its restarts
 * @param entered when Flagger entered the phase seen last; null if unknown
 * @param spec Flagger's hash of the template under analysis; null as long as the start waits
 * @param configs digest of the tracked configurations under analysis, or before the run that is waited for; null if none
 * @param template our digest of the target's template; null if it is not known
 */
public record RunMarks(Instant began, Instant opened, Instant entered, String spec, String configs, String template) {
    /** Of a stage whose run has not begun, known by the template that is to come. */
    static RunMarks awaitingTemplate(String template) {
        return new RunMarks(null, null, null, null, null, template);
    }

    /** Of a stage whose run has not begun, known by configurations that are no longer these. */
    static RunMarks awaitingConfigsOtherThan(String configs) {
        return new RunMarks(null, null, null, null, configs, null);
    }
}
