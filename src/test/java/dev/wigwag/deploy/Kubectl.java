package dev.wigwag.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kubectl of this machine, of which nothing but {@code kustomize} is used: it needs no cluster. */
final class Kubectl {
    private static final Pattern MINOR = Pattern.compile("\"minor\":\\s*\"(\\d+)");

    private Kubectl() {}

    /** Asked for once, and only where there is one to ask. */
    private static final class Installed {
        static final String VERSION = version();
    }

    /** Skips the test, with a word, where there is no kubectl, or one too old for components (before 1.21). */
    static void assumeInstalled() {
        assumeTrue(
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                        .filter(directory -> !directory.isEmpty())
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl"))),
                "skipped: kubectl is not on the PATH; install it to have the manifests built here as well");
        assumeTrue(
                knowsComponents(Installed.VERSION),
                "skipped: this kubectl is older than 1.21, whose kustomize knows no components; install a newer one");
    }

    /** Whether the kubectl that says this of itself, as JSON, has a kustomize of version 4 or later in it. */
    static boolean knowsComponents(String version) {
        Matcher minor = MINOR.matcher(version);
        return minor.find() && Integer.parseInt(minor.group(1)) >= 21;
    }

    private static String version() {
        try {
            Path answer = Files.createTempFile("kubectl", ".json");
            Process process = new ProcessBuilder("kubectl", "version", "--client", "-o", "json")
                    .redirectOutput(answer.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            String version = Files.readString(answer);
            Files.delete(answer);
            return version;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while kubectl told its version", e);
        }
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
