package dev.wigwag.chatops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private static final Set<String> CANARY = Set.of("Canary");
    private static final Set<String> SOURCES = Set.of("GitRepository", "OCIRepository", "Bucket");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "approve test/podinfo looks good",
                "Approve TEST/PodInfo  looks   good ",
                "/approve test/podinfo looks good",
                "/wigwag approve test/podinfo looks good",
                "/wigwag /wigwag approve test/podinfo looks good",
                "wigwag approve test/podinfo looks good",
                "<@U0BOT> approve test/podinfo looks good",
                "<@U0BOT|wigwag> approve test/podinfo looks good",
                "@wigwag approve @test/podinfo looks good",
                "approve `test/podinfo` looks good",
                "`approve` \"test/podinfo\" \"looks good\"",
                "approve \u201ctest/podinfo\u201d \u201clooks good\u201d",
                "approve \u2018test/podinfo\u2019, looks good",
                "approve test/podinfo: looks good",
                "approve\u00a0test/podinfo\u2003looks good",
                "approve\ttest/podinfo\nlooks\r\ngood",
                "approve <http://test/podinfo|test/podinfo> looks good",
                "approve \u200btest/pod\u00adinfo looks good",
                "approve -n test podinfo looks good",
                "approve podinfo --namespace test looks good",
            })
    void whatPeopleTypeIsTakenAsItIsMeant(String line) {
        assertThat(CommandLine.read(line))
                .isEqualTo(new Command(
                        Verb.APPROVE,
                        Optional.of(new Wanted(Set.of(), Optional.of("test"), "podinfo")),
                        Optional.of("looks good")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rollback canary podinfo",
                "roll back canary podinfo",
                "Roll-Back Canaries podinfo",
                "rollback canary/podinfo",
                "rollback canaries.flagger.app/podinfo.",
                "rollback can podinfo",
            })
    void aKindMayStandBeforeTheNameOrBeforeASlash(String line) {
        assertThat(CommandLine.read(line))
                .isEqualTo(new Command(
                        Verb.ROLLBACK, Optional.of(new Wanted(CANARY, Optional.empty(), "podinfo")), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "reconcile ks apps, Kustomization",
        "reconcile kustomization apps, Kustomization",
        "reconcile kustomizations.kustomize.toolkit.fluxcd.io apps, Kustomization",
        "reconcile HR apps, HelmRelease",
        "reconcile helmrelease/apps, HelmRelease",
        "sync gitrepo apps, GitRepository",
        "reconcile source git apps, GitRepository",
        "reconcile source oci apps, OCIRepository",
    })
    void kindsHaveTheNamesThatTheirToolsGiveThem(String line, String kind) {
        assertThat(wanted(line)).isEqualTo(new Wanted(Set.of(kind), Optional.empty(), "apps"));
    }

    @Test
    void aSourceIsAnyOfItsKinds() {
        assertThat(wanted("status source flux-system/gitops"))
                .isEqualTo(new Wanted(SOURCES, Optional.of("flux-system"), "gitops"));
        assertThat(wanted("status source/flux-system/gitops"))
                .isEqualTo(new Wanted(SOURCES, Optional.of("flux-system"), "gitops"));
    }

    @Test
    void aKindAloneIsAName() {
        assertThat(wanted("status canary")).isEqualTo(new Wanted(Set.of(), Optional.empty(), "canary"));
        assertThat(wanted("status source git")).isEqualTo(new Wanted(SOURCES, Optional.empty(), "git"));
    }

    @Test
    void nothingSaidIsACallForHelp() {
        for (String line : List.of("", "  ", "/wigwag", "wigwag wigwag", "\u00a0\u200b", "''")) {
            assertThat(CommandLine.read(line))
                    .as(line)
                    .isEqualTo(new Command(Verb.HELP, Optional.empty(), Optional.empty()));
        }
        assertThat(CommandLine.read("help approve"))
                .isEqualTo(new Command(Verb.HELP, Optional.empty(), Optional.of("approve")));
    }

    @ParameterizedTest
    @CsvSource({
        "aprove, approve",
        "approv, approve",
        "apporve, approve",
        "rolback, rollback",
        "stauts, status",
        "hlep, help"
    })
    void aMisspeltVerbIsAskedBackAndNeverTaken(String word, String meant) {
        assertThat(CommandLine.read(word + " podinfo")).isInstanceOfSatisfying(Said.Unclear.class, unclear -> {
            assertThat(unclear.why()).contains("\"" + word + "\"");
            assertThat(unclear.instead())
                    .singleElement()
                    .asString()
                    .contains(meant)
                    .endsWith("Nothing was done.");
        });
    }

    @Test
    void aWordLikeNoVerbIsAnsweredByAllOfThem() {
        assertThat(CommandLine.read("xyzzyplugh"))
                .isInstanceOfSatisfying(
                        Said.Unclear.class,
                        unclear -> assertThat(unclear.instead())
                                .containsExactly("There are status, rollouts, reconcile, approve, rollback, help."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b/c/d",
                "x/test/podinfo",
                "pod_info",
                "test//podinfo",
                "p\u043edinfo",
                "../secrets",
                "%2e%2e",
                "a?b"
            })
    void whatIsNoNameIsSaidToBeNone(String name) {
        assertThat(CommandLine.read("approve " + name))
                .isInstanceOfSatisfying(
                        Said.Unclear.class, unclear -> assertThat(unclear.why()).endsWith("is no name of an object."));
    }

    @Test
    void aReasonIsCutAndHoldsNothingHidden() {
        Command command = (Command) CommandLine.read("approve podinfo " + "\u202e🚢".repeat(500) + "\u0007");

        assertThat(command.rest().orElseThrow()).isEqualTo("🚢".repeat(299) + "…");
    }

    @Test
    void aNameMayHaveItsNamespaceBehindADotAsFlaggerWritesIt() {
        Wanted wanted = wanted("status podinfo.test");

        assertThat(wanted.means(new dev.wigwag.rollout.ObjectKey("Canary", "test", "podinfo")))
                .isTrue();
        assertThat(wanted.means(new dev.wigwag.rollout.ObjectKey("Canary", "prod", "podinfo.test")))
                .isTrue();
        assertThat(wanted.means(new dev.wigwag.rollout.ObjectKey("Canary", "prod", "podinfo")))
                .isFalse();
    }

    @Test
    void whateverIsSaidIsAnsweredSoonAndBounded() {
        Random random = new Random(20261123);
        String[] pieces = {
            "approve",
            "rollback",
            "roll back",
            "/wigwag",
            "canary",
            "ks",
            "-n",
            "--namespace",
            "test/podinfo",
            "podinfo",
            "<@U1|a>",
            "<",
            ">",
            "|",
            "/",
            "//",
            "`",
            "\"",
            "\u201c",
            "\u202e",
            "\ud800",
            "\udc00",
            "🚢",
            "\u0000",
            "\n",
            "\u2028",
            "\u200b",
            " ",
            ".",
            "-",
            "a".repeat(300),
            "é",
            "%",
            "$(rm)",
            "{}",
            "https://",
            "<!channel>",
            "&lt;",
            "\u00ad",
            "İ"
        };
        long began = System.nanoTime();
        for (int n = 0; n < 20_000; n++) {
            StringBuilder line = new StringBuilder();
            for (int piece = random.nextInt(12); piece > 0; piece--) {
                line.append(pieces[random.nextInt(pieces.length)]).append(random.nextInt(3) > 0 ? " " : "");
            }
            hold(line.toString());
        }
        for (String huge :
                List.of("a".repeat(5_000_000), "/".repeat(1_000_000), "approve x " + "\u202e".repeat(1_000_000))) {
            hold(huge);
        }
        assertThat(System.nanoTime() - began).isLessThan(20_000_000_000L);
    }

    private static void hold(String line) {
        Said said = CommandLine.read(line);
        if (said instanceof Said.Unclear unclear) {
            assertThat(unclear.why()).isNotBlank().hasSizeLessThan(200);
            assertThat(unclear.instead()).isNotEmpty().allMatch(text -> text.length() < 200);
        } else {
            Command command = (Command) said;
            command.wanted().ifPresent(wanted -> {
                assertThat(wanted.name()).matches("[a-z0-9.-]{1,253}");
                assertThat(wanted.namespace().orElse("x")).matches("[a-z0-9-]{1,63}");
            });
            command.rest().ifPresent(rest -> {
                assertThat(rest).isNotBlank();
                assertThat(rest.codePointCount(0, rest.length())).isLessThanOrEqualTo(300);
                assertThat(rest.codePoints()).noneMatch(Character::isISOControl);
            });
        }
    }

    private static Wanted wanted(String line) {
        return ((Command) CommandLine.read(line)).wanted().orElseThrow();
    }
}
