package dev.wigwag.engine;

import dev.wigwag.rollout.CanaryNews;
import dev.wigwag.rollout.CanaryNews.What;
import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.OpenRun;
import java.util.Optional;

/** What a question at a gate tells the ledger that it does not know; most of them tell nothing, as Flagger asks all the time. */
final class GateNews {
    private GateNews() {}

    /** @param open whether Flagger is told to go on */
    static Optional<CanaryNews> of(OpenRun run, Ask ask, boolean open) {
        if (ask.gate() == Gate.rollout) {
            // The phase says it, and the checksum is another run's.
            return Optional.empty();
        }
        Optional<What> what = what(run, ask.gate(), open);
        return what.or(() -> run.checksum().isEmpty() && ask.checksum().isPresent()
                        ? Optional.of(What.Asked)
                        : Optional.empty())
                .map(news -> news(ask, news));
    }

    /** That the run which asks has another checksum than the ledger has for it, if the question names any. */
    static Optional<CanaryNews> ofAnother(Ask ask) {
        return ask.checksum().map(checksum -> news(ask, What.Asked));
    }

    private static CanaryNews news(Ask ask, What what) {
        return new CanaryNews(ask.canary(), what, null, null, ask.checksum().orElse(null), ask.at());
    }

    private static Optional<What> what(OpenRun run, Gate gate, boolean open) {
        boolean waitsHere = run.told().equals(Optional.of(gate));
        boolean progressing = run.live().phase() == FlaggerPhase.Progressing;
        return switch (gate) {
            case traffic -> moved(progressing, waitsHere, open, What.TrafficHeld);
            case promotion -> moved(progressing || !open, waitsHere, open, What.PromotionHeld);
            case rollout, rollback -> Optional.empty();
        };
    }

    private static Optional<What> moved(boolean tells, boolean waitsHere, boolean open, What held) {
        return !tells || open != waitsHere ? Optional.empty() : Optional.of(open ? What.Advanced : held);
    }
}
