package dev.wigwag.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RolloutNameTest {
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Revision COMMIT = Revision.parse("main@sha1:164832204e2e20915ad0a06c23bd19e85287aabd");
    private static final Revision DIGEST = Revision.parse("latest@sha256:" + "0123456789abcdef".repeat(4));

    @Test
    void aGitRepositorysRolloutIsNamedBySourceAndTwelveDigitsOfTheCommit() {
        assertThat(RolloutName.of(git("gitops"), COMMIT)).isEqualTo("gitops-164832204e2e");
    }

    @Test
    void otherKindsAddTheHashOfKindAndNameSoThatTheyNeverMeetAGitRepositorys() {
        ObjectKey oci = new ObjectKey("OCIRepository", "flux-system", "podinfo");
        ObjectKey bucket = new ObjectKey("Bucket", "flux-system", "podinfo");

        assertThat(RolloutName.of(oci, DIGEST))
                .isEqualTo("podinfo-0123456789ab-"
                        + sha256("OCIRepository/podinfo").substring(0, 8));
        assertThat(RolloutName.of(bucket, DIGEST))
                .isEqualTo("podinfo-0123456789ab-" + sha256("Bucket/podinfo").substring(0, 8));
    }

    @Test
    void aNameOfTwoHundredCharactersIsNotCut() {
        String name = "a".repeat(200);
        assertThat(RolloutName.of(git(name), COMMIT)).isEqualTo(name + "-164832204e2e");
    }

    @Test
    void aLongerNameIsCutToTwoHundredAndToldApartByItsHash() {
        String name = "a".repeat(201);
        assertThat(RolloutName.of(git(name), COMMIT))
                .isEqualTo("a".repeat(200)
                        + "-164832204e2e-"
                        + sha256("GitRepository/" + name).substring(0, 8));
    }

    @Test
    void aDotAtTheCutGoes() {
        String name = "a".repeat(199) + ".b";
        assertThat(RolloutName.of(git(name), COMMIT))
                .isEqualTo("a".repeat(199)
                        + "-164832204e2e-"
                        + sha256("GitRepository/" + name).substring(0, 8));
    }

    @Test
    void aDashAtTheCutStays() {
        String name = "a".repeat(199) + "-b";
        assertThat(RolloutName.of(git(name), COMMIT)).startsWith("a".repeat(199) + "--164832204e2e-");
    }

    @Test
    void namesThatAreAlikeUpToTheCutStayApart() {
        String stem = "a".repeat(200);
        assertThat(RolloutName.of(git(stem + "b"), COMMIT)).isNotEqualTo(RolloutName.of(git(stem + "c"), COMMIT));
    }

    @Test
    void aRevisionWithoutAHashHasNoRolloutAndSaysSo() {
        assertThatThrownBy(() -> RolloutName.of(new ObjectKey("HelmChart", "a", "b"), Revision.parse("1.2.3")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hash");
    }

    @Test
    void aLabelValueOfSixtyThreeCharactersIsNotCut() {
        assertThat(RolloutName.label("a".repeat(63))).isEqualTo("a".repeat(63));
        assertThat(RolloutName.label("gitops")).isEqualTo("gitops");
    }

    @Test
    void aLongerLabelValueIsFiftyFourCharactersADashAndEightDigitsOfItsHash() {
        String name = "b".repeat(64);
        assertThat(RolloutName.label(name))
                .isEqualTo("b".repeat(54) + "-" + sha256(name).substring(0, 8))
                .hasSize(63);
    }

    static List<Integer> seeds() {
        return IntStream.range(0, 300).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void namesAndLabelsOfAnySourceAreOnesKubernetesTakes(int seed) {
        Random random = new Random(seed);
        String name = subdomain(random);
        assertThat(name).matches(SUBDOMAIN).hasSizeLessThanOrEqualTo(253);
        for (ObjectKey source : List.of(git(name), new ObjectKey("OCIRepository", "n", name))) {
            assertThat(RolloutName.of(source, random.nextBoolean() ? COMMIT : DIGEST))
                    .matches(SUBDOMAIN)
                    .hasSizeLessThanOrEqualTo(253);
        }
        assertThat(RolloutName.label(name)).matches(LABEL);
    }

    @Test
    void differentSourcesOfOneNamespaceNeverShareAName() {
        Random random = new Random(4711);
        Map<String, ObjectKey> owners = new HashMap<>();
        for (int turn = 0; turn < 20_000; turn++) {
            String name = shortName(random) + (random.nextInt(4) == 0 ? "x".repeat(random.nextInt(200)) : "");
            ObjectKey source = new ObjectKey(random.nextBoolean() ? "GitRepository" : "Bucket", "n", name);
            Revision revision = random.nextBoolean() ? COMMIT : DIGEST;
            ObjectKey owner = owners.putIfAbsent(RolloutName.of(source, revision), source);
            assertThat(owner).isIn(null, source);
        }
    }

    /** Names that look like names of rollouts. */
    private static String shortName(Random random) {
        StringBuilder name = new StringBuilder("a");
        for (int parts = random.nextInt(3); parts > 0; parts--) {
            name.append(random.nextBoolean() ? "-164832204e2e" : "-0123456789ab");
        }
        return name.toString();
    }

    /** A random valid name of 1 to 253 characters, dots and dashes wherever they may stand. */
    private static String subdomain(Random random) {
        int length = random.nextBoolean() ? 195 + random.nextInt(59) : 1 + random.nextInt(253);
        StringBuilder name = new StringBuilder();
        while (name.length() < length) {
            char last = name.isEmpty() ? '.' : name.charAt(name.length() - 1);
            boolean end = name.length() == length - 1;
            int kind = random.nextInt(3);
            if (kind == 0 && last != '.' && !end) {
                name.append('-');
            } else if (kind == 1 && last != '.' && last != '-' && !end) {
                name.append('.');
            } else {
                name.append("abcxyz0189".charAt(random.nextInt(10)));
            }
        }
        return name.toString();
    }

    private static ObjectKey git(String name) {
        return new ObjectKey("GitRepository", "flux-system", name);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
