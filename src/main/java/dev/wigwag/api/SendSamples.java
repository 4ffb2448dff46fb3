package dev.wigwag.api;

import dev.wigwag.engine.Intake;
import dev.wigwag.engine.TryOutlets;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.http.Problem;
import dev.wigwag.http.Refusal;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Sends samples for the holder of a token: one request at a time, since every sample is seen by people. */
@ApplicationScoped
class SendSamples {
    private final ReadRollouts rollouts;
    private final TryOutlets outlets;
    private final Intake intake;
    private final Duration patience;
    private final Semaphore turn = new Semaphore(1);

    SendSamples(ReadRollouts rollouts, TryOutlets outlets, Intake intake, WigwagConfig config) {
        this.rollouts = rollouts;
        this.outlets = outlets;
        this.intake = intake;
        this.patience = config.intake().tickPatience();
    }

    /**
     * Sends them.
     *
     * @param rollout {@code namespace/name} of the one they are made of; empty for the newest that the viewer sees
     * @throws Refusal 401 without a token; 400 or 404 for a rollout that is none; 503 while another request is at it
     */
    OutletsReport send(Viewer viewer, Optional<String> rollout) {
        if (!viewer.whole()) {
            throw new Refusal(
                    Problem.credentialsMissing("Samples are sent for the holder of a token only; send Authorization:"
                            + " Bearer <token>, with a token of " + ApiConfig.TOKENS + "."),
                    Map.of("WWW-Authenticate", "Bearer"));
        }
        Rollout of = rollout.map(SendSamples::key)
                .map(key -> rollouts.whole(viewer, key))
                .orElseGet(() -> rollouts.newest(viewer));
        try {
            return intake.inTime(patience, () -> inTurn(of));
        } catch (Intake.Overloaded e) {
            throw busy("The samples could not be sent in time: this process is overloaded or stopping, or a place"
                    + " outside is slow; look there before you ask again.");
        }
    }

    /** Runs on a worker, so that who has been given up on keeps the turn until the last sample is sent. */
    private OutletsReport inTurn(Rollout rollout) {
        if (!turn.tryAcquire()) {
            throw busy("Somebody else's samples are being sent; ask again in a few seconds.");
        }
        try {
            return OutletsReport.of(rollout, outlets.by(rollout));
        } finally {
            turn.release();
        }
    }

    private static RolloutKey key(String text) {
        int slash = text.indexOf('/');
        if (slash < 1 || slash != text.lastIndexOf('/') || slash == text.length() - 1) {
            throw new Refusal(Problem.malformed("The parameter rollout is not <namespace>/<name>; write it as in"
                    + " flux-system/gitops-164832204e2e, or leave it out for the newest."));
        }
        return new RolloutKey(text.substring(0, slash), text.substring(slash + 1));
    }

    private static Refusal busy(String detail) {
        return new Refusal(Problem.notSent(detail), Map.of("Retry-After", "5"));
    }
}
