package dev.wigwag.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedVersionTest {

    private static final String DIGEST = "sha256:95e386f421272710c4cedbbd8607dbbaa019d500e7a5a0b6720bc7bebefc7bf2";

    @Test
    void takesTagsAsAnEventListsThem() {
        PublishedVersion published = PublishedVersion.of(Arrays.asList("v1", null, " ", "v1", "latest"), DIGEST);
        assertThat(published.tags()).containsExactlyInAnyOrder("v1", "latest");
        assertThat(published.digest()).isEqualTo(DIGEST);
    }

    @Test
    void lowersTheDigestAndDoesWithoutOne() {
        assertThat(PublishedVersion.of(List.of(), DIGEST.toUpperCase(Locale.ROOT))
                        .digest())
                .isEqualTo(DIGEST);
        assertThat(PublishedVersion.of(List.of("v1"), null).digest()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "latest@" + DIGEST, "sha256:abc", "7e2f4c1d9b0a8e6f5d3c2b1a0f9e8d7c6b5a4f3e"})
    void refusesADigestThatIsNone(String digest) {
        assertThatThrownBy(() -> PublishedVersion.of(List.of("v1"), digest))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesMoreTagsThanAVersionHas() {
        List<String> many = IntStream.rangeClosed(0, PublishedVersion.MAX_TAGS)
                .mapToObj(i -> "v" + i)
                .toList();
        assertThat(PublishedVersion.of(many.subList(1, many.size()), DIGEST).tags())
                .hasSize(PublishedVersion.MAX_TAGS);
        assertThatThrownBy(() -> PublishedVersion.of(many, DIGEST)).hasMessageContaining("1001 tags");
    }
}
