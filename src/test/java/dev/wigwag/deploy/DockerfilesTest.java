package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images: what is in them, and that they run as the manifests have it. */
class DockerfilesTest {
    private static final String NATIVE = "src/main/docker/Dockerfile.native";
    private static final String JVM = "src/main/docker/Dockerfile.jvm";

    @ParameterizedTest
    @ValueSource(strings = {NATIVE, JVM})
    void itRunsAsSomebodyWithoutRightsAndListensWhereThePodSays(String file) {
        List<String> instructions = instructions(file);

        assertThat(instructions).contains("USER 10001:10001", "EXPOSE 8080");
        assertThat(instructions.indexOf("USER 10001:10001"))
                .as("nothing is made by root after that")
                .isGreaterThan(lastOf(instructions, "COPY "))
                .isGreaterThan(lastOf(instructions, "RUN "));
        assertThat(instructions).anyMatch(line -> line.startsWith("ENTRYPOINT [\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {NATIVE, JVM})
    void itIsBuiltOnAVersionAndSaysWhatItIs(String file) {
        assertThat(only(file, "FROM ")).matches("\\S+/\\S+:(?!latest)\\S+");
        assertThat(Manifests.text(Path.of(file)))
                .contains(
                        "image.title=\"Wigwag\"", "image.licenses=\"Apache-2.0\"", "image.version=", "image.revision=");
    }

    @ParameterizedTest
    @ValueSource(strings = {NATIVE, JVM})
    void itTakesOnlyWhatWasBuiltAndTheContextHoldsNothingElse(String file) {
        List<String> ignore = Manifests.text(Path.of(".dockerignore"))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
        String taken =
                only(file, "COPY ").replaceFirst("^--\\S+ ", "").split(" ")[0].replaceFirst("/$", "");

        assertThat(ignore).startsWith("*").hasSize(3).contains("!" + taken);
        assertThat(instructions(file)).noneMatch(line -> line.startsWith("ADD "));
    }

    @Test
    void theBinaryIsLinkedAgainstTheSystemItRunsOn() {
        Matcher builder = Pattern.compile(
                        "<quarkus.native.builder-image>\\S+/(ubi\\d+)-quarkus-mandrel-builder-image:jdk-25<")
                .matcher(Manifests.text(Path.of("pom.xml")));

        assertThat(builder.find()).isTrue();
        assertThat(only(NATIVE, "FROM ")).contains(builder.group(1));
    }

    @Test
    void theNativeImageIsMadeWithoutRunningAnything() {
        assertThat(instructions(NATIVE)).noneMatch(line -> line.startsWith("RUN "));
    }

    @Test
    void theReadmesBuildCommandsNameThem() {
        assertThat(new Readme().commands())
                .anyMatch(line -> line.startsWith("docker build -f " + NATIVE))
                .anyMatch(line -> line.startsWith("docker build -f " + JVM));
    }

    private static String only(String file, String instruction) {
        List<String> found = instructions(file).stream()
                .filter(line -> line.startsWith(instruction))
                .toList();
        assertThat(found).as(instruction).hasSize(1);
        return found.get(0).substring(instruction.length());
    }

    private static int lastOf(List<String> instructions, String instruction) {
        return instructions.lastIndexOf(instructions.stream()
                .filter(line -> line.startsWith(instruction))
                .reduce((one, next) -> next)
                .orElse(""));
    }

    private static List<String> instructions(String file) {
        return Manifests.text(Path.of(file))
                .lines()
                .filter(line -> line.matches("[A-Z]+ .*"))
                .toList();
    }
}
