package dev.wigwag.git;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A repository of apps, bases, components and shared files, and changes to it, as a lot says; all of it builds. */
final class RandomMonorepo {
    private static final int BASES = 3;
    private static final int COMPONENTS = 2;
    private static final int SHARED = 4;

    final ARepository repository = new ARepository();
    final List<String> apps;
    private final Random lot;
    private int serial;

    RandomMonorepo(int apps, long seed) {
        this.lot = new Random(seed);
        this.apps = IntStream.range(0, apps).mapToObj(i -> "apps/a" + i).toList();
        for (int i = 0; i < SHARED; i++) {
            repository.file(shared(i), "key=" + next() + "\n");
        }
        for (int i = 0; i < COMPONENTS; i++) {
            repository.file("components/c" + i + "/patch.yaml", patch());
            component(i);
        }
        for (int i = 0; i < BASES; i++) {
            repository.file("base/b" + i + "/cm.yaml", configMap("base-b" + i));
            base(i);
        }
        this.apps.forEach(this::app);
        repository.file("README.md", "hello");
    }

    /** One change, of what builds read or of what they do not. */
    void change() {
        String app = apps.get(lot.nextInt(apps.size()));
        switch (lot.nextInt(12)) {
            case 0 -> repository.file(shared(lot.nextInt(SHARED)), "key=" + next() + "\n");
            case 1 -> repository.file("components/c" + lot.nextInt(COMPONENTS) + "/patch.yaml", patch());
            case 2 -> component(lot.nextInt(COMPONENTS));
            case 3 -> {
                int base = lot.nextInt(BASES);
                repository.file("base/b" + base + "/cm.yaml", configMap("base-b" + base));
            }
            case 4 -> base(lot.nextInt(BASES));
            case 5 -> app(app);
            case 6 -> repository.file(app + "/cm.yaml", configMap(name(app)));
            case 7 -> repository.file(app + "/unlisted-" + lot.nextInt(3) + ".txt", next());
            case 8 -> repository.file("README.md", next());
            case 9 -> {
                if (isPlain(app)) {
                    repository.file(app + "/more/x" + lot.nextInt(3) + ".yaml", configMap(name(app) + "-" + next()));
                }
            }
            case 10 -> repository.remove(app + "/more/x" + lot.nextInt(3) + ".yaml");
            default -> repository.file("docs/d" + lot.nextInt(5) + ".yaml", configMap("docs"));
        }
    }

    boolean isPlain(String directory) {
        return !repository.texts().containsKey(directory + "/kustomization.yaml");
    }

    private void app(String app) {
        repository.file(app + "/cm.yaml", configMap(name(app)));
        if (lot.nextInt(4) == 0) {
            repository.remove(app + "/kustomization.yaml").file(app + "/sub/deep.yaml", configMap(name(app) + "-deep"));
            return;
        }
        List<String> lines = new ArrayList<>(List.of("resources:", "- cm.yaml"));
        if (lot.nextBoolean()) {
            lines.add("- ../../base/b" + lot.nextInt(BASES));
        }
        if (lot.nextInt(3) == 0) {
            lines.addAll(List.of("components:", "- ../../components/c" + lot.nextInt(COMPONENTS)));
        }
        generator(lines, "../../");
        if (lot.nextInt(3) == 0) {
            repository.file(app + "/patch.yaml", patch());
            lines.addAll(List.of("patches:", "- path: patch.yaml", "  target: {kind: ConfigMap}"));
        }
        if (lot.nextInt(4) == 0) {
            lines.add("namePrefix: p" + lot.nextInt(3) + "-");
        }
        repository.file(app + "/kustomization.yaml", String.join("\n", lines) + "\n");
    }

    private void base(int i) {
        List<String> lines = new ArrayList<>(List.of("resources:", "- cm.yaml"));
        if (i > 0 && lot.nextBoolean()) {
            lines.add("- ../b" + lot.nextInt(i));
        }
        generator(lines, "../../");
        repository.file("base/b" + i + "/kustomization.yaml", String.join("\n", lines) + "\n");
    }

    private void component(int i) {
        List<String> lines =
                new ArrayList<>(List.of("apiVersion: kustomize.config.k8s.io/v1alpha1", "kind: Component"));
        lines.addAll(List.of("patches:", "- path: patch.yaml", "  target: {kind: ConfigMap}"));
        if (lot.nextInt(3) == 0) {
            lines.add("commonAnnotations: {changed: '" + next() + "'}");
        }
        repository.file("components/c" + i + "/kustomization.yaml", String.join("\n", lines) + "\n");
    }

    /** Named anew each time, so that a base and who uses it do not make the same. */
    private void generator(List<String> lines, String up) {
        if (lot.nextInt(3) == 0) {
            String field = lot.nextBoolean() ? "envs" : "files";
            lines.addAll(List.of(
                    "configMapGenerator:",
                    "- name: generated-" + next(),
                    "  " + field + ": [" + up + shared(lot.nextInt(SHARED)) + "]"));
        }
    }

    private static String shared(int i) {
        return "config/f" + i + ".env";
    }

    private static String name(String app) {
        return app.replace('/', '-');
    }

    private String patch() {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: any}\ndata: {patched: '" + next() + "'}\n";
    }

    private String configMap(String name) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + "}\ndata: {v: '" + next() + "'}\n";
    }

    /** Now and then the same as before, so that a file is written and not changed. */
    private String next() {
        return "v" + (lot.nextInt(10) == 0 ? serial : ++serial);
    }
}
