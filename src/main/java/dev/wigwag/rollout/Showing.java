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
 * @param approvers of a Canary's stage, who alone may decide on it ({@link Narrowing}); empty if no annotation says so
 */
public record Showing(List<String> channels, Boolean mute, String environment, List<String> approvers) {
    public Showing {
        channels = channels == null ? List.of() : List.copyOf(channels);
        approvers = approvers == null ? List.of() : List.copyOf(approvers);
    }

    /** One that says nothing of who may decide. */
    public Showing(List<String> channels, Boolean mute, String environment) {
        this(channels, mute, environment, List.of());
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

    /** The same with these approvers; null if then nothing is asked. */
    static Showing deciding(Showing showing, List<String> approvers) {
        if (showing == null) {
            return approvers.isEmpty() ? null : new Showing(List.of(), null, null, approvers);
        }
        boolean nothing = showing.channels().isEmpty() && showing.mute() == null && showing.environment() == null;
        return nothing && approvers.isEmpty()
                ? null
                : new Showing(showing.channels(), showing.mute(), showing.environment(), approvers);
    }
}
