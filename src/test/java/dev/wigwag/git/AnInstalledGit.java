package dev.wigwag.git;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Git itself, where it is installed; where it is not, JGit's server takes its place. */
final class AnInstalledGit {
    private AnInstalledGit() {}

    static boolean isThere() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "git")));
    }
}
