package dev.wigwag.chatops;

import java.util.List;

/** What was made of a line. */
sealed interface Said permits Command, Said.Unclear {
    /** It was not understood: why, and what could be said instead. */
    record Unclear(String why, List<String> instead) implements Said {}
}
