package dev.wigwag.engine;

import java.time.Duration;
import java.util.Optional;

/** Settings as a test needs them. */
record TestConfig(boolean watch, Duration patience, int workers, int queue)
        implements WigwagConfig, WigwagConfig.Intake, WigwagConfig.Outlets, WigwagConfig.ChatOps {
    static TestConfig intake(Duration patience, int workers, int queue) {
        return new TestConfig(false, patience, workers, queue);
    }

    static TestConfig watching(boolean watch) {
        return new TestConfig(watch, Duration.ofSeconds(6), 1, 1);
    }

    @Override
    public String cluster() {
        return "test";
    }

    @Override
    public Duration tickEvery() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Duration tickPatience() {
        return patience;
    }

    @Override
    public int history() {
        return 10;
    }

    @Override
    public Optional<String> link() {
        return Optional.empty();
    }

    @Override
    public Intake intake() {
        return this;
    }

    @Override
    public ChatOps chatops() {
        return this;
    }

    @Override
    public Duration approvalTtl() {
        return Duration.ofHours(4);
    }

    @Override
    public Outlets outlets() {
        return this;
    }

    @Override
    public boolean dryRun() {
        return false;
    }

    @Override
    public Duration drain() {
        return Duration.ofSeconds(10);
    }
}
