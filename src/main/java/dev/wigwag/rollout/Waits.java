package dev.wigwag.rollout;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says what a member waits for, by name. */
final class Waits {
    /** Flux's controllers name a dependency as {@code 'namespace/name'}. */
    private static final Pattern NAMED = Pattern.compile("'([a-z0-9][a-z0-9.-]{0,252})/([a-z0-9][a-z0-9.-]{0,252})'");

    private static final int SHOWN = 3;

    private Waits() {}

    /** {@code waits for infra}: the dependency that Flux names, else those that have not come so far yet. */
    static String of(LiveMember member, HeldView view) {
        Set<String> names = named(member);
        if (names.isEmpty()) {
            names = missing(member, view);
        }
        if (names.isEmpty()) {
            return "waits for its dependencies";
        }
        String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        int more = names.size() - SHOWN;
        return "waits for " + shown + (more > 0 ? " and " + more + " more" : "");
    }

    /** {@code waits for its chart: …}, with what Flux says of it. */
    static String chart(Ready ready) {
        String words = StableText.of(ready.message());
        return PlainText.cut("waits for its chart" + (words.isEmpty() ? "" : ": " + words), FluxWords.MAX);
    }

    private static Set<String> named(LiveMember member) {
        Set<String> names = new LinkedHashSet<>();
        Matcher found = NAMED.matcher(PlainText.head(member.ready().message()));
        while (found.find()) {
            names.add(name(member, found.group(1), found.group(2)));
        }
        return names;
    }

    private static Set<String> missing(LiveMember member, HeldView view) {
        List<ObjectKey> all = member.dependsOn().stream().sorted().toList();
        List<ObjectKey> missing =
                all.stream().filter(key -> !isThere(key, view)).toList();
        return (missing.isEmpty() ? all : missing)
                .stream()
                        .map(key -> name(member, key.namespace(), key.name()))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean isThere(ObjectKey key, HeldView view) {
        LiveMember member = view.members().get(key);
        return member != null
                && member.ready().state() == Ready.State.True
                && (!key.kind().equals(Members.KUSTOMIZATION) || view.isWanted(member.applied()));
    }

    private static String name(LiveMember member, String namespace, String name) {
        return namespace.equals(member.key().namespace()) ? name : namespace + "/" + name;
    }
}
