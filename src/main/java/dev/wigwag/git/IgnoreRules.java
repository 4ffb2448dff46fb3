package dev.wigwag.git;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that says which files of a tree are left out of the artifact: the last pattern that matches decides. Flux puts the
 * files in the tree first and {@code spec.ignore} behind them, and has defaults of its own only where there is neither (fluxcd/pkg
 * sourceignore; source-controller, SourceIgnoreFilter).
 */
final class IgnoreRules {
    /** More nobody writes; what goes beyond counts as not understood. */
    static final int MOST = 2_000;

    private static final int LONGEST = 1_024;

    private static final String VCS = ".git/,.gitignore,.gitmodules,.gitattributes";
    private static final String DEFAULTS =
            "*.jpg,*.jpeg,*.gif,*.png,*.wmv,*.flv,*.tar.gz,*.zip,.github/,.circleci/,.travis.yml,"
                    + ".gitlab-ci.yml,appveyor.yml,.drone.yml,cloudbuild.yaml,codeship-services.yml,codeship-steps.yml,"
                    // Flux writes these three with two stars before them, which changes nothing.
                    + ".goreleaser.yml,.sops.yaml,.flux.yaml";

    private final List<IgnorePattern> patterns = new ArrayList<>();
    private boolean overflows;

    /** Takes the lines of one file, or of {@code spec.ignore}, behind those before. */
    void add(String domain, String lines) {
        lines.lines().forEach(line -> {
            if (patterns.size() >= MOST || line.length() > LONGEST) {
                overflows = true;
            } else {
                IgnorePattern.of(domain, line).ifPresent(patterns::add);
            }
        });
    }

    /** There is something that could not be read, so that nothing is sure any more. */
    void unreadable() {
        overflows = true;
    }

    /** Puts Flux's own before the rest. */
    IgnoreRules complete() {
        String own = patterns.isEmpty() ? VCS + "," + DEFAULTS : VCS;
        List<IgnorePattern> first = new ArrayList<>();
        for (String line : own.split(",")) {
            IgnorePattern.of("", line).ifPresent(first::add);
        }
        patterns.addAll(0, first);
        return this;
    }

    /** At least what they take in memory. */
    long bytes() {
        return patterns.stream().mapToLong(IgnorePattern::bytes).sum();
    }

    /** Whether the file is in the artifact. */
    Presence of(String path) {
        if (overflows) {
            return Presence.PERHAPS;
        }
        Presence unsure = null;
        for (int i = patterns.size() - 1; i >= 0; i--) {
            IgnorePattern pattern = patterns.get(i);
            Presence says = pattern.includes() ? Presence.THERE : Presence.LEFT_OUT;
            switch (pattern.matches(path)) {
                case YES -> {
                    return unsure == null || unsure == says ? says : Presence.PERHAPS;
                }
                case PERHAPS -> {
                    if (unsure != null && unsure != says) {
                        return Presence.PERHAPS;
                    }
                    unsure = says;
                }
                case NO -> {}
            }
        }
        return unsure == null || unsure == Presence.THERE ? Presence.THERE : Presence.PERHAPS;
    }
}
