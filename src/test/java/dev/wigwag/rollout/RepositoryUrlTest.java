package dev.wigwag.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryUrlTest {

    private static final String DIGEST = "sha256:95e386f421272710c4cedbbd8607dbbaa019d500e7a5a0b6720bc7bebefc7bf2";

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "https://github.com/acme/fleet",
                "https://github.com/acme/fleet.git",
                "https://github.com/acme/fleet/",
                "https://github.com/acme/fleet.git/",
                "https://github.com/acme/fleet.git//",
                "https://github.com//acme//fleet",
                "https://github.com/Acme/Fleet",
                "https://github.com/acme/fleet.GIT",
                "HTTPS://GITHUB.COM/ACME/FLEET.GIT",
                "https://github.com./acme/fleet",
                "https://github.com:443/acme/fleet",
                "https://github.com:/acme/fleet",
                "https://www.github.com/acme/fleet",
                "https://octocat@github.com/acme/fleet",
                "https://octocat:secret@github.com/acme/fleet.git",
                "https://x-access-token:a@b@github.com/acme/fleet",
                "https://github.com/acme/fleet?ref=main",
                "https://github.com/acme/fleet#readme",
                "https://github.com/acme/fleet?a=/b/c#d/e",
                "https://github.com/%61cme/fl%65et",
                "https://github.com/acme/fleet%2Egit",
                "  https://github.com/acme/fleet\n",
                "http://github.com/acme/fleet",
                "http://github.com:80/acme/fleet",
                "git://github.com/acme/fleet.git",
                "git://github.com:9418/acme/fleet.git",
                "ssh://git@github.com/acme/fleet.git",
                "ssh://git@github.com:22/acme/fleet",
                "ssh://git@ssh.github.com:443/acme/fleet.git",
                "ssh://github.com/acme/fleet",
                "SSH://Git@GitHub.com/Acme/Fleet.git",
                "git+ssh://git@github.com/acme/fleet.git",
                "git@github.com:acme/fleet.git",
                "git@github.com:acme/fleet",
                "git@github.com:/acme/fleet.git",
                "git@github.com:acme/fleet/",
                "git@ssh.github.com:acme/fleet.git",
                "org-123@github.com:acme/fleet.git",
                "github.com:acme/fleet.git",
                "github.com/acme/fleet",
                "GitHub.com/acme/fleet.git",
                "github.com:443/acme/fleet",
            })
    void readsOneRepositoryOutOfEveryWayToWriteIt(String url) {
        assertThat(RepositoryUrl.of(url)).contains(new RepositoryUrl("github.com", "acme/fleet"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "https://ghes.example:8443/acme/fleet, ghes.example:8443/acme/fleet",
        "http://ghes.example:8080/acme/fleet, ghes.example:8080/acme/fleet",
        "https://ghes.example:08443/acme/fleet, ghes.example:8443/acme/fleet",
        "ssh://git@ghes.example:2222/acme/fleet.git, ghes.example/acme/fleet",
        "ssh://git@ghes.example:443/acme/fleet.git, ghes.example/acme/fleet",
        "git@ghes.example:acme/fleet.git, ghes.example/acme/fleet",
        "git@gitserver:acme/fleet.git, gitserver/acme/fleet",
        "ssh://gitserver/acme/fleet, gitserver/acme/fleet",
        "git@github.com:1234/fleet.git, github.com/1234/fleet",
        "https://dev.azure.com/org/project/_git/repo, dev.azure.com/org/project/_git/repo",
        "https://dev.azure.com/org/my%20project/_git/repo, dev.azure.com/org/my%20project/_git/repo",
        "https://gitlab.com/group/sub/name.git, gitlab.com/group/sub/name",
        "https://bitbucket.example/~ana/fleet, bitbucket.example/~ana/fleet",
        "https://bitbucket.example/%7Eana/fleet, bitbucket.example/~ana/fleet",
        "https://git.example/a%2Fb/c, git.example/a%2fb/c",
        "https://git.example/a:b/c%40d, git.example/a%3ab/c%40d",
        "https://git.example/fleet, git.example/fleet",
        "https://git.example/acme/fleet.git.git, git.example/acme/fleet",
        "https://git.example/acme/.github, git.example/acme/.github",
        "https://git.example/acme/fleet/.git, git.example/acme/fleet",
        "https://bücher.example/acme/fleet, xn--bcher-kva.example/acme/fleet",
        "https://BÜCHER.example./acme/fleet, xn--bcher-kva.example/acme/fleet",
        "https://xn--bcher-kva.example/acme/fleet, xn--bcher-kva.example/acme/fleet",
        "https://git_server.example/acme/fleet, git_server.example/acme/fleet",
        "https://10.0.0.1:3000/acme/fleet, 10.0.0.1:3000/acme/fleet",
        "https://[2001:DB8::1]/acme/fleet, [2001:db8:0:0:0:0:0:1]/acme/fleet",
        "https://[2001:db8:0:0::1]:8443/acme/fleet, [2001:db8:0:0:0:0:0:1]:8443/acme/fleet",
        "ssh://git@[::1]:2222/acme/fleet, [0:0:0:0:0:0:0:1]/acme/fleet",
        "git@[::1]:acme/fleet.git, [0:0:0:0:0:0:0:1]/acme/fleet",
        "https://[::ffff:10.0.0.1]/acme/fleet, 10.0.0.1/acme/fleet",
        "https://notgithub.com/acme/fleet, notgithub.com/acme/fleet",
        "https://github.com.evil.example/acme/fleet, github.com.evil.example/acme/fleet",
        "https://github.com@evil.example/acme/fleet, evil.example/acme/fleet",
        // images and OCI artifacts
        "oci://ghcr.io/acme/manifests, ghcr.io/acme/manifests",
        "oci://ghcr.io/Acme/Manifests:v1.2.3, ghcr.io/acme/manifests",
        "oci://ghcr.io/acme/manifests@" + DIGEST + ", ghcr.io/acme/manifests",
        "oci://ghcr.io/acme/manifests:v1@" + DIGEST + ", ghcr.io/acme/manifests",
        "oci://localhost:5000/acme/manifests:v1, localhost:5000/acme/manifests",
        "oci://registry:5000/manifests, registry:5000/manifests",
        "ghcr.io/acme/charts/podinfo:6.5.1, ghcr.io/acme/charts/podinfo",
        "ghcr.io/acme/podinfo@" + DIGEST + ", ghcr.io/acme/podinfo",
        "localhost:5000/podinfo:6, localhost:5000/podinfo",
        "localhost/podinfo, localhost/podinfo",
        "registry:5000/podinfo, registry:5000/podinfo",
        "[::1]:5000/podinfo:1, [0:0:0:0:0:0:0:1]:5000/podinfo",
    })
    void bringsOtherAddressesToTheirNormalForm(String url, String normal) {
        assertThat(RepositoryUrl.of(url).map(RepositoryUrl::toString)).contains(normal);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "/",
                "fleet",
                "acme/fleet",
                "/srv/git/fleet.git",
                "./fleet",
                "../fleet",
                "C:\\src\\fleet",
                "c:/src/fleet",
                "file:///srv/git/fleet.git",
                "ftp://github.com/acme/fleet",
                "://github.com/acme/fleet",
                "https://",
                "https://github.com",
                "https://github.com/",
                "https://github.com//",
                "https://github.com/.git",
                "https://github.com?x=/acme/fleet",
                "https:///acme/fleet",
                "https://:443/acme/fleet",
                "https://@/acme/fleet",
                "https://github.com:99999999999/acme/fleet",
                "https://github.com:https/acme/fleet",
                "https://github.com:-1/acme/fleet",
                "https://github.com:٤٤٣/acme/fleet",
                "https://git hub.com/acme/fleet",
                "https://github.com/acme/my fleet",
                "https://github.com/acme\u0000/fleet",
                "https://github.com\\@evil.example/acme/fleet",
                "https://github.com/acme/../evil/fleet",
                "https://github.com/acme/%2e%2E/evil/fleet",
                "https://github.com/./acme/fleet",
                "https://github.com/acme/fl%zzeet",
                "https://github.com/acme/fleet%2",
                "https://github.com/acme/fleet%",
                "https://github..com/acme/fleet",
                "https://.github.com/acme/fleet",
                "https://github.com../acme/fleet",
                "https://%67ithub.com/acme/fleet",
                "https://git℀hub.com/acme/fleet",
                "https://[::1/acme/fleet",
                "https://[]/acme/fleet",
                "https://[/acme/fleet",
                "https://[github.com]/acme/fleet",
                "https://[::1%25eth0]/acme/fleet",
                "https://[1:2]/acme/fleet",
                "https://[::1]x/acme/fleet",
                "https://git.example/acme@fleet",
                "https://ana:12/se?cret@github.com/acme/fleet",
                "oci://ana:12/secret@ghcr.io/acme/fleet",
                "oci://ghcr.io/acme/fleet@sha256:abc",
                "ana:12/secret@ghcr.io/acme/fleet",
                "git@github.com:12/secret@acme/fleet",
                "git@:acme/fleet",
                "git@github.com:",
                "nginx:1.27",
                "user:pass",
                "ghcr.io/:tag",
            })
    void readsNothingOutOfWhatIsNoAddress(String url) {
        assertThat(RepositoryUrl.of(url)).isEmpty();
    }

    @Test
    void readsNothingOutOfAnOverLongAddress() {
        String longest = "https://github.com/acme/" + "x".repeat(RepositoryUrl.MAX_LENGTH - 24);
        assertThat(RepositoryUrl.of(longest)).isPresent();
        assertThat(RepositoryUrl.of(longest + "x")).isEmpty();
        assertThat(RepositoryUrl.of("https://" + "a".repeat(64) + ".example/acme/fleet"))
                .isEmpty();
        assertThat(RepositoryUrl.of("https://" + "a.".repeat(127) + "example/acme/fleet"))
                .isEmpty();
    }

    @Test
    void foldsOnlyTheLettersThatGitHubFolds() {
        // U+212A, the Kelvin sign, lowers to k in Java, yet names another path.
        assertThat(RepositoryUrl.of("https://github.com/acme/\u212Aube"))
                .isPresent()
                .isNotEqualTo(RepositoryUrl.of("https://github.com/acme/kube"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "https://github.com/Acme/Fleet.git, acme/fleet",
        "git@ghes.example:acme/fleet, acme/fleet",
        "https://gitlab.com/group/sub/name, ",
        "https://git.example/fleet, ",
    })
    void namesOwnerAndRepositoryOnlyWhenThereAreExactlyTwoSegments(String url, String expected) {
        assertThat(RepositoryUrl.of(url).orElseThrow().ownerAndName()).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void cannotBeMadeOfPartsThatAreNotNormal() {
        assertThatThrownBy(() -> new RepositoryUrl("github.com", "Acme/Fleet")).hasMessageContaining("normal form");
        assertThatThrownBy(() -> new RepositoryUrl("github.com", "acme/fleet.git"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RepositoryUrl("github.com", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RepositoryUrl("GitHub.com", "acme/fleet"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RepositoryUrl("", "acme")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RepositoryUrl("me:secret@github.com", "acme"))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("secret"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "https://github.com/acme/fleet.git, https://github.com/acme/fleet.git",
        "https://ana:secret@github.com/acme/fleet, https://github.com/acme/fleet",
        "https://secret@github.com/acme/fleet, https://github.com/acme/fleet",
        "ssh://git:secret@github.com:22/acme/fleet, ssh://github.com:22/acme/fleet",
        "git@github.com:acme/fleet.git, github.com:acme/fleet.git",
        "ana:secret@github.com/acme/fleet, github.com/acme/fleet",
        "https://ana:se/secret@github.com/acme/fleet, https://github.com/acme/fleet",
        "https://ana:12/secret@github.com/acme/fleet, https://github.com/acme/fleet",
        "https://ana:se#secret@github.com/acme/fleet, https://github.com/acme/fleet",
        "https://ana:se?secret@github.com/acme/fleet, https://github.com/acme/fleet",
        "https://ana:se@secret@github.com/acme/fleet, https://github.com/acme/fleet",
        "https://ana:se://secret@github.com/acme/fleet, https://github.com/acme/fleet",
        "https://github.com/acme/fleet?access_token=secret, https://github.com/acme/fleet",
        "https://github.com/acme/fleet#secret, https://github.com/acme/fleet",
        "ana:secret@https://github.com/acme/fleet, https://github.com/acme/fleet",
        "oci://ghcr.io/acme/x@" + DIGEST + ", oci://ghcr.io/acme/x@" + DIGEST,
        "oci://ana:secret@ghcr.io/acme/x@" + DIGEST + ", oci://ghcr.io/acme/x@" + DIGEST,
        "'', ''",
    })
    void showsAnAddressWithoutItsCredentials(String url, String shown) {
        assertThat(RepositoryUrl.withoutCredentials(url)).isEqualTo(shown);
    }

    @Test
    void showsNothingOfAnOverLongAddressAndNoControlCharacters() {
        assertThat(RepositoryUrl.withoutCredentials(null)).isEmpty();
        assertThat(RepositoryUrl.withoutCredentials("https://ana:secret" + "x".repeat(3000) + "@h/x"))
                .isEqualTo("(an address of 3022 characters)");
        assertThat(RepositoryUrl.withoutCredentials("https://h/x\r\nlevel=info"))
                .doesNotContain("\r", "\n");
    }

    @ParameterizedTest
    @MethodSource("mutatedAddresses")
    void normalisesTwiceToTheSameAndNeverThrows(String url) {
        RepositoryUrl.of(url).ifPresent(once -> {
            assertThat(RepositoryUrl.of("https://" + once)).contains(once);
            assertThat(RepositoryUrl.of("oci://" + once)).contains(once);
            assertThat(RepositoryUrl.of("https://" + once + ".git/")).contains(once);
            assertThat(RepositoryUrl.of("https://ana:pw@" + once + "?q#f")).contains(once);
            assertThat(once.toString()).doesNotContain("@", "//").isEqualTo(once.host() + "/" + once.path());
            assertThat(once.path()).isEqualTo(asciiLower(once.path()));
        });
    }

    @ParameterizedTest
    @MethodSource("mutatedAddresses")
    void neverShowsAPasswordWhateverSurroundsIt(String tail) {
        assertThat(RepositoryUrl.withoutCredentials("https://ana:hunter2@" + tail))
                .doesNotContain("hunter2");
        assertThat(RepositoryUrl.withoutCredentials("hunter2@" + tail)).doesNotContain("hunter2");
        assertThat(RepositoryUrl.of("https://ana:hunter2@" + tail).map(RepositoryUrl::toString))
                .satisfies(read -> assertThat(read.orElse("")).doesNotContain("hunter2"));
        assertThat(RepositoryUrl.of("https://ana:12/hunter2@" + tail)).isEmpty();
        assertThat(RepositoryUrl.of("ana:12/hunter2@" + tail)
                        .map(RepositoryUrl::toString)
                        .orElse(""))
                .doesNotContain("hunter2");
    }

    private static String asciiLower(String text) {
        StringBuilder lower = new StringBuilder();
        text.chars()
                .forEach(c -> lower.append(c < 128 ? String.valueOf((char) c).toLowerCase(Locale.ROOT) : (char) c));
        return lower.toString();
    }

    static Stream<String> mutatedAddresses() {
        Random random = new Random(7);
        String[] seeds = {
            "https://GitHub.com/Acme/Fleet.git",
            "git@github.com:acme/fleet.git",
            "ssh://git@[::1]:22/a/b",
            "oci://ghcr.io/acme/x:v1@" + DIGEST,
            "bücher.example:8443/a%2Fb/%7Ec",
            "http://h:80//a///b/"
        };
        String[] pieces = {
            "/", "//", ":", "@", "%", "%2e", "%6", "31", ".git", ".", "[", "]", "?", "#", "\\", "ü", "。", "\uD83D", "A",
            "\u0130", "://", "8443", "\u200D", "xn--", "ß", "\u2100"
        };
        return IntStream.range(0, 1500).mapToObj(i -> {
            StringBuilder text = new StringBuilder(seeds[random.nextInt(seeds.length)]);
            for (int n = random.nextInt(4); n > 0; n--) {
                int at = random.nextInt(text.length() + 1);
                if (random.nextBoolean()) {
                    text.insert(at, pieces[random.nextInt(pieces.length)]);
                } else {
                    text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(3)));
                }
            }
            return text.toString();
        });
    }
}
