package dev.wigwag.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.engine.LinkTemplate;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTemplateTest {
    private static final Rollout ROLLOUT = ATextRollout.of('a', Phase.Succeeded, "5/5 ready");

    @Test
    void everyNameIsFilledInAndEncoded() {
        String link = LinkTemplate.of(Optional.of(
                        " https://{cluster}.ops/{namespace}/{name}?rev={revision}&sha={sha}&s={source}#{name} "))
                .to(ROLLOUT, "blue");

        assertThat(link)
                .isEqualTo("https://blue.ops/flux-system/gitops-a?rev=main%40sha1%3A" + "a".repeat(40) + "&sha="
                        + "a".repeat(40) + "&s=gitops#gitops-a");
    }

    @Test
    void aValueNeverBecomesAnotherPartOfTheAddress() {
        LinkTemplate template = LinkTemplate.of(Optional.of("https://ops/{cluster}/x"));

        for (String cluster : new String[] {"../a", "a?b", "a#b", "a b", "@evil", "ä😀", "$1\\", "{name}", "%41"}) {
            URI link = URI.create(template.to(ROLLOUT, cluster));

            assertThat(link.getHost()).isEqualTo("ops");
            assertThat(link.getPath()).isEqualTo("/" + cluster + "/x");
            assertThat(link.getQuery()).isNull();
        }
    }

    @Test
    void withoutATemplateOrACommitThereIsLessToLinkTo() {
        assertThat(LinkTemplate.of(Optional.empty()).to(ROLLOUT, "blue")).isNull();
        assertThat(LinkTemplate.of(Optional.of(" ")).to(ROLLOUT, "blue")).isNull();
        assertThat(LinkTemplate.of(Optional.of("http://ops/{sha}")).to(ATextRollout.withSha(ROLLOUT, null), "blue"))
                .isEqualTo("http://ops/");
    }

    @Test
    void aLinkTooLongToBeFollowedIsLeftOut() {
        assertThat(LinkTemplate.of(Optional.of("https://ops/{cluster}")).to(ROLLOUT, "x".repeat(2000)))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ops.example.org/{name}",
                "javascript:alert(1)",
                "{cluster}://x",
                "https://",
                "https://ops/{nmae}",
                "https://ops/{}",
                "https://ops/{name",
                "https://ops/name}",
                "https://o ps/{name}"
            })
    void aTemplateThatWouldLeadNowhereIsRefused(String template) {
        assertThatThrownBy(() -> LinkTemplate.of(Optional.of(template)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wigwag.link");
    }
}
