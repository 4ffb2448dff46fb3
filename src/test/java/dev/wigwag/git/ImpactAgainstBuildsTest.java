package dev.wigwag.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.engine.Build;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.PushedPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.jgit.lib.ObjectId;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a change makes a build come out otherwise for is among what is told to be touched. */
class ImpactAgainstBuildsTest {
    private static final Logger LOG = Logger.getLogger(ImpactAgainstBuildsTest.class);

    /** More of them: {@code -Dwigwag.impact.histories=400}. */
    private static final int HISTORIES = Integer.getInteger("wigwag.impact.histories", 40);

    @TempDir
    Path scratch;

    /** How often something was told to be touched, and how often it was. */
    private int told;

    private int changed;

    @Test
    void nothingThatChangesIsLeftOutBySmallBuilds() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            play(new RandomMonorepo(6, seed), 12, "seed " + seed, files -> {
                PlainBuilder builder = new PlainBuilder(files);
                return app -> builder.build(app);
            });
        }
        LOG.infof("touched told=%d changed=%d", told, changed);
        assertThat(changed).isGreaterThan(3 * HISTORIES);
        assertThat(told).as("what is told to be touched mostly is").isLessThan(changed * 5 / 4);
    }

    @Test
    void nothingThatChangesIsLeftOutByKustomize() throws Exception {
        Assumptions.assumeTrue(isInstalled(), "kubectl is not installed, so kustomize itself is not asked");
        for (long seed = 2; seed <= 1 + Math.max(1, HISTORIES / 40); seed++) {
            play(new RandomMonorepo(6, seed), 10, "seed " + seed, this::kustomize);
        }
        LOG.infof("touched told=%d changed=%d", told, changed);
        assertThat(changed).isPositive();
    }

    private void play(
            RandomMonorepo monorepo,
            int changes,
            String what,
            Function<Map<String, String>, Function<String, String>> builds) {
        try (ARepository repository = monorepo.repository) {
            Impact impact = new Impact(new Footprints());
            List<Build> roots = monorepo.apps.stream()
                    .map(app ->
                            new Build(new ObjectKey("Kustomization", "flux-system", app), app, List.of(), List.of()))
                    .toList();
            ObjectId from = repository.commit();
            Map<String, String> before = built(monorepo, builds);
            for (int i = 0; i < changes; i++) {
                monorepo.change();
                ObjectId to = repository.commit();
                Map<String, String> after = built(monorepo, builds);
                TreeSet<String> touched = new TreeSet<>();
                try (CommitTree old = repository.tree(from);
                        CommitTree now = repository.tree(to)) {
                    Difference pushed = now.differenceFrom(old.id(), 1_000).orElseThrow();
                    touched.addAll(Question.names(impact.between(old, now, roots)));
                    TreeSet<String> foreseen = impact.foresee(
                                    old.id(),
                                    new PushedPaths(new TreeSet<>(pushed.paths()), null),
                                    roots,
                                    SourceFilter.PLAIN)
                            .map(Question::names)
                            .orElse(touched);
                    assertThat(foreseen).as("%s, change %d, foreseen", what, i).containsAll(touched);
                }
                TreeSet<String> other = new TreeSet<>();
                monorepo.apps.stream()
                        .filter(app -> !before.get(app).equals(after.get(app)))
                        .forEach(other::add);
                assertThat(touched).as("%s, change %d", what, i).containsAll(other);
                told += touched.size();
                changed += other.size();
                from = to;
                before.putAll(after);
            }
        }
    }

    private static Map<String, String> built(
            RandomMonorepo monorepo, Function<Map<String, String>, Function<String, String>> builds) {
        Function<String, String> build = builds.apply(monorepo.repository.texts());
        Map<String, String> built = new HashMap<>();
        monorepo.apps.forEach(app -> built.put(app, build.apply(app)));
        return built;
    }

    /** With the kustomization that Flux would write into a directory that has none. */
    private Function<String, String> kustomize(Map<String, String> files) {
        try {
            Path checkout = Files.createTempDirectory(scratch, "checkout");
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path place = checkout.resolve(file.getKey());
                Files.createDirectories(place.getParent());
                Files.writeString(place, file.getValue());
            }
            return app -> output(checkout, files, app);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String output(Path checkout, Map<String, String> files, String app) {
        try {
            Path directory = checkout.resolve(app);
            if (!files.containsKey(app + "/kustomization.yaml")) {
                String resources = files.keySet().stream()
                        .filter(path -> path.startsWith(app + "/") && path.endsWith(".yaml"))
                        .map(path -> "- " + path.substring(app.length() + 1) + "\n")
                        .reduce("resources:\n", String::concat);
                Files.writeString(directory.resolve("kustomization.yaml"), resources);
            }
            Process process = new ProcessBuilder(
                            "kubectl", "kustomize", directory.toString(), "--load-restrictor", "LoadRestrictionsNone")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("kubectl", "kustomize", "--help")
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
