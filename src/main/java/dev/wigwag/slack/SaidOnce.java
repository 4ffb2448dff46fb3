package dev.wigwag.slack;

import java.util.HashSet;
import java.util.Set;

/** Remembers what has been said, so that it is not said at every look; a bounded memory, so perhaps once more much later. */
final class SaidOnce {
    static final int MOST = 1_000;

    private final Set<String> said = new HashSet<>();

    /** Whether nobody has said this yet; from now on somebody has. */
    synchronized boolean isNew(String words) {
        if (said.size() >= MOST && !said.contains(words)) {
            said.clear();
        }
        return said.add(words);
    }
}
