package dev.wigwag.flux;

import dev.wigwag.engine.Sources.Concerned;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.RepositoryUrl;
import java.util.List;
import java.util.Set;

/** Finds GitRepositories: by a list made for the occasion in a short-lived process, by watches in a long-lived one. */
interface SourceCatalog {
    /** As {@link dev.wigwag.engine.Sources#by}. */
    Concerned by(Set<RepositoryUrl> addresses);

    /** The sources that include this one. */
    List<ObjectKey> includersOf(ObjectKey source);
}
