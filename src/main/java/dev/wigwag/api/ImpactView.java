package dev.wigwag.api;

import dev.wigwag.engine.RangeAnswer;
import dev.wigwag.engine.RangeQuestion;
import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Impact.Touched;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What lies between two commits of a source, and whom it concerns.
 *
 * @param of how many objects were looked at
 * @param touched how many of them are touched
 * @param objects each of them: first those that build something of the source, then those only defined in files that change
 */
@RegisterForReflection
@Schema(
        name = "Impact",
        description =
                "What lies between two commits of a source, and whom it concerns. For people: Flux reconciles every object"
                        + " of a new revision.")
record ImpactView(Source source, String from, String to, Changes changes, int of, int touched, List<Told> objects) {
    /** A GitRepository. */
    @RegisterForReflection
    record Source(String namespace, String name) {}

    /**
     * One object.
     *
     * @param namespace null if only its name is known
     * @param touched true also where it cannot be told
     * @param because paths that it reads and that differ, or why it cannot be told; ten at most
     * @param others how many further reasons there are
     */
    @RegisterForReflection
    record Told(String kind, String namespace, String name, boolean touched, List<String> because, int others) {}

    static ImpactView of(RangeQuestion question, RangeAnswer answer) {
        List<Told> objects = new ArrayList<>();
        answer.reasons()
                .forEach(one -> objects.add(new Told(
                        one.object().kind(),
                        one.object().namespace(),
                        one.object().name(),
                        one.touched(),
                        one.because(),
                        one.others())));
        answer.impact().touched().stream()
                .filter(one -> objects.stream().noneMatch(object -> isSame(object, one)))
                .map(one -> new Told(one.kind(), one.namespace(), one.name(), true, List.of(one.because()), 0))
                .toList()
                .forEach(objects::add);
        return new ImpactView(
                new Source(
                        question.checkout().source().namespace(),
                        question.checkout().source().name()),
                question.from(),
                question.to(),
                answer.changes(),
                objects.size(),
                (int) objects.stream().filter(Told::touched).count(),
                List.copyOf(objects));
    }

    private static boolean isSame(Told object, Touched one) {
        return object.kind().equals(one.kind())
                && object.name().equals(one.name())
                && (one.namespace() == null || one.namespace().equals(object.namespace()));
    }
}
