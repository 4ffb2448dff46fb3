package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.SourceFile;
import dev.wigwag.engine.Report;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The README and the pages it leads to say what the code does; what can be compared is compared. */
class ReadmeTest {
    private static final String ANSWERS = "What the answers mean";
    private static final Pattern METER = Pattern.compile(
            "(?s)(counter|Counter\\.builder|Gauge\\.builder|Timer\\.builder)\\(\\s*\"(wigwag[a-z.]+)\"");
    private static final Pattern SLUG = Pattern.compile("(?s)new Problem\\(\\s*\"([a-z-]+)\",\\s*(\\d{3})");

    /** Problems that only a client other than GitHub can bring about, and so no news to whoever runs a webhook. */
    private static final Set<String> NOT_OF_A_WEBHOOK = Set.of("not-acceptable", "unsupported-media-type");

    private static final Pattern PICTURE = Pattern.compile("!\\[([^]]*)]\\(|<img [^>]*alt=\"([^\"]*)\">");

    private final Readme readme = new Readme();

    @Test
    void theFirstScreenHoldsTheTwoCommands() {
        List<String> first = readme.text().lines().limit(40).toList();

        assertThat(first)
                .contains(
                        "./mvnw -Psandbox quarkus:dev",
                        "curl -X POST http://localhost:8080/sandbox/push",
                        "./mvnw verify")
                .anyMatch(line -> line.contains("<http://localhost:8080/sandbox>"));
    }

    @Test
    void theBuildServerRunsTheReadmesTestCommandAndNothingAfterIt() throws Exception {
        Path script = Path.of(".ci/run");
        List<String> lines = Files.readAllLines(script);

        assertThat(Files.isExecutable(script)).isTrue();
        assertThat(lines).contains("set -euo pipefail");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("./mvnw verify").isIn(readme.commands());
    }

    @Test
    void everyOutcomeOfALineIsExplained() {
        Set<String> outcomes = Arrays.stream(Report.Outcome.values())
                // It is never in an answer: it makes the whole a 503.
                .filter(outcome -> outcome != Report.Outcome.FAILED)
                .map(Report.Outcome::word)
                .collect(Collectors.toSet());
        Set<String> told = readme.rows(ANSWERS).stream()
                .map(row -> Readme.code(row.get(0)).get(0))
                .collect(Collectors.toSet());

        assertThat(told).isEqualTo(outcomes);
    }

    @Test
    void everyProblemIsExplainedUnderItsStatus() {
        String answers = readme.section(ANSWERS);
        Matcher problem = SLUG.matcher(Manifests.text(Path.of("src/main/java/dev/wigwag/http/Problem.java")));
        int seen = 0;
        while (problem.find()) {
            seen++;
            String slug = problem.group(1);
            if (!NOT_OF_A_WEBHOOK.contains(slug)) {
                assertThat(answers).containsPattern("(?m)^\\| " + problem.group(2) + " \\|[^|]*`" + slug + "`");
            }
        }
        assertThat(seen).isGreaterThan(10);
    }

    @Test
    void everyMetricIsExplained() {
        Set<String> meters = new TreeSet<>();
        for (SourceFile file : SourceFile.below("src/main/java")) {
            Matcher meter = METER.matcher(file.text());
            while (meter.find()) {
                meters.add(prometheus(meter.group(1), meter.group(2)));
            }
        }

        assertThat(meters).hasSizeGreaterThan(8);
        assertThat(readme.section("Looking at it"))
                .contains(meters.stream().map(name -> "`" + name).toList());
    }

    @Test
    void everyFileAndSectionThatAPageLinksToIsThere() {
        assertThat(readme.pages())
                .hasSizeGreaterThan(8)
                .allSatisfy(page -> assertThat(page.links()).allSatisfy(link -> {
                    assertThat(page.target(link)).exists();
                    if (link.contains("#")) {
                        assertThat(Page.at(page.target(link)).anchors()).contains(link.replaceFirst(".*#", ""));
                    }
                }));
    }

    @Test
    void theReadmeLeadsToEveryPage() {
        Page first = readme.pages().get(0);

        assertThat(first.links().stream().map(first::target))
                .containsAll(readme.pages().stream().skip(1).map(Page::path).toList());
    }

    @Test
    void whatOtherFilesLinkToInItIsThere() {
        assertThat(Stream.of("CONTRIBUTING.md", "SECURITY.md").map(Path::of).map(Page::at))
                .allSatisfy(page -> assertThat(page.links()).isNotEmpty().allSatisfy(link -> {
                    assertThat(page.target(link)).exists();
                    if (link.contains("#")) {
                        assertThat(Page.at(page.target(link)).anchors()).contains(link.replaceFirst(".*#", ""));
                    }
                }));
    }

    @Test
    void itsPicturesAreSmallAndSaidInWords() throws Exception {
        List<String> shown = PICTURE.matcher(readme.everything())
                .results()
                .map(picture -> picture.group(1) == null ? picture.group(2) : picture.group(1))
                .toList();
        assertThat(shown)
                .hasSizeGreaterThan(2)
                .allSatisfy(words -> assertThat(words).hasSizeGreaterThan(40));
        try (var pictures = Files.list(Path.of("docs/pictures"))) {
            List<Path> there = pictures.toList();
            assertThat(there).hasSameSizeAs(shown).allSatisfy(file -> {
                assertThat(Files.size(file)).isBetween(1_000L, 150_000L);
                assertThat(readme.everything()).contains("pictures/" + file.getFileName());
                BufferedImage picture = ImageIO.read(file.toFile());
                assertThat(picture.getWidth()).isBetween(400, 1_600);
            });
        }
    }

    @Test
    void itIsReadInFiveMinutes() {
        assertThat(readme.text().lines()).hasSizeLessThan(400);
    }

    @Test
    void thePackagesItListsAreThoseThatExist() throws Exception {
        Set<String> listed = readme.rows("Architecture").stream()
                .map(row -> Readme.code(row.get(0)).get(0))
                .collect(Collectors.toSet());
        try (var directories = Files.list(Path.of("src/main/java/dev/wigwag"))) {
            assertThat(directories
                            .filter(Files::isDirectory)
                            .map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(listed);
        }
    }

    /** As Micrometer names them for Prometheus. */
    private static String prometheus(String maker, String meter) {
        String name = meter.replace('.', '_');
        return switch (maker) {
            case "counter", "Counter.builder" -> name + "_total";
            case "Timer.builder" -> name + "_seconds";
            default -> name;
        };
    }
}
