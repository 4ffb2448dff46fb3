package dev.wigwag.git;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a build was seen to look at, while it is followed. */
final class Trace {
    /** Beyond these a build is no Kustomization's any more; what is not gone through counts as in doubt. */
    static final int MOST = 50_000;

    private static final int MOST_DOUBTS = 20;
    private static final int LONGEST_DOUBT = 300;

    private final Map<String, Byte> roles = new HashMap<>();
    private final Set<String> doubts = new LinkedHashSet<>();
    private int looks;

    /** Its content goes into the build; or it was looked for, and is not there. */
    void reads(String path) {
        mark(path, Footprint.READ);
    }

    /** The same, and what is in it says what else is looked at. */
    void parses(String path) {
        mark(path, (byte) (Footprint.READ | Footprint.PARSED));
    }

    /** Every YAML file in it or below goes into the build, but for what is below a directory that was entered. */
    void gathers(String directory) {
        mark(directory, Footprint.PLAIN);
    }

    /** Of this directory goes into the build what its kustomization says. */
    void enters(String directory) {
        mark(directory, Footprint.ENTERED);
    }

    /** All that is below goes into the build. */
    void takesAllOf(String directory) {
        mark(directory, Footprint.WHOLE);
    }

    /** Why the build may read more than that. */
    void doubts(String why) {
        if (doubts.size() < MOST_DOUBTS) {
            doubts.add(why.length() > LONGEST_DOUBT ? why.substring(0, LONGEST_DOUBT) + "…" : why);
        }
    }

    boolean isInDoubt() {
        return !doubts.isEmpty();
    }

    /** Counts a look at something; false once there were too many, which is then a doubt. */
    boolean goesOn() {
        if (++looks > MOST) {
            doubts("it reads more than " + MOST + " files");
        }
        return looks <= MOST;
    }

    Footprint footprint() {
        return Footprint.of(roles, List.copyOf(doubts));
    }

    private void mark(String path, byte role) {
        roles.merge(path, role, (one, other) -> (byte) (one | other));
        String above = path;
        while (!above.isEmpty()) {
            above = TreePath.parent(above);
            Byte before = roles.get(above);
            if (before != null && (before & Footprint.ABOVE) != 0) {
                return;
            }
            roles.merge(above, Footprint.ABOVE, (one, other) -> (byte) (one | other));
        }
    }
}
