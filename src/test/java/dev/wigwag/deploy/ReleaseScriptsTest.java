package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small programs that a release consists of, run as the workflow runs them. */
class ReleaseScriptsTest {
    @TempDir
    Path scratch;

    private record Ended(int status, String output) {}

    @BeforeEach
    void whereThereIsABash() {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "skipped: the release's scripts want /bin/bash");
    }

    @Test
    void theChangelogTellsWhatTheNextReleaseBrings() throws Exception {
        Ended notes = run(".ci/release-notes", "Unreleased");

        assertThat(notes.status()).isZero();
        assertThat(notes.output()).contains("### Added").doesNotContain("## [");
    }

    @Test
    void aVersionThatTheChangelogDoesNotKnowIsNotReleased() throws Exception {
        Ended notes = run(".ci/release-notes", "0.0.0");

        assertThat(notes.status()).isEqualTo(1);
        assertThat(notes.output()).contains("## [0.0.0]");
    }

    @Test
    void aVersionIsNotTakenForOneThatBeginsLikeIt() throws Exception {
        assertThat(run(".ci/release-notes", "Unrel").status()).isEqualTo(1);
    }

    @Test
    void thePublishedImageIsNamedWhereverThePlaceholderStands() throws Exception {
        Path overlay = kustomization("overlay", """
                images:
                  # Ours.
                  - name: wigwag
                    newName: registry.example.org/wigwag
                    newTag: 0.1.0
                  - name: sink
                    newName: registry.example.org/knative/sink
                    newTag: 0.1.0
                """);
        Path sample = kustomization("sample", """
                images:
                  - name: registry.example.org/wigwag
                    newName: registry.example.org/platform/wigwag
                    newTag: 0.1.0
                  - name: registry.example.org/wigwag-manifests
                """);

        Ended named = run(".ci/name-image", "ghcr.io/acme/wigwag", "1.2.3-rc.1", scratch.toString());

        assertThat(named).isEqualTo(new Ended(0, overlay + "\n"));
        assertThat(overlay).content().isEqualTo("""
                images:
                  # Ours.
                  - name: wigwag
                    newName: ghcr.io/acme/wigwag
                    newTag: "1.2.3-rc.1"
                  - name: sink
                    newName: registry.example.org/knative/sink
                    newTag: 0.1.0
                """);
        assertThat(sample)
                .content()
                .contains("- name: ghcr.io/acme/wigwag\n")
                .contains("newName: registry.example.org/platform/wigwag\n    newTag: 0.1.0")
                .contains("registry.example.org/wigwag-manifests");
    }

    @Test
    void manifestsThatNameNoImageAreNotPublished() throws Exception {
        kustomization("overlay", "resources: []\n");

        Ended named = run(".ci/name-image", "ghcr.io/acme/wigwag", "1.2.3", scratch.toString());

        assertThat(named.status()).isEqualTo(1);
        assertThat(named.output()).contains("newName: registry.example.org/wigwag");
    }

    @Test
    void whatIsNoImageIsRefused() throws Exception {
        assertThat(run(".ci/name-image", "a|e touch b", "1.2.3", scratch.toString())
                        .status())
                .isEqualTo(2);
    }

    @Test
    void theManifestsOfThisRepositoryHaveThePlaceToNameIt() throws Exception {
        try (var files = Files.walk(Path.of("k8s"))) {
            assertThat(files.filter(file -> file.endsWith("kustomization.yaml")))
                    .anyMatch(file ->
                            Manifests.text(file).contains("newName: registry.example.org/wigwag\n    newTag: "));
        }
    }

    @Test
    void aBinaryMayBeAsLargeAsIsPromisedAndNoLarger() throws Exception {
        Ended fits = run(".ci/native-size", binary(125_000_000));
        Ended tooLarge = run(".ci/native-size", binary(125_000_001));

        assertThat(fits.status()).isZero();
        assertThat(fits.output()).contains("125 MB", "above the aim of 100 MB");
        assertThat(tooLarge.status()).isEqualTo(1);
        assertThat(run(".ci/native-size", "target/*-runner").status()).isEqualTo(2);
    }

    /** A file with a hole in it, which takes no room. */
    private String binary(long size) throws IOException {
        Path file = scratch.resolve("wigwag-runner");
        try (var hole = new RandomAccessFile(file.toFile(), "rw")) {
            hole.setLength(size);
        }
        return file.toString();
    }

    private Path kustomization(String name, String text) throws IOException {
        Path file = Files.createDirectories(scratch.resolve(name)).resolve("kustomization.yaml");
        return Files.writeString(file, text);
    }

    private static Ended run(String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("/bin/bash"));
        line.addAll(List.of(command));
        Path output = Files.createTempFile("release-script", ".txt");
        try {
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " did not end within 60 s");
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}
