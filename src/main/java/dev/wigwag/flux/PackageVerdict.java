package dev.wigwag.flux;

import dev.wigwag.rollout.Revision;
import java.util.Optional;

/** Whether a published version of a package moves a source of OCI artifacts. */
public sealed interface PackageVerdict {

    /** A short sentence for people, without a capital letter or full stop. */
    String why();

    /**
     * The source will move, or may: what cannot be told for sure is left to Flux, who will look.
     *
     * @param expected the revision it will then be at, as Flux will write it; empty if it cannot be told
     */
    record Moves(Optional<Revision> expected, String why) implements PackageVerdict {

        /** Keeps the sentence short and on one line, whatever a source's fields hold. */
        public Moves {
            why = Reason.shortened(why);
        }
    }

    /** The source stays where it is. */
    record Stays(String why) implements PackageVerdict {

        /** Keeps the sentence short and on one line, whatever a source's fields hold. */
        public Stays {
            why = Reason.shortened(why);
        }
    }
}
