package dev.wigwag.git;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Which files of one tree are in the artifact that Flux makes of it. Holds no tree. */
final class SourceView {
    /** In any directory; speaks of what is below. */
    static final String IGNORE_FILE = ".sourceignore";

    private final IgnoreRules rules;
    private final List<String> sparse;

    private SourceView(IgnoreRules rules, List<String> sparse) {
        this.rules = rules;
        this.sparse = sparse;
    }

    /** What the settings and the tree's own files say. */
    static SourceView of(CommitTree tree, SourceFilter filter) {
        List<String> sparse = filter.sparse().stream()
                .map(path -> TreePath.fromRoot(path).orElse(""))
                .toList();
        IgnoreRules rules = new IgnoreRules();
        Optional<List<TreeEntry>> files = tree.named(IGNORE_FILE);
        files.ifPresentOrElse(
                found -> found.stream()
                        .filter(file -> sparse(sparse, file.path()) != Presence.LEFT_OUT)
                        .forEach(file -> tree.read(file)
                                .ifPresentOrElse(
                                        bytes -> rules.add(
                                                TreePath.parent(file.path()),
                                                new String(bytes, StandardCharsets.UTF_8)),
                                        rules::unreadable)),
                rules::unreadable);
        if (filter.ignore() != null) {
            rules.add("", filter.ignore());
        }
        return new SourceView(rules.complete(), sparse);
    }

    /** Whether a file is in the artifact. Links never are, but whoever packs for Flux otherwise may follow them. */
    Presence of(String path, boolean link) {
        Presence checkedOut = sparse(sparse, path);
        if (checkedOut == Presence.LEFT_OUT) {
            return checkedOut;
        }
        Presence packed = rules.of(path);
        return packed == Presence.THERE && (link || checkedOut == Presence.PERHAPS) ? Presence.PERHAPS : packed;
    }

    /** Whether something at this path, file or link, may be in the artifact. */
    boolean mayHold(String path) {
        return of(path, false) != Presence.LEFT_OUT;
    }

    /** At least what it takes in memory. */
    long bytes() {
        return rules.bytes()
                + sparse.stream().mapToLong(one -> 60 + 2L * one.length()).sum();
    }

    /** go-git takes what begins with the same letters (Index.SkipUnless), Git what is below the directory. */
    private static Presence sparse(List<String> directories, String path) {
        Presence presence = directories.isEmpty() ? Presence.THERE : Presence.LEFT_OUT;
        for (String directory : directories) {
            if (directory.isEmpty() || path.startsWith(directory + "/")) {
                return Presence.THERE;
            }
            if (path.startsWith(directory)) {
                presence = Presence.PERHAPS;
            }
        }
        return presence;
    }
}
