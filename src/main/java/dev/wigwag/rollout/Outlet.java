package dev.wigwag.rollout;

import java.time.Instant;

/**
 * What an outlet was last brought to show ({@code .status.outlets[]}).
 *
 * @param kind slack, github-status or github-deployment
 * @param target the channel, context or environment
 * @param ref the far end's id of what we made there
 * @param digest of the picture last delivered
 * @param claim who is sending right now; null if nobody is. One that has run out tells of an attempt without a known end
 * @param error why the last delivery failed; null if it did not
 * @param pictures how many were delivered; null if none was
 */
public record Outlet(
        String kind,
        String target,
        String ref,
        String digest,
        Instant at,
        Claim claim,
        String error,
        Integer pictures) {
    /**
     * Held by one writer until a time.
     *
     * @param since when the first of several claims in a row, of none of which an end is known, began: nothing
     *     was sent under them any earlier
     */
    public record Claim(String holder, Instant until, Instant since) {}

    /** An entry of an outlet that has shown nothing yet. */
    public static Outlet claimed(String kind, String target, Claim claim) {
        return new Outlet(kind, target, null, null, null, claim, null, null);
    }

    /** This entry under another claim. */
    public Outlet withClaim(Claim next) {
        return new Outlet(kind, target, ref, digest, at, next, error, pictures);
    }

    /** This entry with what names the thing at the far end. */
    public Outlet withRef(String found) {
        return new Outlet(kind, target, found, digest, at, claim, error, pictures);
    }

    /** This entry, settled: a picture was delivered. */
    public Outlet shown(String as, String picture, Instant when) {
        return new Outlet(kind, target, as, picture, when, null, null, shownSoFar() + 1);
    }

    /** This entry after a failure. */
    public Outlet failed(String picture, Claim kept, String why) {
        return new Outlet(kind, target, ref, picture, at, kept, why, pictures);
    }

    /** How many pictures were delivered. */
    public int shownSoFar() {
        return pictures == null ? 0 : pictures;
    }
}
