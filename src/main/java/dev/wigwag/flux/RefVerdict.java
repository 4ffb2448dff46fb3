package dev.wigwag.flux;

import dev.wigwag.rollout.Revision;

/** Whether a push moves a source. */
public sealed interface RefVerdict {

    /**
     * The source will move.
     *
     * @param expected the revision it will then be at, as Flux will write it
     */
    record Moves(Revision expected) implements RefVerdict {}

    /**
     * The source stays where it is.
     *
     * @param why a short sentence for people, without a capital letter or full stop
     */
    record Stays(String why) implements RefVerdict {

        /** Keeps the sentence short and on one line, whatever a source's fields hold. */
        public Stays {
            why = Reason.shortened(why);
        }
    }
}
