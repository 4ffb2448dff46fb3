package dev.wigwag.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatusContextTest {
    @Test
    void aContextIsAsTheContractSays() {
        assertThat(StatusContext.ofSource("blue", "flux-system", "gitops"))
                .isEqualTo("wigwag/blue/source/flux-system/gitops");
        assertThat(StatusContext.ofCanary("blue", "test", "podinfo")).isEqualTo("wigwag/blue/canary/test/podinfo");
        assertThat(StatusContext.ofKustomization("blue", "flux-system", "apps"))
                .isEqualTo("wigwag/blue/kustomization/flux-system/apps");
    }

    @Test
    void theLineOfAKustomizationIsCutLikeTheOthers() {
        assertThat(StatusContext.ofKustomization("blue", "test", "n".repeat(253)))
                .hasSize(255)
                .matches(".*n-[0-9a-f]{8}");
    }

    @Test
    void whatHas255CharactersStaysAndOneMoreIsCutWithAHash() {
        int room = 255 - "wigwag/blue/canary/test/".length();

        assertThat(StatusContext.ofCanary("blue", "test", "n".repeat(room)))
                .hasSize(255)
                .endsWith("nnn");
        assertThat(StatusContext.ofCanary("blue", "test", "n".repeat(room + 1)))
                .hasSize(255)
                .matches(".*n-[0-9a-f]{8}");
    }

    @Test
    void theHashOfALongContextNeverChanges() {
        assertThat(StatusContext.ofCanary("blue", "test", "n".repeat(253))).endsWith("nn-d9c8a65e");
    }

    @Test
    void longContextsDifferWhereTheirNamesDifferAndNotByCase() {
        String stem = "n".repeat(250);

        assertThat(StatusContext.ofCanary("blue", "test", stem + "1"))
                .isNotEqualTo(StatusContext.ofCanary("blue", "test", stem + "2"));
        assertThat(StatusContext.ofCanary("BLUE", "test", stem))
                .isEqualToIgnoringCase(StatusContext.ofCanary("blue", "test", stem));
    }

    @Test
    void everyNameGivesAContextThatGitHubTakesAndNoTwoTheSame() {
        Random random = new Random(255);
        Map<String, String> seen = new HashMap<>();
        for (int i = 0; i < 5000; i++) {
            String cluster = random.nextBoolean() ? "blue" : "größe-😀" + "\uD83D".repeat(random.nextInt(2));
            String name = "p".repeat(190 + random.nextInt(60)) + random.nextInt(1000);
            String context = StatusContext.ofCanary(cluster, "test", name);

            assertThat(context).hasSizeLessThanOrEqualTo(255);
            assertThat(context.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF))
                    .isTrue();
            String whole = cluster.replace("\uD83D\uDE00\uD83D", "\uD83D\uDE00\uFFFD") + "/" + name;
            assertThat(seen.merge(context.toLowerCase(Locale.ROOT), whole, (one, other) -> one))
                    .isEqualTo(whole);
        }
    }
}
