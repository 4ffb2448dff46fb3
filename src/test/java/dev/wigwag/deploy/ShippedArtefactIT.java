package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code package} made holds nothing of the sandbox: neither its code nor its settings nor what it is built on. */
class ShippedArtefactIT {
    private static final ShippedJars SHIPPED = new ShippedJars(Path.of("target/quarkus-app"));

    @BeforeEach
    void itWasPackaged() {
        assertThat(SHIPPED.directory())
                .as("run this through ./mvnw verify, which packages first")
                .isDirectory();
    }

    @Test
    void itIsOurApplication() throws IOException {
        assertThat(SHIPPED.holds("dev/wigwag/github/GitHubWebhook.class")).isTrue();
        assertThat(SHIPPED.jars()).hasSizeGreaterThan(50);
    }

    @Test
    void nothingOfTheSandboxShips() throws IOException {
        Set<String> resources = ShippedJars.resources(Path.of("src/sandbox/resources"));
        resources.removeAll(ShippedJars.resources(Path.of("src/main/resources")));

        assertThat(SHIPPED.strangers(resources))
                .as("built with -Psandbox? Such a build is to look at, never to ship")
                .isEmpty();
    }

    /** Quarkus' record of what it was built from, which would name the sandbox's libraries before any jar does. */
    @Test
    void noLibraryOfTheSandboxIsADependency() throws IOException {
        assertThat(Files.readString(SHIPPED.directory().resolve("quarkus-app-dependencies.txt")))
                .contains("io.fabric8:kubernetes-client")
                .doesNotContain("kubernetes-server-mock")
                .doesNotContain("mockwebserver");
    }

    /** What a new version of a library brings has to be named in application.properties with the others. */
    @Test
    void noJarHoldsWhatEachStartWouldReadForNothing() throws IOException {
        assertThat(SHIPPED.slow()).isEmpty();
    }
}
