package dev.wigwag.git;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows what a build of kustomize's reads, from a directory on, to any depth and outside it. Too much is better than too
 * little: whatever is in doubt is read.
 */
final class KustomizationClosure {
    private final Artifact artifact;
    private final Trace trace;
    private final Links links;
    private final PlainDirectory plain;
    private final Set<String> seen = new HashSet<>();
    private final Deque<TreeEntry> waiting = new ArrayDeque<>();

    KustomizationClosure(Artifact artifact, Trace trace) {
        this.artifact = artifact;
        this.trace = trace;
        this.links = new Links(artifact, trace);
        this.plain = new PlainDirectory(artifact, trace, new WholeDirectory(artifact, trace, links), this::enter);
    }

    /**
     * Follows a Flux Kustomization's build.
     *
     * @param path as in {@code spec.path}; null for the root
     * @param components as in {@code spec.components}, from {@code path} on
     */
    void follow(String path, List<String> components) {
        Optional<String> start = TreePath.fromRoot(path);
        if (start.isEmpty()) {
            trace.doubts("its path leads out of the repository");
            return;
        }
        Optional<TreeEntry> directory = links.follow(start.get());
        if (directory.isEmpty() || !directory.get().isDirectory()) {
            trace.reads(start.get());
            trace.doubts("its path " + start.get() + " is not there");
            return;
        }
        plain.take(directory.get());
        components.forEach(component -> component(start.get(), component));
        while (!waiting.isEmpty() && !trace.isInDoubt()) {
            kustomization(waiting.remove());
        }
    }

    private void enter(TreeEntry directory) {
        trace.enters(directory.path());
        if (seen.add(directory.path()) && trace.goesOn()) {
            waiting.add(directory);
        }
    }

    private void kustomization(TreeEntry directory) {
        List<TreeEntry> found = artifact.kustomizations(directory);
        found.forEach(file -> trace.reads(file.path()));
        if (found.size() != 1) {
            trace.doubts(place(directory.path())
                    + (found.isEmpty() ? " has no kustomization" : " has several kustomizations"));
            return;
        }
        String path = found.get(0).path();
        Optional<TreeEntry> file = links.follow(path);
        file.ifPresent(behind -> trace.parses(behind.path()));
        Optional<byte[]> content =
                file.filter(entry -> entry.kind() == TreeEntry.Kind.FILE).flatMap(artifact::read);
        if (content.isEmpty()) {
            trace.doubts(path + " cannot be read");
            return;
        }
        KustomizationFile kustomization = KustomizationFile.read(content.get());
        kustomization.unknown().forEach(why -> trace.doubts(path + ": " + why));
        kustomization.resources().forEach(reference -> resource(directory.path(), reference));
        kustomization.components().forEach(reference -> component(directory.path(), reference));
        kustomization.files().forEach(reference -> file(directory.path(), reference));
    }

    private void resource(String from, String reference) {
        Optional<TreeEntry> entry = TreePath.resolve(from, reference).flatMap(links::follow);
        if (entry.isPresent() && entry.get().isDirectory()) {
            enter(entry.get());
        } else if (entry.isPresent()) {
            read(entry.get());
        } else {
            missing(from, reference, "which is not in this repository");
        }
    }

    private void component(String from, String reference) {
        Optional<TreeEntry> entry =
                TreePath.resolve(from, reference).flatMap(links::follow).filter(TreeEntry::isDirectory);
        if (entry.isPresent()) {
            enter(entry.get());
        } else {
            missing(from, reference, "a component that is not in this repository");
        }
    }

    private void file(String from, String reference) {
        Optional<TreeEntry> entry =
                TreePath.resolve(from, reference).flatMap(links::follow).filter(found -> !found.isDirectory());
        if (entry.isPresent()) {
            read(entry.get());
        } else {
            missing(from, reference, "a file that is not in this repository");
        }
    }

    private void read(TreeEntry file) {
        if (trace.goesOn()) {
            trace.reads(file.path());
        }
    }

    private void missing(String from, String reference, String why) {
        TreePath.resolve(from, reference).ifPresent(trace::reads);
        trace.doubts(place(from) + " refers to " + shown(reference) + ", " + why);
    }

    private static String place(String directory) {
        return directory.isEmpty() ? "the root" : directory;
    }

    /** User info and query of an address may be secret. */
    private static String shown(String reference) {
        return reference.contains("://") || reference.contains("@")
                ? "an address"
                : reference.substring(0, Math.min(reference.length(), 120));
    }
}
