package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That {@link ShippedArtefactIT} would find what it looks for. */
class ShippedJarsTest {
    private static final String SETTINGS = "META-INF/microprofile-config.properties";

    @TempDir
    Path directory;

    @Test
    void aCleanApplicationHasNoStrangers() throws IOException {
        jar("app/wigwag.jar", "dev/wigwag/rollout/Rollout.class", "application.properties");
        jar("lib/main/io.fabric8.kubernetes-client-7.6.1.jar", "io/fabric8/Client.class");

        assertThat(new ShippedJars(directory).strangers(Set.of(SETTINGS))).isEmpty();
    }

    @Test
    void aClassOfTheSandboxIsFoundWhereverItHides() throws IOException {
        jar("app/wigwag.jar", "dev/wigwag/sandbox/page/Page.class");
        jar("quarkus/generated-bytecode.jar", "dev/wigwag/sandbox/page/Page_Bean.class");

        assertThat(new ShippedJars(directory).strangers(Set.of()))
                .containsExactlyInAnyOrder(
                        "app/wigwag.jar!dev/wigwag/sandbox/page/Page.class",
                        "quarkus/generated-bytecode.jar!dev/wigwag/sandbox/page/Page_Bean.class");
    }

    @Test
    void aResourceOfTheSandboxIsFoundInOurJarsButALibraryMayHaveOneOfThatName() throws IOException {
        jar("app/wigwag.jar", SETTINGS);
        jar("lib/main/other.jar", SETTINGS);

        assertThat(new ShippedJars(directory).strangers(Set.of(SETTINGS)))
                .containsExactly("app/wigwag.jar!" + SETTINGS);
    }

    @Test
    void aLibraryMeantForTestsIsFound() throws IOException {
        jar("lib/main/io.fabric8.kubernetes-server-mock-7.6.1.jar", "a/B.class");
        jar("lib/main/io.fabric8.mockwebserver-7.6.1.jar", "a/B.class");

        assertThat(new ShippedJars(directory).strangers(Set.of())).hasSize(2);
    }

    @Test
    void signaturesAndListsOfTypesAreFound() throws IOException {
        jar(
                "lib/main/signed.jar",
                "a/B.class",
                "META-INF/MANIFEST.MF",
                "META-INF/ECLIPSE_.SF",
                "META-INF/ECLIPSE_.RSA");
        jar("lib/main/model.jar", "META-INF/services/io.fabric8.kubernetes.api.model.KubernetesResource");
        jar("lib/main/plain.jar", "META-INF/MANIFEST.MF", "META-INF/services/java.lang.Runnable", "a/META-INF/B.SF");

        assertThat(new ShippedJars(directory).slow())
                .containsExactlyInAnyOrder(
                        "lib/main/signed.jar!META-INF/ECLIPSE_.SF",
                        "lib/main/signed.jar!META-INF/ECLIPSE_.RSA",
                        "lib/main/model.jar!META-INF/services/io.fabric8.kubernetes.api.model.KubernetesResource");
    }

    @Test
    void anApplicationThatIsNotThereIsNotClean() {
        assertThatThrownBy(() -> new ShippedJars(directory.resolve("absent")).strangers(Set.of()))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void resourcesAreNamedAsInAJar() throws IOException {
        Files.createDirectories(directory.resolve("META-INF"));
        Files.writeString(directory.resolve(SETTINGS), "a=b");

        assertThat(ShippedJars.resources(directory)).containsExactly(SETTINGS);
        assertThat(ShippedJars.resources(directory.resolve("absent"))).isEmpty();
    }

    private void jar(String name, String... entries) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            for (String entry : entries) {
                jar.putNextEntry(new JarEntry(entry));
                jar.closeEntry();
            }
        }
    }
}
