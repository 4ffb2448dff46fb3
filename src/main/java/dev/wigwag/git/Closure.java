package dev.wigwag.git;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Follows what a build of kustomize's reads, from a directory on, to any depth and outside it. Too much is better than too
 * little: whatever is in doubt is read.
 */
final class Closure {
    /** Beyond these a build is no Kustomization's any more; what is not gone through counts as in doubt. */
    static final int MOST = 50_000;

    private static final int MOST_LINKS = 20;

    private final CommitTree tree;
    private final SortedMap<String, String> read = new TreeMap<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> taken = new HashSet<>();
    private final Deque<String> directories = new ArrayDeque<>();

    private Closure(CommitTree tree) {
        this.tree = tree;
    }

    /**
     * What a Flux Kustomization's build reads.
     *
     * @param path as in {@code spec.path}; null for the root
     * @param components as in {@code spec.components}, from {@code path} on
     */
    static Footprint ofKustomization(CommitTree tree, String path, List<String> components) {
        Closure closure = new Closure(tree);
        Optional<String> start = TreePath.fromRoot(path);
        if (start.isEmpty()) {
            closure.unknown.add("its path leads out of the repository");
        } else {
            closure.start(start.get());
            components.forEach(component -> closure.directory(start.get(), component, "component"));
            closure.run();
        }
        return closure.footprint();
    }

    /**
     * What a chart in the source is made of: all of its directory, the charts beside it that it depends on, and the values.
     *
     * @param chart as in {@code spec.chart.spec.chart}
     * @param values as in {@code spec.chart.spec.valuesFiles}, from the root
     */
    static Footprint ofChart(CommitTree tree, String chart, List<String> values) {
        Closure closure = new Closure(tree);
        Optional<String> start = TreePath.fromRoot(chart);
        if (start.isEmpty()) {
            closure.unknown.add("its chart leads out of the repository");
        } else {
            closure.charts(start.get());
        }
        values.forEach(file -> closure.file("", file));
        return closure.footprint();
    }

    private Footprint footprint() {
        return new Footprint(read, List.copyOf(unknown));
    }

    /** The directory that Flux builds; without a kustomization of its own Flux writes one that takes in all there is. */
    private void start(String path) {
        Optional<TreeEntry> directory = follow(path);
        if (directory.isEmpty() || !directory.get().isDirectory()) {
            missing(path, "its path " + path + " is not there");
        } else if (kustomizations(directory.get()).isEmpty()) {
            plain(directory.get());
        } else {
            enter(directory.get().path());
        }
    }

    private void run() {
        while (!directories.isEmpty() && unknown.isEmpty()) {
            String path = directories.remove();
            tree.find(path).ifPresent(this::kustomization);
        }
    }

    private void enter(String path) {
        if (seen.add(path)) {
            directories.add(path);
        }
    }

    /** As kustomize-controller generates one: every YAML file below, and each directory with a kustomization as a whole. */
    private void plain(TreeEntry directory) {
        if (!seen.add(directory.path())) {
            return;
        }
        for (TreeEntry child : tree.children(directory)) {
            switch (child.kind()) {
                case DIRECTORY -> {
                    if (kustomizations(child).isEmpty()) {
                        plain(child);
                    } else {
                        enter(child.path());
                    }
                }
                case FILE -> {
                    if (isYaml(child.name())) {
                        take(child);
                    }
                }
                // Flux leaves links out of what it builds; whoever does not would follow them.
                case LINK -> linked(child);
                case MODULE -> unknown.add("it holds the submodule " + child.path());
            }
        }
    }

    private void kustomization(TreeEntry directory) {
        List<TreeEntry> found = kustomizations(directory);
        found.forEach(this::take);
        if (found.size() != 1) {
            unknown.add(directory.path() + (found.isEmpty() ? " has no kustomization" : " has several kustomizations"));
            return;
        }
        Optional<TreeEntry> file = follow(found.get(0).path());
        file.ifPresent(this::take);
        Optional<byte[]> content =
                file.filter(entry -> entry.kind() == TreeEntry.Kind.FILE).flatMap(tree::read);
        if (content.isEmpty()) {
            unknown.add(found.get(0).path() + " cannot be read");
            return;
        }
        KustomizationFile kustomization = KustomizationFile.read(content.get());
        kustomization.unknown().forEach(why -> unknown.add(found.get(0).path() + ": " + why));
        kustomization.resources().forEach(reference -> resource(directory.path(), reference));
        kustomization.components().forEach(reference -> directory(directory.path(), reference, "component"));
        kustomization.files().forEach(reference -> file(directory.path(), reference));
    }

