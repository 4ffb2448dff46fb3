package dev.wigwag.rollout;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts beside a rollout and each of its stages how they ask to be shown, as the annotations have it now. Once a rollout is over
 * that stays: an annotation written today moves no message of last week.
 *
 * <p>A stage in the source's own namespace does not ask by that Namespace: the source is nearer to it, and asks the Namespace
 * itself.
 */
final class Showings {
    private static final int NAMED = 3;

    private final LiveView view;
    private final Map<ObjectKey, Annotated> objects = new HashMap<>();

    private Showings(LiveView view) {
        this.view = view;
        view.members().forEach(member -> objects.put(member.key(), member.annotated()));
        view.canaries().forEach(canary -> objects.put(canary.key(), canary.annotated()));
    }

    static Showings of(LiveView view) {
        return new Showings(view);
    }

    /**
     * The rollout, asking.
     *
     * @param before it before this fold, taken up
     * @param folded it afterwards
     */
    Rollout told(Rollout before, Rollout folded, Instant at) {
        boolean over = before.phase().isFinal() && folded.phase().isFinal() && before.attempt() == folded.attempt();
        Map<ObjectKey, Showing> known = new HashMap<>();
        if (before.status() != null) {
            before.status().stages().forEach(stage -> known.put(stage.key(), stage.showing()));
        }
        List<Stage> stages = folded.status().stages().stream()
                .map(stage -> stage.asking(deciding(stage, of(stage.key(), known, over), over)))
                .toList();
        if (over || !view.source().exists()) {
            return folded.withStatus(folded.status().asking(folded.status().showing(), stages));
        }
        ObjectKey source = view.source().key();
        Showing whole = Showing.of(view.source().annotated(), namespace(source.namespace()));
        RolloutStatus status = folded.status().asking(whole, stages);
        return folded.withStatus(status.having(conditions(status, at)));
    }

    private Showing of(ObjectKey object, Map<ObjectKey, Showing> known, boolean over) {
        Annotated live = objects.get(object);
        if (live == null || over && known.containsKey(object)) {
            return known.get(object);
        }
        boolean besideSource = object.namespace().equals(view.source().key().namespace());
        return Showing.ofStage(live, besideSource ? Annotated.NOTHING : namespace(object.namespace()));
    }

    /** Who may decide on a run that is open is told as it is now, whether or not the rollout is over. */
    private Showing deciding(Stage stage, Showing showing, boolean over) {
        if (stage.canary() == null || !objects.containsKey(stage.key())) {
            return showing;
        }
        boolean open = FlaggerPhase.read(stage.canary().phase()).isOpen();
        return over && !open ? showing : Showing.deciding(showing, Narrowing.of(view, stage.key()));
    }

    private Annotated namespace(String name) {
        return view.namespaces().getOrDefault(name, Annotated.NOTHING);
    }

    private List<Condition> conditions(RolloutStatus status, Instant at) {
        TreeSet<String> unreadable = new TreeSet<>();
        Stream.concat(
                        Stream.of(view.source().key()),
                        status.stages().stream().map(Stage::key).filter(objects::containsKey))
                .forEach(object -> {
                    Annotated own = objects.getOrDefault(object, view.source().annotated());
                    own.unreadable().forEach(name -> unreadable.add(name + " of " + object));
                    namespace(object.namespace())
                            .unreadable()
                            .forEach(name -> unreadable.add(name + " of Namespace/" + object.namespace()));
                });
        return unreadable.isEmpty()
                ? Conditions.without(status.conditions(), Conditions.ANNOTATIONS_READ)
                : Conditions.withFalse(
                        status.conditions(), Conditions.ANNOTATIONS_READ, "Unreadable", message(unreadable), at);
    }

    private static String message(TreeSet<String> unreadable) {
        int more = unreadable.size() - NAMED;
        return unreadable.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "")
                + " cannot be read and counts as not there: a channel is up to 80 of A-Z a-z 0-9 # _ -, mute is \"true\" or"
                + " \"false\", an environment up to 255 characters without hidden ones; approvers are ids such as"
                + " slack:U024BE7LH or github:octocat with commas between them, and what cannot be read lets nobody approve";
    }
}
