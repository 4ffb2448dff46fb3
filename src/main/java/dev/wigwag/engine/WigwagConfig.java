package dev.wigwag.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;

/** The settings that belong to no single outside system. */
@ConfigMapping(prefix = "wigwag")
public interface WigwagConfig {
    /** This cluster's name, part of every status context and message. There is no default that would be right. */
    String cluster();

    /**
     * Whether the process lives long: it then keeps an index of the sources by watches, reads hints in the background and
     * ticks by itself. Without it every piece of work happens inside a request, as scale to zero needs.
     * {@code k8s/overlays/deployment} sets it.
     */
    @WithDefault("false")
    boolean watch();

    /** How often a long-lived process looks at everything again. */
    @WithDefault("PT1M")
    @WithName("tick-every")
    Duration tickEvery();

    /** How many rollouts are kept per source; unfinished ones and the newest are kept in any case. */
    @WithDefault("10")
    int history();

    /**
     * Where what is shown outside leads to: an address with {@code {namespace}}, {@code {name}}, {@code {revision}},
     * {@code {sha}}, {@code {source}} and {@code {cluster}} in it.
     */
    Optional<String> link();

    /** How the work behind the edges is bounded. */
    Intake intake();

    /** How what is shown outside gets there. */
    Outlets outlets();

    /** Decisions that people take. */
    ChatOps chatops();

    /** What people may decide, and for how long it holds. */
    interface ChatOps {
        /** How long a decision waits for Flagger to come for it; then it lapses. Once used it holds to the end of the run. */
        @WithDefault("PT4H")
        @WithName("approval-ttl")
        Duration approvalTtl();
    }

    /** What is shown outside, whatever the place. */
    interface Outlets {
        /** Whether nothing is sent to GitHub and Slack, and the log tells what would be. */
        @WithDefault("false")
        @WithName("dry-run")
        boolean dryRun();

        /** How long a long-lived process that was told to stop still shows what is due; the rest is left to the next one. */
        @WithDefault("PT10S")
        Duration drain();
    }

    /** Bounds on the work behind the edges. */
    interface Intake {
        /** How long a sender waits for its effect to be stored; beyond it the answer is 503. */
        @WithDefault("PT6S")
        Duration patience();

        /**
         * How long a tick that came as a CloudEvent may take, before it is answered 503 and comes again. It looks at
         * everything, and nobody is kept waiting; below the 30 s that Knative's own delivery gives it.
         */
        @WithDefault("PT25S")
        @WithName("tick-patience")
        Duration tickPatience();

        /** How many signals are worked on at a time. */
        @WithDefault("8")
        int workers();

        /** How many signals may wait for a worker; beyond it the answer is 503. */
        @WithDefault("256")
        int queue();
    }
}
