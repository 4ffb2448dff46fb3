package dev.wigwag.engine;

import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.PushedPaths;
import java.time.Instant;
import java.util.Optional;

/** A process that reads no repositories. */
public final class NoRanges implements RangeReader {
    @Override
    public boolean isOn() {
        return false;
    }

    @Override
    public RangeAnswer read(RangeQuestion question, Instant until) {
        throw new IllegalStateException("nobody may ask");
    }

    @Override
    public Optional<Impact> foresee(ObjectKey source, String before, PushedPaths paths) {
        throw new IllegalStateException("nobody may ask");
    }
}
