package dev.wigwag.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A workflow of GitHub Actions (docs.github.com, "Workflow syntax").
 *
 * @param file where it stands
 * @param yaml what it says
 */
record Workflow(Path file, JsonNode yaml) {
    private static final Path DIRECTORY = Path.of(".github/workflows");
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    /** All of this repository. */
    static List<Workflow> all() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.sorted().map(Workflow::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One by its file's name without the ending. */
    static Workflow named(String name) {
        return read(DIRECTORY.resolve(name + ".yml"));
    }

    /** A job and its name. */
    record Job(String name, JsonNode yaml) {
        List<JsonNode> steps() {
            return elements(yaml.path("steps"));
        }
    }

    List<Job> jobs() {
        return yaml.path("jobs").properties().stream()
                .map(job -> new Job(job.getKey(), job.getValue()))
                .toList();
    }

    Job job(String name) {
        return jobs().stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(file + " has no job " + name));
    }

    List<JsonNode> steps() {
        return jobs().stream().flatMap(job -> job.steps().stream()).toList();
    }

    /** Its shell scripts. */
    List<String> scripts() {
        return steps().stream()
                .map(step -> step.path("run").asText())
                .filter(script -> !script.isEmpty())
                .toList();
    }

    /** The names of the events that start it. */
    Set<String> triggers() {
        return Set.copyOf(
                yaml.path("on").properties().stream().map(Map.Entry::getKey).toList());
    }

    String text() {
        return Manifests.text(file);
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }

    static List<JsonNode> elements(JsonNode list) {
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(elements::add);
        return elements;
    }

    private static Workflow read(Path file) {
        return new Workflow(file, YAML.unmarshal(Manifests.text(file), JsonNode.class));
    }
}
