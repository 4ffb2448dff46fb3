package dev.wigwag.sandbox.flux;

import dev.wigwag.sandbox.github.GitForge;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a repository can be asked for.
 *
 * @param branches name to commit
 * @param tags name to commit, annotated tags already followed
 * @param fullRef full reference name to commit
 * @param hasCommit whether a commit is there
 */
record ForgeRefs(
        Map<String, String> branches,
        Map<String, String> tags,
        Function<String, Optional<String>> fullRef,
        Predicate<String> hasCommit) {

    static ForgeRefs of(GitForge forge) {
        return new ForgeRefs(
                forge.branches(),
                forge.tags(),
                forge::commitOf,
                sha -> forge.info(sha).isPresent());
    }
}
