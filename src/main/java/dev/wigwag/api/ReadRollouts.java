package dev.wigwag.api;

import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.Intake;
import dev.wigwag.engine.Ledger;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.http.Problem;
import dev.wigwag.http.Refusal;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Reads the ledger for people, who come second to pushes: readers get at most half of the workers, and the rest of them
 * is sent away at once instead of standing in the queue.
 */
@ApplicationScoped
class ReadRollouts {
    private final Ledger ledger;
    private final Intake intake;
    private final SparseJson json;
    private final Semaphore seats;

    ReadRollouts(Ledger ledger, Intake intake, SparseJson json, WigwagConfig config) {
        this.ledger = ledger;
        this.intake = intake;
        this.json = json;
        this.seats = new Semaphore(Math.max(1, config.intake().workers() / 2));
    }

    /**
     * The newest rollouts that are asked for and exist for this viewer.
     *
     * @throws Refusal 404 for a namespace that does not exist for the viewer; 503 if the ledger cannot be read now
     */
    RolloutPage list(Viewer viewer, RolloutQuery query) {
        if (query.namespace().isPresent()
                && !isVisible(viewer, query.namespace().get())) {
            throw new Refusal(Problem.notFound("There is no such namespace among those you may see; check its name,"
                    + " or bind your token to it in " + ApiConfig.TOKENS + "."));
        }
        NewestRollouts newest = new NewestRollouts(query.limit(), rollout -> json.of(viewer.viewInAList(rollout)));
        Consumer<Rollout> visitor = rollout -> {
            if (viewer.sees(rollout.key().namespace()) && query.matches(rollout)) {
                newest.offer(rollout);
            }
        };
        return reading(() -> {
            if (query.namespace().isPresent()) {
                ledger.forEachIn(query.namespace().get(), visitor);
            } else {
                ledger.forEach(visitor);
            }
            return newest.page();
        });
    }

    /**
     * One rollout as this viewer may see it.
     *
     * @throws Refusal 404 in the same words whether it is not there or not for the viewer; 503 if the ledger cannot be
     *     read now
     */
    Object find(Viewer viewer, RolloutKey key) {
        return viewer.view(whole(viewer, key));
    }

    /**
     * One rollout, for work that is done in the viewer's name.
     *
     * @throws Refusal as {@link #find}
     */
    Rollout whole(Viewer viewer, RolloutKey key) {
        Optional<Rollout> found = isVisible(viewer, key.namespace()) && ObjectNames.isName(key.name())
                ? reading(() -> ledger.find(key))
                : Optional.empty();
        return found.orElseThrow(
                () -> new Refusal(Problem.notFound("There is no such rollout among those you may see; check"
                        + " namespace and name, or bind your token to the namespace in " + ApiConfig.TOKENS + ".")));
    }

    /**
     * The newest of all that exist for this viewer.
     *
     * @throws Refusal 404 if there is none; 503 if the ledger cannot be read now
     */
    Rollout newest(Viewer viewer) {
        return reading(() -> {
                    AtomicReference<Rollout> newest = new AtomicReference<>();
                    ledger.forEach(rollout -> {
                        if (viewer.sees(rollout.key().namespace())
                                && (newest.get() == null || NewestRollouts.isNewer(rollout, newest.get()))) {
                            newest.set(rollout);
                        }
                    });
                    return Optional.ofNullable(newest.get());
                })
                .orElseThrow(() -> new Refusal(Problem.notFound("There is no rollout among those you may see; push"
                        + " something, or wait for the first tick.")));
    }

    private static boolean isVisible(Viewer viewer, String namespace) {
        return ObjectNames.isNamespace(namespace) && viewer.sees(namespace);
    }

    private <T> T reading(Callable<T> read) {
        try {
            return intake.inTime(() -> seated(read));
        } catch (ClusterException e) {
            throw new Refusal(Problem.notRead(e.getMessage()));
        } catch (Intake.Overloaded e) {
            throw busy(Problem.notRead("The rollouts could not be read in time: this process is overloaded or stopping,"
                    + " or the Kubernetes API is slow or does not answer; ask again later."));
        }
    }

    /** Runs on a worker, so that a reader who has been given up on keeps the seat until the work is done. */
    private <T> T seated(Callable<T> read) throws Exception {
        if (!seats.tryAcquire()) {
            throw busy(Problem.notRead("Too many readers are at work; ask again in a second, or raise"
                    + " wigwag.intake.workers, of which readers get half."));
        }
        try {
            return read.call();
        } finally {
            seats.release();
        }
    }

    private static Refusal busy(Problem problem) {
        return new Refusal(problem, Map.of("Retry-After", "1"));
    }
}
