package dev.wigwag.engine;

import dev.wigwag.rollout.Rollout;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sends a sample to every place outside that a rollout is shown at, so that somebody who sets Wigwag up sees what works. */
@ApplicationScoped
public class TryOutlets {
    /** Most samples at once; who has more channels than this tries them by another rollout. */
    static final int MOST = 20;

    private final List<Mirror> mirrors;
    private final Pause pause;

    public TryOutlets(@All List<Mirror> mirrors, Pause pause) {
        this.mirrors = mirrors;
        this.pause = pause;
    }

    /**
     * Sends them, one after the other, a second apart where they share a credential. Nothing is recorded: the rollout's own
     * pictures come and go as if nothing had been.
     *
     * @return what came of each; empty if the rollout is shown nowhere
     */
    public List<OutletTrial> by(Rollout rollout) {
        List<OutletTrial> trials = new ArrayList<>();
        Set<String> used = new HashSet<>();
        mirrors.stream()
                .flatMap(mirror -> mirror.samples(rollout).stream())
                .limit(MOST)
                .forEach(face -> {
                    if (!used.add(face.credential())) {
                        pause.of(face.budget().gap());
                    }
                    trials.add(show(face));
                });
        return List.copyOf(trials);
    }

    private static OutletTrial show(Face face) {
        try {
            face.show(null);
            return OutletTrial.shown(face);
        } catch (OutletException trouble) {
            return OutletTrial.failed(face, trouble);
        }
    }
}
