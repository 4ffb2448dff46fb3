package dev.wigwag.chatops;

import dev.wigwag.chatops.PersonDirectory.UnknownForNow;
import dev.wigwag.rollout.Approvers;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who somebody is, as far as the chats know. */
@ApplicationScoped
class People {
    private final List<PersonDirectory> directories;

    People(@All List<PersonDirectory> directories) {
        this.directories = directories;
    }

    /**
     * Whether somebody is one of these people, or in one of these groups.
     *
     * @param ids as in {@link Approvers}
     * @throws UnknownForNow if it would take a group that cannot be asked about
     */
    boolean isAmong(Speaker speaker, List<String> ids) {
        Optional<String> id = Approvers.id(speaker.id());
        if (id.isEmpty()) {
            return false;
        }
        if (ids.contains(id.get())) {
            return true;
        }
        UnknownForNow trouble = null;
        for (String group : ids) {
            try {
                if (Approvers.isGroup(group) && prefix(group).equals(prefix(id.get())) && isIn(group, id.get())) {
                    return true;
                }
            } catch (UnknownForNow unknown) {
                trouble = unknown;
            }
        }
        if (trouble != null) {
            throw trouble;
        }
        return false;
    }

    private boolean isIn(String group, String id) {
        return of(id).orElseThrow(() -> new UnknownForNow("nothing is set up to look into " + group))
                .isIn(group, id);
    }

    /**
     * All ids that somebody is known by, in lower case: {@code slack:u024be7lh}, {@code github:octocat},
     * {@code mailto:ana@example.org}.
     *
     * @throws UnknownForNow if the chat cannot be asked
     */
    Set<String> identities(Speaker speaker) {
        Set<String> all = new TreeSet<>();
        all.add(speaker.id().toLowerCase(Locale.ROOT));
        of(speaker.id())
                .ifPresent(directory ->
                        directory.alsoKnownAs(speaker.id()).forEach(id -> all.add(id.toLowerCase(Locale.ROOT))));
        return all;
    }

    private Optional<PersonDirectory> of(String id) {
        return directories.stream()
                .filter(directory -> id.startsWith(directory.prefix()))
                .findFirst();
    }

    private static String prefix(String id) {
        return id.substring(0, id.indexOf(':') + 1);
    }
}
