package dev.wigwag.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.engine.Build;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.PushedPaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** As {@link ImpactAgainstBuildsTest}, for sources that leave something out, components of the objects, and charts. */
class ImpactOfWholeSourcesTest {
    private static final Logger LOG = Logger.getLogger(ImpactOfWholeSourcesTest.class);
    private static final List<String> LINES = List.of(
            "x0.yaml", "x1.yaml", "apps/a1/more/", "apps/a2/sub/", "*.tpl", "!x0.yaml", "/docs/", "*.md", "patch.yaml");

    private int foretold;
    private int told;
    private int changed;

    @Test
    void nothingThatChangesIsLeftOut() {
        for (long seed = 1; seed <= 40; seed++) {
            play(seed);
        }
        LOG.infof("touched foreseen=%d told=%d changed=%d", foretold, told, changed);
        assertThat(changed).isGreaterThan(200);
        assertThat(told).as("what is told to be touched mostly is").isLessThan(changed * 2);
    }

    private void play(long seed) {
        Random lot = new Random(seed);
        RandomMonorepo monorepo = new RandomMonorepo(5, seed);
        SourceFilter filter = new SourceFilter(
                lot.nextBoolean() ? "x2.yaml\n" : null,
                lot.nextInt(4) == 0 ? List.of("apps", "base", "components", "config") : List.of(),
                List.of());
        List<Build> builds = builds(monorepo, lot);
        monorepo.repository.file("charts/web/Chart.yaml", "name: web\n").file("charts/web/templates/a.tpl", "a");
        Impact impact = new Impact(new Footprints());
        try (ARepository repository = monorepo.repository) {
            ObjectId from = repository.commit();
            Map<String, String> before = built(repository, filter, builds);
            for (int i = 0; i < 12; i++) {
                change(monorepo, lot);
                ObjectId to = repository.commit();
                Map<String, String> after = built(repository, filter, builds);
                TreeSet<String> other = new TreeSet<>(after.keySet());
                other.removeIf(name -> after.get(name).equals(before.get(name)));
                judge(repository, impact, from, to, builds, filter, other, "seed " + seed + ", change " + i);
                before.putAll(after);
                from = to;
            }
        }
    }

    private void judge(
            ARepository repository,
            Impact impact,
            ObjectId from,
            ObjectId to,
            List<Build> builds,
            SourceFilter filter,
            TreeSet<String> other,
            String what) {
        try (CommitTree old = repository.tree(from);
                CommitTree now = repository.tree(to)) {
            PushedPaths pushed = new PushedPaths(
                    new TreeSet<>(
                            now.differenceFrom(old.id(), 1_000).orElseThrow().paths()),
                    null);
            TreeSet<String> touched =
                    Question.names(impact.between(old, now, builds, filter).touches());
            TreeSet<String> fresh = Question.names(new Impact(new Footprints())
                    .between(old, now, builds, filter)
                    .touches());
            TreeSet<String> foreseen = impact.foresee(old.id(), pushed, builds, filter)
                    .map(Question::names)
                    .orElse(touched);
            assertThat(touched).as(what).containsAll(other);
            assertThat(touched).as("%s, without a memory", what).isEqualTo(fresh);
            assertThat(foreseen).as("%s, foreseen", what).containsAll(touched);
            foretold += foreseen.size();
            told += touched.size();
            changed += other.size();
        }
    }

    private static List<Build> builds(RandomMonorepo monorepo, Random lot) {
        List<Build> builds = new ArrayList<>();
        monorepo.apps.forEach(app -> builds.add(new Build(
                new ObjectKey("Kustomization", "flux-system", app),
                "./" + app,
                lot.nextInt(3) == 0 ? List.of("../../components/c0") : List.of(),
                List.of())));
        builds.add(new Build(
                new ObjectKey("HelmRelease", "test", "chart"), "charts/web", List.of("config/f0.env"), List.of()));
        return builds;
    }

    private static void change(RandomMonorepo monorepo, Random lot) {
        switch (lot.nextInt(8)) {
            case 0 ->
                monorepo.repository.file(
                        ".sourceignore",
                        LINES.get(lot.nextInt(LINES.size())) + "\n" + LINES.get(lot.nextInt(LINES.size())) + "\n");
            case 1 -> monorepo.repository.remove(".sourceignore");
            case 2 -> monorepo.repository.file("charts/web/templates/" + lot.nextInt(3) + ".tpl", "v" + lot.nextInt(9));
            case 3 -> monorepo.repository.file("charts/web/logo.png", "v" + lot.nextInt(99));
            default -> monorepo.change();
        }
    }

    private static Map<String, String> built(ARepository repository, SourceFilter filter, List<Build> builds) {
        Map<String, String> files = packed(repository.texts(), filter);
        PlainBuilder builder = new PlainBuilder(files);
        Map<String, String> built = new TreeMap<>();
        for (Build build : builds) {
            String name = build.object().name();
            built.put(
                    name,
                    name.equals("chart")
                            ? files.entrySet().stream()
                                            .filter(file -> file.getKey().startsWith("charts/web/"))
                                            .map(Object::toString)
                                            .collect(Collectors.joining("\n"))
                                    + files.get("config/f0.env")
                            : builder.build(name) + (build.more().isEmpty() ? "" : builder.build("components/c0")));
        }
        return built;
    }

    /** Flux's packing in its own words, for the few patterns that are played with. */
    private static Map<String, String> packed(Map<String, String> files, SourceFilter filter) {
        List<String> lines = new ArrayList<>();
        boolean root = filter.sparse().isEmpty();
        if (root && files.containsKey(".sourceignore")) {
            files.get(".sourceignore").lines().forEach(lines::add);
        }
        if (filter.ignore() != null) {
            filter.ignore().lines().forEach(lines::add);
        }
        if (lines.isEmpty()) {
            lines.add("*.png");
        }
        Map<String, String> packed = new TreeMap<>(files);
        packed.keySet().removeIf(path -> {
            boolean out = !root && filter.sparse().stream().noneMatch(directory -> path.startsWith(directory + "/"));
            for (String line : lines) {
                boolean back = line.startsWith("!");
                String word = back ? line.substring(1) : line;
                boolean fits = word.startsWith("*")
                        ? path.endsWith(word.substring(1))
                        : word.contains("/")
                                ? path.startsWith(word.startsWith("/") ? word.substring(1) : word)
                                : path.endsWith("/" + word) || path.equals(word);
                out = fits ? !back : out;
            }
            return out;
        });
        return packed;
    }
}
