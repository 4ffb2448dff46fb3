package dev.wigwag.engine;

import java.time.Duration;

/**
 * How often a picture is renewed that shows no end. The first few follow the changes; behind them the pictures of one rollout
 * get a turn a minute, together. So neither twenty canaries at once nor one that takes a week use up what a far end takes.
 */
final class PictureShare {
    /** Renewals at the face's own pace, shared by all pictures that a rollout shows with one credential. */
    static final int FREE = 36;

    static final Duration TURN = Duration.ofMinutes(1);

    private PictureShare() {}

    /**
     * The least time between the last picture and the next.
     *
     * @param shown how many pictures of this outlet were shown
     * @param sharers how many outlets of the rollout share the credential, this one included
     */
    static Duration pace(Face face, int shown, int sharers) {
        boolean free = shown - 1 < FREE / Math.max(1, sharers);
        Duration turn = TURN.multipliedBy(sharers);
        return free || face.pace().compareTo(turn) > 0 ? face.pace() : turn;
    }
}
