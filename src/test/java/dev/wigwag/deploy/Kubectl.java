package dev.wigwag.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The kubectl of this machine, of which nothing but {@code kustomize} is used: it needs no cluster. */
final class Kubectl {
    private Kubectl() {}

    /** Skips the test, with a word, where there is no kubectl. */
    static void assumeInstalled() {
        assumeTrue(
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                        .filter(directory -> !directory.isEmpty())
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl"))),
                "skipped: kubectl is not on the PATH; install it to have the manifests built here as well");
    }

    /** What a kustomization builds to. */
    static String kustomize(Path directory, Path scratch) throws IOException, InterruptedException {
        Path built = scratch.resolve("built.yaml");
        Path complaints = scratch.resolve("complaints.txt");
        Process process = new ProcessBuilder(List.of("kubectl", "kustomize", directory.toString()))
                .redirectOutput(built.toFile())
                .redirectError(complaints.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("kubectl kustomize " + directory + " did not end within 60 s");
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("kubectl kustomize " + directory + ": " + Files.readString(complaints));
        }
        return Files.readString(built);
    }
}
