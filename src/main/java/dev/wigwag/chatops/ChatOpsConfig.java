package dev.wigwag.chatops;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Optional;

/** Who may decide. */
@ConfigMapping(prefix = "wigwag.chatops")
public interface ChatOpsConfig {
    /** The name under which {@link #approvers()} is configured. */
    String APPROVERS = "wigwag.chatops.approvers";

    /** The name under which {@link #fourEyes()} is configured. */
    String FOUR_EYES = "wigwag.chatops.four-eyes";

    /**
     * Who may approve, roll back and reconcile where: a list of
     * {@code team-a|team-a-* => slack:U024BE7LH|slack:S0614TZR7|github:octocat}, globs of namespaces before the arrow,
     * people and Slack's user groups behind it. Every entry that matches counts; without any nobody may.
     */
    Optional<List<String>> approvers();

    /**
     * Whether nobody may approve what they pushed or wrote themselves. Then it has to be known who pushed it and who
     * approves: on GitHub by login, in Slack by {@code wigwag.slack.people}. Rolling back stays free.
     */
    @WithDefault("false")
    @WithName("four-eyes")
    boolean fourEyes();
}
