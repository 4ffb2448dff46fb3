package dev.wigwag.engine;

import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.ObjectKey;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Canaries of the namespace test, to be varied by what a test is about. */
final class ALiveCanary {
    private ALiveCanary() {}

    static ObjectKey key(String name) {
        return new ObjectKey("Canary", "test", name);
    }

    static ObjectKey kustomization(String name) {
        return new ObjectKey("Kustomization", "flux-system", name);
    }

    static ObjectKey release(String name) {
        return new ObjectKey("HelmRelease", "shop", name);
    }

    /** One that has promoted its first version and has nothing to do. */
    static LiveCanary of(String name, ObjectKey applier) {
        return in(FlaggerPhase.Succeeded, name, applier);
    }

    static LiveCanary in(FlaggerPhase phase, String name, ObjectKey applier) {
        return new LiveCanary(
                key(name),
                "uid-" + name,
                applier,
                new ObjectKey("Deployment", "test", name),
                false,
                false,
                phase,
                null,
                null,
                "v1",
                "v1",
                "",
                Set.of(),
                0,
                0,
                5,
                0,
                5,
                Duration.ofSeconds(30),
                null,
                Optional.empty());
    }
}
