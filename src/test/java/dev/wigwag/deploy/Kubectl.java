package dev.wigwag.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
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

    /** A path as a kustomization in the scratch directory has to name it, relative to itself. */
    static String from(Path scratch, Path directory) {
        try {
            return scratch.toRealPath().relativize(directory.toRealPath()).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a kustomization given as text builds to. */
    static String kustomize(String kustomization, Path scratch) throws IOException, InterruptedException {
        Files.writeString(scratch.resolve("kustomization.yaml"), kustomization);
        return kustomize(scratch, scratch);
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
