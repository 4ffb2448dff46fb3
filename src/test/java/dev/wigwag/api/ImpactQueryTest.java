package dev.wigwag.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wigwag.http.Refusal;
import dev.wigwag.rollout.ObjectKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImpactQueryTest {
    private static final String SHA = "164832204e2e20915ad0a06c23bd19e85287aabd";

    @Test
    void theSourceAloneIsEnough() {
        assertThat(query(Map.of("source", "flux-system/gitops", "from", " ")))
                .isEqualTo(new ImpactQuery(
                        new ObjectKey("GitRepository", "flux-system", "gitops"), Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        SHA + ", " + SHA,
        "main@sha1:" + SHA + ", " + SHA,
        "sha1:" + SHA + ", " + SHA,
        "164832204E2E20915AD0A06C23BD19E85287AABD, " + SHA,
        "1648322, 1648322",
        "cafebabe, cafebabe"
    })
    void aCommitIsTakenAsPeopleAndFluxWriteIt(String text, String digits) {
        assertThat(query(Map.of("source", "a/b", "from", text)).from()).contains(digits);
        assertThat(query(Map.of("source", "a/b", "to", text)).to()).contains(digits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "164832", "1648322z", "6.5.0", "sha256:" + SHA + SHA, "HEAD~1", "--upload-pack=x"})
    void whatIsNoCommitIsRefusedWithHowToWriteOne(String text) {
        assertThat(refused(Map.of("source", List.of("a/b"), "to", List.of(text))))
                .contains("to is no commit", "40 hex digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gitops", "/gitops", "flux-system/", "a/b/c"})
    void whatDoesNotNameASourceIsRefused(String text) {
        assertThat(refused(Map.of("source", List.of(text)))).contains("<namespace>/<name>");
    }

    @Test
    void unknownAndRepeatedParametersAreRefused() {
        assertThat(refused(Map.of("sources", List.of("a/b")))).contains("no parameter 'sources'", "source, from, to");
        assertThat(refused(Map.of("source", List.of("a/b", "a/c")))).contains("more than once");
    }

    private static ImpactQuery query(Map<String, String> values) {
        Map<String, List<String>> sent = new HashMap<>();
        values.forEach((name, value) -> sent.put(name, List.of(value)));
        return ImpactQuery.of(sent);
    }

    private static String refused(Map<String, List<String>> sent) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> ImpactQuery.of(sent));
        assertThat(refusal.problem().status()).isEqualTo(400);
        return refusal.problem().detail();
    }
}
