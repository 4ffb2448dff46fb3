package dev.wigwag.sandbox.page;

import dev.wigwag.sandbox.github.GitHubApiStandIn;
import dev.wigwag.sandbox.slack.SlackFaults.Trouble;
import dev.wigwag.sandbox.slack.SlackStandIn;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Random;

/** What can happen to a call to GitHub or Slack on its way to where rollouts are shown. */
@Singleton
@IfBuildProperty(name = "wigwag.sandbox.enabled", stringValue = "true", enableIfMissing = true)
public class OutletSwitches {

    private static final long SEED = 20261123;

    private final SlackStandIn slack;
    private final GitHubApiStandIn github;

    @Inject
    OutletSwitches(SlackStandIn slack, GitHubApiStandIn github) {
        this.slack = slack;
        this.github = github;
    }

    /** The names of the switches. */
    static List<String> names() {
        return List.of("fail-slack", "late-slack", "fail-github");
    }

    /**
     * Sets one of {@link #names}, each to the percentage of calls that it is about or to {@code on} for all: {@code fail-slack} and
     * {@code fail-github} make them fail, nothing being done; {@code late-slack} does them and then breaks the connection, so that the
     * caller cannot know. Refuses, by {@link IllegalArgumentException}, what is no percentage.
     */
    void set(String name, String value, boolean off) {
        double share = off ? 0 : share(value);
        switch (name) {
            case "fail-slack" -> failSlack(percent(share));
            case "late-slack" -> slack.faults().share(Trouble.DONE_THEN_CUT, percent(share));
            case "fail-github" -> github.faults().unreliable(new Random(SEED), share, 0);
            default -> throw new IllegalArgumentException("There is no switch of outlets '" + name + "'");
        }
    }

    /** One half of the failures names no time to come again, the other does. */
    private void failSlack(int percent) {
        slack.faults().share(Trouble.UNAVAILABLE, percent - percent / 2);
        slack.faults().share(Trouble.LIMITED, percent / 2);
    }

    private static double share(String value) {
        double share = Share.of(value);
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("A share is from 0 to 100 percent, '" + value + "' is not");
        }
        return share;
    }

    private static int percent(double share) {
        return (int) Math.round(100 * share);
    }
}
