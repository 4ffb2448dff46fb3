package dev.wigwag.slack;

import dev.wigwag.engine.Face;
import dev.wigwag.rollout.Outlet;
import dev.wigwag.rollout.Outlets;
import dev.wigwag.rollout.Rollout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one channel is to show of a rollout as that channel sees it: the living message, and the thread under it. */
final class ChannelFaces {
    private final SlackApi api;
    private final CommitPeople people;
    private final LivingMessages living;

    ChannelFaces(SlackApi api, CommitPeople people, LivingMessages living) {
        this.api = api;
        this.people = people;
        this.living = living;
    }

    List<Face> of(String channel, Rollout rollout) {
        String key = living.cluster() + " " + rollout.key() + " " + rollout.attempt();
        LivingMessage message = living.of(rollout);
        List<Face> faces = new ArrayList<>();
        faces.add(new SlackFace(api, people, channel, key, message));
        parent(channel, rollout)
                .flatMap(parent -> thread(channel, parent, key, message))
                .ifPresent(faces::add);
        return faces;
    }

    /** The same as a message of its own, which is no rollout's: its metadata names none. */
    List<Face> samples(String channel, Rollout rollout) {
        SlackMessage message = SampleFace.message(living.of(rollout));
        return List.of(new SampleFace(
                SlackFace.KIND,
                channel,
                SlackFace.credential(channel),
                message,
                shown -> api.post(channel, shown, living.cluster() + " test")));
    }

    /** Nothing without news, nor before the message stands that it would reply to. */
    private Optional<Face> thread(String channel, Posted parent, String key, LivingMessage message) {
        Rollout rollout = message.rollout();
        Optional<String> ref = Outlets.find(rollout, ThreadFace.KIND, channel).map(Outlet::ref);
        boolean first = ref.isEmpty() && Outlets.wasFoundAtFirstSight(rollout);
        ThreadCursor said = ThreadCursor.read(ref.orElse(null));
        ThreadNews news = first ? ThreadNews.atFirstSight(rollout) : ThreadNews.since(said, rollout);
        return first || !news.tellings().isEmpty()
                ? Optional.of(new ThreadFace(api, channel, parent, key, message, said, news))
                : Optional.empty();
    }

    private static Optional<Posted> parent(String channel, Rollout rollout) {
        return Outlets.find(rollout, SlackFace.KIND, channel)
                .map(Outlet::ref)
                .map(ref -> MessageRef.read(ref, channel));
    }
}
