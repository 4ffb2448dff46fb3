package dev.wigwag.engine;

import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.ObjectKey;
import java.util.Optional;

/**
 * What a person wants to be decided.
 *
 * @param run the run that the person saw; empty if the one that is open is meant
 * @param gate empty for an approval of whatever waits
 * @param by who, for example {@code slack:U024BE7LH}
 * @param reason in the person's own words, fit to be kept; empty if none was given
 */
public record Order(ObjectKey canary, Optional<String> run, Optional<Gate> gate, String by, Optional<String> reason) {
    /** What is decided by it. */
    public Approval.Decision decision() {
        return gate.equals(Optional.of(Gate.rollback)) ? Approval.Decision.rollback : Approval.Decision.approve;
    }
}
