package dev.wigwag.engine;

import dev.wigwag.rollout.OpenRun;
import java.util.Optional;

/** Who may decide on a run; asked each time the run was read, so that what is written was allowed on what was read. */
@FunctionalInterface
public interface May {
    /** Why the person may not decide on this run, in a sentence for that person; empty if the person may. */
    Optional<String> refusal(OpenRun run);
}