    private void resource(String from, String reference) {
        Optional<TreeEntry> entry = TreePath.resolve(from, reference).flatMap(this::follow);
        if (entry.isPresent() && entry.get().isDirectory()) {
            enter(entry.get().path());
        } else if (entry.isPresent()) {
            take(entry.get());
        } else {
            missing(from, reference, "which is not in this repository");
        }
    }

    private void directory(String from, String reference, String what) {
        Optional<TreeEntry> entry =
                TreePath.resolve(from, reference).flatMap(this::follow).filter(TreeEntry::isDirectory);
        if (entry.isPresent()) {
            enter(entry.get().path());
        } else {
            missing(from, reference, "a " + what + " that is not in this repository");
        }
    }

    private void file(String from, String reference) {
        Optional<TreeEntry> entry = TreePath.resolve(from, reference).flatMap(this::follow);
        if (entry.isPresent() && !entry.get().isDirectory()) {
            take(entry.get());
        } else {
            missing(from, reference, "a file that is not in this repository");
        }
    }

    private void missing(String from, String reference, String why) {
        TreePath.resolve(from, reference).ifPresent(path -> read.putIfAbsent(path, Footprint.NOTHING));
        unknown.add((from.isEmpty() ? "the root" : from) + " refers to " + shown(reference) + ", " + why);
    }

    private void missing(String path, String why) {
        read.putIfAbsent(path, Footprint.NOTHING);
        unknown.add(why);
    }

    /** User info and query of an address may be secret. */
    private static String shown(String reference) {
        return reference.contains("://") || reference.contains("@")
                ? "an address"
                : reference.substring(0, Math.min(reference.length(), 120));
    }

    private void charts(String path) {
        Optional<TreeEntry> directory = follow(path);
        if (directory.isEmpty() || !directory.get().isDirectory()) {
            missing(path, "its chart " + path + " is not there");
            return;
        }
        String place = directory.get().path();
        if (taken.contains(place)) {
            return;
        }
        whole(directory.get());
        tree.find(TreePath.in(place, "Chart.yaml"))
                .flatMap(tree::read)
                .map(ChartFile::neighbours)
                .orElse(List.of())
                .forEach(neighbour -> TreePath.resolve(place, neighbour)
                        .ifPresentOrElse(
                                this::charts, () -> unknown.add(place + " depends on a chart outside the repository")));
    }

    private void whole(TreeEntry directory) {
        if (taken.add(directory.path())) {
            tree.children(directory).forEach(child -> {
                if (child.isDirectory()) {
                    whole(child);
                } else {
                    take(child);
                }
            });
        }
    }

    private void linked(TreeEntry link) {
        take(link);
        follow(link.path()).ifPresent(target -> {
            if (target.isDirectory()) {
                whole(target);
            } else {
                take(target);
            }
        });
    }

    private void take(TreeEntry entry) {
        read.put(entry.path(), entry.id().name());
        if (read.size() > MOST) {
            unknown.add("it reads more than " + MOST + " files");
        }
    }

    private List<TreeEntry> kustomizations(TreeEntry directory) {
        return tree.children(directory).stream()
                .filter(child -> !child.isDirectory() && KustomizationFile.NAMES.contains(child.name()))
                .toList();
    }

    /** What is at the path once every link on the way is followed; each link on the way is read. */
    private Optional<TreeEntry> follow(String path) {
        String wanted = path;
        for (int turn = 0; turn < MOST_LINKS; turn++) {
            Optional<TreeEntry> link = firstLink(wanted);
            if (link.isEmpty()) {
                return tree.find(wanted);
            }
            take(link.get());
            String behind = wanted.substring(link.get().path().length());
            Optional<String> target = tree.target(link.get())
                    .flatMap(to -> TreePath.resolve(TreePath.parent(link.get().path()), to))
                    .flatMap(to -> TreePath.resolve(to, "." + behind));
            if (target.isEmpty()) {
                return Optional.empty();
            }
            wanted = target.get();
        }
        return Optional.empty();
    }

    private Optional<TreeEntry> firstLink(String path) {
        String here = "";
        for (String name : path.split("/")) {
            here = TreePath.in(here, name);
            Optional<TreeEntry> entry = tree.find(here);
            if (entry.isEmpty()) {
                return entry;
            }
            if (entry.get().kind() == TreeEntry.Kind.LINK) {
                return entry;
            }
        }
        return Optional.empty();
    }

    private static boolean isYaml(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".yaml") || lower.endsWith(".yml");
    }
}
