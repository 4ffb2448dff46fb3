package dev.wigwag.rollout;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Which objects build something that a rollout's commits change ({@code .spec.impact}). For people only: Flux reconciles every
 * one of them, and an object of which it cannot be told counts as touched.
 *
 * @param from the commit from which on the changes were looked at, 40 hex digits
 * @param of how many objects build something of the source
 * @param touched those that are touched; at most {@value #MOST}
 * @param more how many further ones are; null if none
 */
public record Impact(String from, Integer of, List<Touched> touched, Integer more) {
    /** With more the list says nothing any more, and a Rollout has a size to keep. */
    public static final int MOST = 100;

    /**
     * A Kustomization or HelmRelease that is touched.
     *
     * @param namespace null if it is only known by the name in the files that change
     * @param because the first of the reasons, in words: a path that differs, or why it cannot be told; at most
     *     {@value #BECAUSE} code points
     */
    public record Touched(String kind, String namespace, String name, String because) {
        /** Most code points of a reason. */
        static final int BECAUSE = 120;

        public Touched {
            because = PlainText.bounded(because, BECAUSE);
        }

        boolean is(ObjectKey key) {
            return key.kind().equals(kind)
                    && key.name().equals(name)
                    && (namespace == null || namespace.equals(key.namespace()));
        }
    }

    public Impact {
        List<Touched> all = touched == null ? List.of() : List.copyOf(touched);
        int rest = all.size() - Math.min(MOST, all.size());
        touched = all.subList(0, all.size() - rest);
        more = rest == 0 ? more : Integer.valueOf(rest + (more == null ? 0 : more));
    }

    /** Whether it is sure that the object builds the same as before; false also where not all that is touched is listed. */
    public boolean leavesAlone(ObjectKey object) {
        return more == null && touched.stream().noneMatch(one -> one.is(object));
    }

    /** How many are touched. */
    public int count() {
        return touched.size() + (more == null ? 0 : more);
    }

    /** Whom of some stages it concerns; null if that cannot be told, or they are none that build something. */
    Impact among(List<Stage> stages) {
        List<ObjectKey> builds = stages.stream()
                .filter(stage -> stage.canary() == null)
                .map(Stage::key)
                .filter(key ->
                        key.kind().equals(Members.KUSTOMIZATION) || key.kind().equals(Members.HELM_RELEASE))
                .toList();
        return more != null || builds.isEmpty()
                ? null
                : new Impact(
                        from,
                        builds.size(),
                        touched.stream()
                                .filter(one -> builds.stream().anyMatch(one::is))
                                .toList(),
                        null);
    }

    /** How many they are, without which: all of them are further ones. */
    public Impact withoutList() {
        return new Impact(from, of, null, count() == 0 ? null : Integer.valueOf(count()));
    }

    /** How many there are and how many of them it touches: {@code touches 2 of 65}. */
    public String words() {
        return "touches " + (count() == 0 ? "none" : count()) + (of == null ? "" : " of " + of);
    }

    /**
     * In a line: {@code touches 2 of 65: infra/linkerd, podinfo}; a namespace is named only where it is another than the source's.
     *
     * @param namespace the source's
     * @param most how many are named
     */
    public String words(String namespace, int most) {
        if (count() == 0) {
            return words();
        }
        String names = touched.stream()
                .limit(most)
                .map(one -> (one.namespace() == null || one.namespace().equals(namespace) ? "" : one.namespace() + "/")
                        + one.name())
                .collect(Collectors.joining(", "));
        int rest = count() - Math.min(most, touched.size());
        return words() + ": " + names + (rest > 0 ? " and " + rest + " more" : "");
    }
}
