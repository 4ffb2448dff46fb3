package dev.wigwag.rollout;

import java.util.ArrayList;
import java.util.List;

/**
 * How a rollout, or one of its stages, asks to be shown ({@code .status.showing}, {@code .status.stages[].showing}): what the
 * object's annotations say and, where they say nothing, its Namespace's. Whether a channel may be had is for the platform to
 * decide, so it is not decided here.
 *
 * @param channels the Slack channels asked for, nearest first: the object's own, then its Namespace's
 * @param mute whether to be left out of Slack; null if nobody says so
 * @param environment the environment on GitHub's deployments; null if nobody names one, and for a stage
 */
public record Showing(List<String> channels, Boolean mute, String environment) {
    public Showing {
        channels = channels == null ? List.of() : List.copyOf(channels);
    }

    /**
     * What an object and its Namespace ask for together; null if that is nothing.
     *
     * @param namespace {@link Annotated#NOTHING} where it has no say
     */
    static Showing of(Annotated object, Annotated namespace) {
        List<String> channels = new ArrayList<>(2);
        if (object.channel() != null) {
            channels.add(object.channel());
        }
        if (namespace.channel() != null && !channels.contains(namespace.channel())) {
            channels.add(namespace.channel());
        }
        Boolean mute = object.mute() == null ? namespace.mute() : object.mute();
        String environment = object.environment() == null ? namespace.environment() : object.environment();
        return channels.isEmpty() && mute == null && environment == null
                ? null
                : new Showing(channels, mute, environment);
    }

    /** The same of a stage: the environment is one for the whole rollout. */
    static Showing ofStage(Annotated object, Annotated namespace) {
        Showing whole = of(object, namespace);
        return whole == null || whole.channels().isEmpty() && whole.mute() == null
                ? null
                : new Showing(whole.channels(), whole.mute(), null);
    }
}
