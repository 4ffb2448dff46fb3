package dev.wigwag.sandbox.flux;

import java.time.Duration;

/**
 * How long kustomize-controller's work takes in the sandbox.
 *
 * @param apply from the fetch of the artifact to everything being applied
 * @param health how long health checks take, pass or fail
 * @param requeueDependency how often a Kustomization looks whether what it waits for is there; Flux's default is 30 s
 */
public record KustomizeSettings(Duration apply, Duration health, Duration requeueDependency) {

    /** Quick, yet slow enough for each state to be seen. */
    public static final KustomizeSettings WATCHABLE =
            new KustomizeSettings(Duration.ofMillis(400), Duration.ofMillis(500), Duration.ofSeconds(1));

    /** As quick as can be, for tests. */
    public static final KustomizeSettings AT_ONCE =
            new KustomizeSettings(Duration.ZERO, Duration.ZERO, Duration.ofMillis(50));

    /** The same, this many times faster; refuses less than once. */
    public KustomizeSettings faster(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("The sandbox's Flux cannot be slower than it is: speed " + times);
        }
        return new KustomizeSettings(
                apply.dividedBy(times), health.dividedBy(times), requeueDependency.dividedBy(times));
    }
}
