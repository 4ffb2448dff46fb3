package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.github.GitForge;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One reconcile of a Kustomization whose source and dependencies are ready: fetch, build, apply, prune, check health. Each step writes its
 * status before the next begins. Its steps run one after the other, by whichever thread.
 */
final class KustomizationRun {

    /** What all runs of a controller share. {@code unhealthy} says by name whose health checks fail. */
    record Setting(
            FluxObjects objects,
            Manifests manifests,
            Applier applier,
            KustomizationEvents events,
            Clock clock,
            ControllerLoop loop,
            KustomizeSettings times,
            Predicate<ObjectName> unhealthy) {}

    private final Setting setting;
    private final KustomizationView view;
    private final String applied;
    private final long start = System.nanoTime();
    private Attempt attempt;
    private ObjectNode status;
    private JsonNode object;
    private boolean changed;

    KustomizationRun(Setting setting, KustomizationView view, String revision) {
        this.setting = setting;
        this.view = view;
        this.attempt = Attempt.at(revision);
        this.applied = view.lastAppliedRevision();
        this.status = view.status();
    }

    /** Begins the run on this repository's commit; the rest follows on the controller's loop. */
    void begin(Optional<GitForge> forge) {
        String sha = attempt.revision().substring(attempt.revision().lastIndexOf(':') + 1);
        write(next().begun());
        if (forge.isEmpty() || !Manifests.exists(forge.get(), sha, view.path())) {
            fail(
                    "ArtifactFailed",
                    "kustomization path not found: stat /tmp/" + view.path() + ": no such file or directory");
            return;
        }
        write(next().attempted(status, attempt.revision()));
        then(setting.times().apply(), () -> apply(forge.get(), sha));
    }

    private void apply(GitForge forge, String sha) {
        List<ObjectNode> manifests;
        try {
            manifests = setting.manifests().build(forge, sha, view.path(), view);
        } catch (IllegalArgumentException e) {
            fail("BuildFailed", e.getMessage());
            return;
        }
        attempt = attempt.built(manifests);
        try {
            told(setting.applier().apply(manifests));
        } catch (Applier.UnknownKind e) {
            fail("ReconciliationFailed", e.getMessage());
            return;
        }
        ArrayNode inventory = Inventory.entries(manifests);
        List<JsonNode> gone = Inventory.gone(status.at("/inventory/entries"), inventory);
        write(next().applied(status, inventory));
        if (view.prune()) {
            told(setting.applier().prune(gone));
        }
        if (view.waits()) {
            write(next().checking(status, attempt.revision()));
            then(setting.times().health(), this::check);
        } else {
            succeed("");
        }
    }

    private void told(List<String> changes) {
        changed |= !changes.isEmpty();
        setting.events().changed(object, attempt.revision(), changes);
    }

    private void check() {
        String took = GoDuration.text(setting.times().health());
        if (setting.unhealthy().test(view.name())) {
            String stalled = view.healthChecks().isEmpty()
                    ? "Kustomization/" + view.name()
                    : view.healthChecks().get(0);
            fail(
                    "HealthCheckFailed",
                    "health check failed after %s: failed early due to stalled resources: [%s status: 'Failed']"
                            .formatted(took, stalled));
            return;
        }
        String message = "Health check passed in " + took;
        boolean wasHealthy = Conditions.value(view.status(), "Healthy").equals("True");
        if (!wasHealthy || changed && !attempt.revision().equals(applied)) {
            setting.events().healthy(object, attempt.revision(), message);
        }
        succeed(message);
    }

    private void succeed(String health) {
        write(next().succeeded(status, attempt, health));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        setting.events().finished(object, attempt.revision(), took, view.interval());
        end(view.interval());
    }

    private void fail(String reason, String message) {
        write(next().failed(status, attempt, reason, message));
        setting.events().failed(object, attempt.revision(), message);
        end(view.retryInterval());
    }

    private void end(Duration again) {
        setting.loop().later(view.name(), again);
        setting.loop().finished(view.name());
    }

    private KustomizationStatus next() {
        return new KustomizationStatus(view, setting.clock().instant());
    }

    private void write(ObjectNode written) {
        object = setting.objects().writeStatus(view.name(), status, written);
        status = written;
    }

    private void then(Duration delay, Runnable step) {
        setting.loop().then(view.name(), delay, step);
    }
}
