package dev.wigwag.chatops;

import java.util.Set;

/**
 * What a chat system knows of the people whose ids begin with its prefix. Answers may come from a cache of a few minutes; throws
 * {@link UnknownForNow} when the system cannot be asked, and nobody is let in on that.
 */
public interface PersonDirectory {
    /** What ids of its people and groups begin with, for example {@code slack:}. */
    String prefix();

    /** Whether the person is in the group of this id, for example {@code slack:S0614TZR7}. */
    boolean isIn(String group, String person);

    /** What else the person is known by: {@code github:octocat}, {@code mailto:ana@example.com}; lower case. */
    Set<String> alsoKnownAs(String person);

    /** The system could not be asked; the message says why, fit to be shown. */
    final class UnknownForNow extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnknownForNow(String message) {
            super(message);
        }
    }
}
