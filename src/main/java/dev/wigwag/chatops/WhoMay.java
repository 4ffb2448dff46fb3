package dev.wigwag.chatops;

import dev.wigwag.chatops.PersonDirectory.UnknownForNow;
import dev.wigwag.rollout.Approvers;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Who may decide in a namespace: whom the platform names there ({@code wigwag.chatops.approvers}), and of these, where an
 * annotation narrows it, whom the annotation names as well. Made at the start, so that an entry that is wrong stops it.
 */
@Startup
@ApplicationScoped
class WhoMay {
    private final List<ApproverEntry> entries;
    private final People people;

    WhoMay(ChatOpsConfig config, People people) {
        this.entries = ApproverEntry.all(config.approvers().orElse(List.of()));
        this.people = people;
    }

    /**
     * Why somebody may not, in a sentence for that person; empty if they may.
     *
     * @param narrowed whom the nearest annotation names alone; empty if there is none
     */
    Optional<String> refusal(Speaker speaker, String namespace, List<String> narrowed) {
        if (entries.isEmpty()) {
            return Optional.of("Nobody may decide anything here yet: " + ChatOpsConfig.APPROVERS
                    + " is not set. Whoever runs Wigwag can set it, as in " + namespace + " => " + speaker.id() + ".");
        }
        List<String> allowed = entries.stream()
                .filter(entry -> entry.namespaces().matches(namespace))
                .flatMap(entry -> entry.ids().stream())
                .distinct()
                .toList();
        if (allowed.isEmpty()) {
            return Optional.of("Nobody may decide in the namespace " + namespace + ": no entry of "
                    + ChatOpsConfig.APPROVERS + " is for it.");
        }
        try {
            return refused(speaker, namespace, allowed, narrowed);
        } catch (UnknownForNow unknown) {
            return Optional.of("Whether you may decide in the namespace " + namespace
                    + " cannot be found out at the moment: " + unknown.getMessage()
                    + ". Nobody is let in on that; try again in a minute.");
        }
    }

    private Optional<String> refused(Speaker speaker, String namespace, List<String> allowed, List<String> narrowed) {
        if (!people.isAmong(speaker, allowed)) {
            return Optional.of("You (" + speaker.id() + ") are not among those who may decide in the namespace "
                    + namespace + "; " + ChatOpsConfig.APPROVERS + " names them.");
        }
        if (narrowed.contains(Approvers.UNREADABLE)) {
            return Optional.of(
                    "The annotation wigwag.dev/approvers that is nearest to it cannot be read, so nobody may"
                            + " decide. It has to hold ids such as slack:U024BE7LH or github:octocat, with commas between them.");
        }
        return narrowed.isEmpty() || people.isAmong(speaker, narrowed)
                ? Optional.empty()
                : Optional.of("You (" + speaker.id() + ") are not among those whom the annotation wigwag.dev/approvers"
                        + " nearest to it names.");
    }
}
