package dev.wigwag.flux;

import dev.wigwag.rollout.ObjectKey;
import java.util.Optional;

/**
 * Knows Kustomizations and HelmReleases: by lists made for the occasion in a short-lived process, by watches in a
 * long-lived one.
 */
interface MemberCatalog {
    /** The member of this name; empty if there is none. */
    Optional<Member> find(ObjectKey key);

    /** All of them; to be read at once, not kept. */
    MemberIndex all();
}
