package dev.wigwag.rollout;

/** What Flagger asks before it goes on ({@code /flagger/gates/…}), in the order in which a run comes to them. */
public enum Gate {
    /** Whether a run may begin (Flagger's {@code confirm-rollout}). */
    rollout,
    /** Whether more traffic may go to the canary ({@code confirm-traffic-increase}); once approved, all of it. */
    traffic,
    /** Whether the new version may take the place of the old one ({@code confirm-promotion}). */
    promotion,
    /** Whether the run is to be rolled back ({@code rollback}); of all gates the one that stands closed when all is well. */
    rollback;

    /** The type of webhook by which it is asked about, in Flagger's words. */
    public String hook() {
        return switch (this) {
            case rollout -> "confirm-rollout";
            case traffic -> "confirm-traffic-increase";
            case promotion -> "confirm-promotion";
            case rollback -> "rollback";
        };
    }

    /**
     * What a run that it holds up is said to do.
     *
     * @throws IllegalArgumentException for {@link #rollback}, which holds nothing up
     */
    public String waiting() {
        return switch (this) {
            case rollout -> "waits for approval to start";
            case traffic -> "waits for approval of more traffic";
            case promotion -> "waits for approval to promote";
            case rollback -> throw new IllegalArgumentException("nothing waits to be rolled back");
        };
    }
}
