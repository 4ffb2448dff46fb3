package dev.wigwag.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files the rules leave out. */
class IgnoreRulesTest {
    @ParameterizedTest
    @CsvSource({
        "docs,        docs/a.yaml,          LEFT_OUT",
        "docs,        apps/docs/a.yaml,     LEFT_OUT",
        "docs/,       docs/a.yaml,          LEFT_OUT",
        "docs/,       docs,                 THERE",
        "/docs,       apps/docs/a.yaml,     THERE",
        "/docs,       docs/a.yaml,          LEFT_OUT",
        "apps/*,      apps/a.yaml,          LEFT_OUT",
        "apps/*,      apps/b/a.yaml,        LEFT_OUT",
        "apps/*,      base/apps/a.yaml,     THERE",
        "apps/*.yaml, apps/b/a.yaml,        THERE",
        "*.md,        apps/b/README.md,     LEFT_OUT",
        "a?.yaml,     ab.yaml,              LEFT_OUT",
        "a?.yaml,     abc.yaml,             THERE",
        "/,           apps/a.yaml,          THERE",
        "'docs   ',   docs/a.yaml,          LEFT_OUT",
        "docs/**,     other/a.yaml,         PERHAPS",
        "[d]ocs,      docs/a.yaml,          PERHAPS",
        "do\\cs,      docs/a.yaml,          PERHAPS"
    })
    void aPatternLeavesOutWhatFluxLeavesOut(String pattern, String path, Presence presence) {
        assertThat(rules(pattern).of(path)).isEqualTo(presence);
    }

    @Test
    void whatIsTakenBackInIsThereEvenBelowADirectoryThatIsLeftOut() {
        IgnoreRules rules = rules("# all but one\n/*\n\n!/deploy\n");

        assertThat(rules.of("deploy/prod/a.yaml")).isEqualTo(Presence.THERE);
        assertThat(rules.of("deploy.yaml")).isEqualTo(Presence.LEFT_OUT);
        assertThat(rules.of("apps/a.yaml")).isEqualTo(Presence.LEFT_OUT);
    }

    @Test
    void theLastPatternThatMatchesDecides() {
        assertThat(rules("*.yaml\n!a.yaml").of("a.yaml")).isEqualTo(Presence.THERE);
        assertThat(rules("!a.yaml\n*.yaml").of("a.yaml")).isEqualTo(Presence.LEFT_OUT);
    }

    @Test
    void aPatternWeDoNotKnowMakesUnsureOnlyWhatItCouldChange() {
        assertThat(rules("docs\ndo**cs").of("docs/a.yaml")).isEqualTo(Presence.LEFT_OUT);
        assertThat(rules("docs\n!do**cs").of("docs/a.yaml")).isEqualTo(Presence.PERHAPS);
        assertThat(rules("do**cs\ndocs").of("docs/a.yaml")).isEqualTo(Presence.LEFT_OUT);
        assertThat(rules("!do**cs").of("docs/a.yaml")).isEqualTo(Presence.THERE);
        assertThat(rules("a**b\n!c**d").of("docs/a.yaml")).isEqualTo(Presence.PERHAPS);
    }

    @ParameterizedTest
    @CsvSource({
        ".git/config,             LEFT_OUT",
        ".gitattributes,          LEFT_OUT",
        "apps/.gitignore,         LEFT_OUT",
        "apps/logo.png,           LEFT_OUT",
        "chart.tar.gz,            LEFT_OUT",
        "apps/.github/ci.yaml,    LEFT_OUT",
        "apps/appveyor.yml,       LEFT_OUT",
        "clusters/.sops.yaml,     LEFT_OUT",
        "clusters/a.sops.yaml,    THERE",
        "apps/chart.tgz,          THERE"
    })
    void fluxHasDefaults(String path, Presence presence) {
        assertThat(new IgnoreRules().complete().of(path)).isEqualTo(presence);
    }

    @Test
    void whoeverSaysAnythingReplacesTheDefaultsButNotThoseOfGit() {
        IgnoreRules rules = rules("docs");

        assertThat(rules.of("logo.png")).isEqualTo(Presence.THERE);
        assertThat(rules.of(".gitattributes")).isEqualTo(Presence.LEFT_OUT);
        assertThat(rules("# nothing\n\n").of("logo.png")).isEqualTo(Presence.LEFT_OUT);
    }

    @Test
    void patternsOfADirectorySpeakOfWhatIsBelowIt() {
        IgnoreRules rules = new IgnoreRules();
        rules.add("apps", "/a.yaml\nsecret");
        rules.complete();

        assertThat(rules.of("apps/a.yaml")).isEqualTo(Presence.LEFT_OUT);
        assertThat(rules.of("apps/b/secret")).isEqualTo(Presence.LEFT_OUT);
        assertThat(rules.of("a.yaml")).isEqualTo(Presence.THERE);
        assertThat(rules.of("appsecret/secret")).isEqualTo(Presence.THERE);
    }

    @Test
    void tooManyOrTooLongMakeEverythingUnsure() {
        assertThat(rules("x\n".repeat(IgnoreRules.MOST + 1)).of("a.yaml")).isEqualTo(Presence.PERHAPS);
        assertThat(rules("x".repeat(5_000)).of("a.yaml")).isEqualTo(Presence.PERHAPS);
    }

    @Test
    void noPatternTakesLong() {
        String stars = "*a".repeat(200);
        Assertions.assertThatCode(() -> org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                        Duration.ofSeconds(5),
                        () -> assertThat(Wildcard.matches(stars + "b", "a".repeat(4_000)))
                                .isFalse()))
                .doesNotThrowAnyException();
    }

    @Test
    void aWildcardMatchesWhatARegularExpressionWould() {
        Random lot = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String pattern = letters(lot, "ab*?", 6);
            String name = letters(lot, "ab", 8);
            assertThat(Wildcard.matches(pattern, name))
                    .as("%s on %s", pattern, name)
                    .isEqualTo(name.matches(pattern.replace("*", ".*").replace("?", ".")));
        }
    }

    private static String letters(Random lot, String letters, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = lot.nextInt(most + 1); i > 0; i--) {
            text.append(letters.charAt(lot.nextInt(letters.length())));
        }
        return text.toString();
    }

    private static IgnoreRules rules(String lines) {
        IgnoreRules rules = new IgnoreRules();
        rules.add("", lines);
        return rules.complete();
    }
}
