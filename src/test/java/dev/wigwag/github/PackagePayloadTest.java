package dev.wigwag.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.http.Malformed;
import dev.wigwag.rollout.PackagePublished;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackagePayloadTest {
    private static final String DIGEST = "sha256:" + "ab".repeat(32);
    private static final String OTHER = "sha256:" + "cd".repeat(32);

    @ParameterizedTest
    @ValueSource(strings = {"package", "registry_package"})
    void aPublishedImageIsReadUnderBothNamesOfTheEvent(String event) throws Malformed {
        PackagePublished published = read(new Fixture().under(event)).orElseThrow();

        assertThat(published.delivery()).isEqualTo("guid-1");
        assertThat(published.repository()).isEqualTo("acme/podinfo");
        assertThat(published.image()).hasToString("ghcr.io/acme/podinfo");
        assertThat(published.tags()).containsExactly("1.2.0");
        assertThat(published.digest()).isEqualTo(DIGEST);
    }

    @Test
    void withoutAnAddressTheImageIsThatOfGitHubsOwnRegistry() throws Malformed {
        for (String none : new String[] {"null", "\"\"", "\"no image\"", "7"}) {
            Fixture fixture = new Fixture().with("url", none).with("name", "\"manifests/podinfo\"");
            assertThat(read(fixture).orElseThrow().image()).hasToString("ghcr.io/acme/manifests/podinfo");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ghcr.io/acme/podinfo:1.2.0, ghcr.io/acme/podinfo",
        "ghcr.io/acme/podinfo:, ghcr.io/acme/podinfo",
        "ghcr.io/Acme/PodInfo, ghcr.io/acme/podinfo",
        "containers.ghes.acme.example/acme/podinfo:1.2.0, containers.ghes.acme.example/acme/podinfo",
        "docker.ghes.acme.example:8443/acme/fleet/podinfo:x, docker.ghes.acme.example:8443/acme/fleet/podinfo"
    })
    void theAddressOfTheImageIsReadWithoutItsTagAlsoOnAServerOfTheEnterprisesOwn(String url, String image)
            throws Malformed {
        assertThat(read(new Fixture().with("url", '"' + url + '"'))
                        .orElseThrow()
                        .image())
                .hasToString(image);
    }

    @Test
    void theDigestInTheAddressIsLeftOutToo() throws Malformed {
        Fixture fixture = new Fixture().with("url", "\"ghcr.io/acme/podinfo@" + DIGEST + '"');
        assertThat(read(fixture).orElseThrow().image()).hasToString("ghcr.io/acme/podinfo");
    }

    @Test
    void aVersionMayHaveNoTag() throws Malformed {
        for (String none : new String[] {"null", "\"\"", "\" \""}) {
            assertThat(read(new Fixture().with("tag", none)).orElseThrow().tags())
                    .isEmpty();
        }
    }

    @Test
    void theDigestIsThatOfTheTagOrElseTheVersionsName() throws Malformed {
        Fixture fixture = new Fixture().with("digest", '"' + OTHER + '"');
        assertThat(read(fixture).orElseThrow().digest()).isEqualTo(OTHER);
        for (String none : new String[] {"null", "\"\"", "\"sha256:12\"", "7"}) {
            assertThat(read(new Fixture().with("digest", none)).orElseThrow().digest())
                    .isEqualTo(DIGEST);
            assertThat(read(new Fixture().with("digest", none).with("version", none))
                            .orElseThrow()
                            .digest())
                    .isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"CONTAINER\"", "\"container\"", "\"docker\"", "\"Docker\""})
    void containersAreTakenHoweverTheirTypeIsWritten(String type) throws Malformed {
        assertThat(read(new Fixture().with("type", type))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"npm\"", "\"maven\"", "\"\"", "null", "7"})
    void otherPackagesAreOfNoInterest(String type) throws Malformed {
        assertThat(read(new Fixture().with("type", type))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"updated\"", "\"Published\"", "null", "true"})
    void whatIsNotPublishedIsOfNoInterest(String action) throws Malformed {
        assertThat(read(new Fixture().with("action", action))).isEmpty();
    }

    @Test
    void whatBelongsToNoRepositoryOrHasNoNameIsMalformed() {
        assertMalformed(new Fixture().with("repository", "null"), "repository.full_name");
        assertMalformed(new Fixture().with("repository", "\"acme\""), "repository.full_name");
        assertMalformed(new Fixture().with("url", "null").with("namespace", "null"), "namespace");
        assertMalformed(new Fixture().with("url", "null").with("namespace", "\"a b\""), "image name");
        assertMalformed(new Fixture().with("namespace", "{}"), "namespace is an object");
    }

    @Test
    void everyCutIsMalformedAndNothingElse() {
        byte[] whole = new Fixture().json().getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> PackagePayload.read(new ByteArrayInputStream(cut), "guid-1"))
                    .isInstanceOf(Malformed.class);
        }
    }

    @Test
    void whateverIsMadeOfItItIsReadOrMalformed() {
        Random random = new Random(20260203);
        byte[] whole = new Fixture().json().getBytes(StandardCharsets.UTF_8);
        int read = 0;
        for (int turn = 0; turn < 10_000; turn++) {
            byte[] body = Mutation.of(whole, random);
            try {
                read += PackagePayload.read(new ByteArrayInputStream(body), "guid-1")
                                .isPresent()
                        ? 1
                        : 0;
            } catch (Malformed malformed) {
                assertThat(malformed.getMessage()).isNotBlank();
            }
        }
        assertThat(read).isBetween(1, 9_999);
    }

    private static void assertMalformed(Fixture fixture, String said) {
        assertThatThrownBy(() -> read(fixture)).isInstanceOf(Malformed.class).hasMessageContaining(said);
    }

    private static Optional<PackagePublished> read(Fixture fixture) throws Malformed {
        return PackagePayload.read(new ByteArrayInputStream(fixture.json().getBytes(StandardCharsets.UTF_8)), "guid-1");
    }

    /** A package event as GitHub composes it; values are raw JSON. */
    private static final class Fixture {
        private String json = """
                {"action":@action,"package":{"id":77,"name":@name,"namespace":@namespace,"ecosystem":"CONTAINER",
                "package_type":@type,"package_version":{"id":78,"version":@version,"name":@version,
                "package_url":@url,"container_metadata":{"tag":{"name":@tag,"digest":@digest}}},
                "registry":{"name":"x","url":"https://ghcr.io/acme"}},
                "repository":{"full_name":@repository,"pushed_at":"2026-02-03T08:15:00Z"},"sender":{"login":"ana"}}""";

        Fixture with(String field, String value) {
            json = json.replaceAll('@' + field + "\\b", Matcher.quoteReplacement(value));
            return this;
        }

        Fixture under(String event) {
            json = json.replace("\"package\":", '"' + event + "\":");
            return this;
        }

        String json() {
            return json.replace("@action", "\"published\"")
                    .replace("@namespace", "\"acme\"")
                    .replace("@name", "\"podinfo\"")
                    .replace("@type", "\"CONTAINER\"")
                    .replace("@version", '"' + DIGEST + '"')
                    .replace("@url", "\"ghcr.io/acme/podinfo:1.2.0\"")
                    .replace("@tag", "\"1.2.0\"")
                    .replace("@digest", '"' + DIGEST + '"')
                    .replace("@repository", "\"acme/podinfo\"");
        }
    }
}
