package dev.wigwag.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiAddressTest {
    private static final ApiAddress GITHUB = ApiAddress.of(ApiAddress.DEFAULT);

    @ParameterizedTest
    @CsvSource({
        "https://api.github.com, https://github.com/Acme/Web.git",
        "https://api.github.com/, ssh://git@ssh.github.com:443/acme/web",
        "https://api.github.com, git@github.com:acme/web.git",
        "https://API.GitHub.com, https://www.github.com/acme/web/",
        "https://api.acme.ghe.com, https://acme.ghe.com/acme/web",
        "https://git.acme.example/api/v3, https://git.acme.example/acme/web",
        "https://git.acme.example/api/v3/, git@git.acme.example:acme/web",
        "https://git.acme.example:8443/api/v3, https://git.acme.example:8443/acme/web"
    })
    void aRepositoryOfTheSameGitHubIsKnownByEachOfItsAddresses(String api, String repository) {
        assertThat(RepositoryName.of(repository, ApiAddress.of(api))).contains(new RepositoryName("acme", "web"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://gitlab.com/acme/web",
                "https://github.com.evil.example/acme/web",
                "https://evil.example/github.com/acme/web",
                "https://evil.example/acme/web?github.com",
                "https://github.com@evil.example/acme/web",
                "https://api.github.com/acme/web",
                "https://github.com/acme",
                "https://github.com/acme/web/tree",
                "https://github.com/acme/w%2Feb",
                "https://github.com/acme/..",
                "oci://ghcr.io/acme/web",
                "not an address",
                ""
            })
    void whatIsNotOneOfItsRepositoriesIsNone(String repository) {
        assertThat(RepositoryName.of(repository, GITHUB)).isEmpty();
    }

    @Test
    void noAddressIsNoRepository() {
        assertThat(RepositoryName.of(null, GITHUB)).isEmpty();
    }

    @Test
    void gitHubsRepositoryIsNotThatOfAnEnterpriseServer() {
        assertThat(RepositoryName.of("https://github.com/acme/web", ApiAddress.of("https://git.acme.example/api/v3")))
                .isEmpty();
    }

    @Test
    void aStandInServesTheRepositoriesOfAnotherHost() {
        ApiAddress api = ApiAddress.of("http://127.0.0.1:4000", "github.com");

        assertThat(RepositoryName.of("https://github.com/acme/web", api)).isPresent();
        assertThat(api.at("/repos/x")).hasToString("http://127.0.0.1:4000/repos/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api.github.com",
                "ftp://api.github.com",
                "http://git.acme.example/api/v3",
                "https://user:hunter2hunter2@git.acme.example",
                "https://git.acme.example?x=hunter2",
                "https://git.acme.example#hunter2",
                "https://",
                "https://exa mple/hunter2"
            })
    void anAddressThatWouldNotDoIsRefusedAndNotRepeated(String url) {
        assertThatThrownBy(() -> ApiAddress.of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wigwag.github.api-url")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.github.com/repositories/1, true",
        "https://API.github.com/x, true",
        "http://api.github.com/x, false",
        "https://api.github.com:8443/x, false",
        "https://github.com/x, false",
        "https://user@api.github.com/x, false",
        "mailto:a@b, false"
    })
    void onlyTheSameServerIsTheSame(String to, boolean same) {
        assertThat(GITHUB.isOfSameServer(URI.create(to))).isEqualTo(same);
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "/", "a/", "/b", "a/b/c", "a b/c", "../x", "x/..", "a/b?c", "a/b%2e", "ä/b"})
    void whatGitHubWouldNotNameARepositoryIsNoName(String name) {
        assertThat(RepositoryName.read(name)).isEmpty();
    }

    @Test
    void aNameMadeOfWrongPartsCannotBe() {
        assertThatThrownBy(() -> new RepositoryName("acme", "web/..")).isInstanceOf(IllegalArgumentException.class);
        assertThat(RepositoryName.read("acme/web.v2_x-y")).hasToString("Optional[acme/web.v2_x-y]");
    }
}
