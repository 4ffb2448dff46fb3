package dev.wigwag.slack;

import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Outlet;
import dev.wigwag.rollout.PartialView;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.Showing;
import dev.wigwag.rollout.Stage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Who sees what ({@code wigwag.slack.routes}). A stage is shown in one channel, by what is nearest to it: its annotations, its
 * Namespace's, the platform's route for its namespace; then what holds for the source: its annotations, its Namespace's, the
 * route for that, and the channel for everything. For a stage in the source's own namespace the source is nearer than what
 * holds for that namespace.
 *
 * <p>An annotation may name only what the platform gives its namespace, and the channel for everything; another one counts as
 * not there. Channels are compared as they are written.
 */
final class SlackRoutes {
    private static final int MAX_ENTRIES = 1000;

    private final List<RouteEntry> entries;
    private final Optional<String> everything;

    private SlackRoutes(List<RouteEntry> entries, Optional<String> everything) {
        this.entries = entries;
        this.everything = everything;
    }

    /**
     * Reads the entries; blank ones do not count.
     *
     * @param everything the channel for what no entry is about; empty if there is none
     * @throws IllegalArgumentException naming the entry that is wrong, and how
     */
    static SlackRoutes of(List<String> entries, Optional<String> everything) {
        List<String> told = entries.stream().filter(entry -> !entry.isBlank()).toList();
        if (told.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(RouteEntry.PROPERTY + " has more than " + MAX_ENTRIES
                    + " entries; join some by globs, as in team-a-*");
        }
        return new SlackRoutes(told.stream().map(RouteEntry::of).toList(), everything);
    }

    /** Every channel there is, the one for everything first; none before anybody has configured anything. */
    Set<String> channels() {
        Set<String> channels = new LinkedHashSet<>();
        everything.ifPresent(channels::add);
        entries.forEach(entry -> channels.addAll(entry.channels()));
        return channels;
    }

    /** The rollout without what is muted; empty if nothing of it is left. */
    Optional<Rollout> unmuted(Rollout rollout) {
        List<Stage> stages = rollout.status() == null
                ? List.of()
                : rollout.status().stages().stream()
                        .filter(stage -> !isMuted(stage, rollout))
                        .toList();
        return stages.isEmpty() ? Optional.empty() : Optional.of(PartialView.of(rollout, stages, !isMuted(rollout)));
    }

    /**
     * What each channel sees of the rollout. One that sees no stage of it is left out; but if it was shown something earlier of a
     * rollout that goes on, it is told that this has ended. What it was shown of one that is over was the end, and stays.
     */
    List<ChannelView> views(Rollout rollout) {
        if (rollout.status() == null) {
            return List.of();
        }
        Optional<String> ofSource = ofSource(rollout);
        Map<String, List<Stage>> seen = new TreeMap<>();
        for (Stage stage : rollout.status().stages()) {
            if (!isMuted(stage, rollout)) {
                nearest(stage, rollout)
                        .or(() -> ofSource)
                        .ifPresent(channel -> seen.computeIfAbsent(channel, first -> new ArrayList<>())
                                .add(stage));
            }
        }
        boolean told = !isMuted(rollout);
        List<ChannelView> views = new ArrayList<>();
        seen.forEach((channel, stages) -> views.add(new ChannelView(
                channel,
                PartialView.of(
                        rollout,
                        stages,
                        told && ofSource.filter(channel::equals).isPresent()))));
        if (!rollout.phase().isFinal()) {
            views.addAll(left(rollout, seen.keySet()));
        }
        return views;
    }

    /** The whole of it, in its source's channel; empty if that has none. */
    Optional<ChannelView> home(Rollout rollout) {
        return rollout.status() == null
                ? Optional.empty()
                : ofSource(rollout).map(channel -> new ChannelView(channel, rollout));
    }

    private List<ChannelView> left(Rollout rollout, Set<String> seeing) {
        return rollout.status().outlets().stream()
                .filter(outlet -> outlet.kind().equals(SlackFace.KIND) && outlet.ref() != null)
                .map(Outlet::target)
                .filter(channel -> !seeing.contains(channel) && channels().contains(channel))
                .map(channel -> new ChannelView(channel, PartialView.none(rollout)))
                .toList();
    }

    /** What annotations ask for and may not have, in a sentence each. */
    List<String> refusals(Rollout rollout) {
        if (rollout.status() == null) {
            return List.of();
        }
        return Stream.concat(
                        refusals(rollout.source(), rollout.status().showing()),
                        rollout.status().stages().stream().flatMap(stage -> refusals(stage.key(), stage.showing())))
                .toList();
    }

    private Stream<String> refusals(ObjectKey object, Showing showing) {
        return asked(showing).stream()
                .filter(channel -> !allows(object.namespace(), channel))
                .map(channel -> "the annotation wigwag.dev/slack-channel of " + object + " or its Namespace names "
                        + channel + ", which is not a channel of the namespace " + object.namespace()
                        + " and so does not count; add it to " + RouteEntry.PROPERTY + " if it should be");
    }

    private Optional<String> ofSource(Rollout rollout) {
        String namespace = rollout.source().namespace();
        return allowed(rollout.status().showing(), namespace)
                .or(() -> route(namespace))
                .or(() -> everything);
    }

    private Optional<String> nearest(Stage stage, Rollout rollout) {
        Optional<String> asked = allowed(stage.showing(), stage.namespace());
        return asked.isPresent() || stage.namespace().equals(rollout.source().namespace())
                ? asked
                : route(stage.namespace());
    }

    private static boolean isMuted(Stage stage, Rollout rollout) {
        return stage.showing() == null || stage.showing().mute() == null
                ? isMuted(rollout)
                : stage.showing().mute();
    }

    private static boolean isMuted(Rollout rollout) {
        Showing showing = rollout.status().showing();
        return showing != null && Boolean.TRUE.equals(showing.mute());
    }

    private Optional<String> allowed(Showing showing, String namespace) {
        return asked(showing).stream()
                .filter(channel -> allows(namespace, channel))
                .findFirst();
    }

    private static List<String> asked(Showing showing) {
        return showing == null ? List.of() : showing.channels();
    }

    private boolean allows(String namespace, String channel) {
        return everything.filter(channel::equals).isPresent()
                || entry(namespace)
                        .filter(entry -> entry.channels().contains(channel))
                        .isPresent();
    }

    private Optional<String> route(String namespace) {
        return entry(namespace).map(entry -> entry.channels().get(0));
    }

    /** The first that matches, so that what is special stands before what is general. */
    private Optional<RouteEntry> entry(String namespace) {
        return entries.stream()
                .filter(entry -> entry.namespaces().matches(namespace))
                .findFirst();
    }
}
