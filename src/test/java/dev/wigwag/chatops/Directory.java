package dev.wigwag.chatops;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A chat's people, as a test wants them. */
final class Directory implements PersonDirectory {
    private final Map<String, Set<String>> groups = new HashMap<>();
    private final Map<String, Set<String>> others = new HashMap<>();
    private final Set<String> broken = new HashSet<>();

    Directory group(String group, String... members) {
        groups.put(group, Set.of(members));
        return this;
    }

    Directory known(String person, String... ids) {
        others.put(person, Set.of(ids));
        return this;
    }

    /** From now on it cannot be asked about this group or person. */
    Directory silentOn(String id) {
        broken.add(id);
        return this;
    }

    @Override
    public String prefix() {
        return "slack:";
    }

    @Override
    public boolean isIn(String group, String person) {
        answerOn(group);
        return groups.getOrDefault(group, Set.of()).contains(person);
    }

    @Override
    public Set<String> alsoKnownAs(String person) {
        answerOn(person);
        return others.getOrDefault(person, Set.of());
    }

    private void answerOn(String id) {
        if (broken.contains(id)) {
            throw new UnknownForNow("Slack asks for a pause of 30 s");
        }
    }
}
