package dev.wigwag.engine;

import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.PushedPaths;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Repositories that can all be read, and what is built of them; one commit lies between any two. */
final class Ranges implements RangeReader, Builds {
    final List<RangeQuestion> asked = Collections.synchronizedList(new ArrayList<>());
    final List<String> foreseen = Collections.synchronizedList(new ArrayList<>());

    /** Who builds something of the source. */
    List<Build> builds = List.of();

    boolean on = true;
    RangeException trouble;
    boolean unread;
    Impact impact = new Impact(null, 2, List.of(), null);
    Optional<Impact> foresight = Optional.empty();
    Consumer<RangeQuestion> meanwhile = question -> {};

    @Override
    public boolean isOn() {
        return on;
    }

    @Override
    public RangeAnswer read(RangeQuestion question, Instant until) {
        asked.add(question);
        meanwhile.accept(question);
        if (trouble != null) {
            throw trouble;
        }
        Map<ObjectKey, Integer> canaries = new HashMap<>();
        question.canaries().keySet().forEach(canary -> canaries.put(canary, 1));
        Changes changes = new Changes(
                null,
                null,
                Changes.Way.forward,
                1,
                true,
                1,
                List.of(),
                question.earlier().get(question.to()),
                null);
        return new RangeAnswer(
                changes,
                canaries,
                new Impact(question.from(), impact.of(), impact.touched(), impact.more()),
                List.of());
    }

    @Override
    public Optional<Impact> foresee(ObjectKey source, String before, PushedPaths paths) {
        foreseen.add(source + " " + before + " " + paths.paths());
        return foresight;
    }

    @Override
    public Optional<Checkout> checkout(ObjectKey source) {
        return unread
                ? Optional.empty()
                : Optional.of(new Checkout(
                        source, "https://github.com/acme/fleet", null, List.of(), Optional.empty(), List.of()));
    }

    @Override
    public List<Build> of(ObjectKey source) {
        return builds;
    }
}
