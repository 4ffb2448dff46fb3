package dev.wigwag.sandbox.flux;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitReferenceTest {

    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static final ForgeRefs REFS = new ForgeRefs(
            Map.of("master", A, "main", B, "feature/x", B),
            Map.of("v1.0.0", A, "1.1.0", B, "v2.0.0-rc.1", B, "nightly", A),
            name -> Optional.ofNullable(Map.of("refs/pull/420/head", A).get(name)),
            sha -> sha.equals(A));

    private static Resolution resolve(String ref) throws JsonProcessingException {
        return GitReference.of(new ObjectMapper().readTree(ref.replace('\'', '"')))
                .resolve(REFS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}                                              | master@sha1:%A",
                "{'branch':'main'}                               | main@sha1:%B",
                "{'branch':'feature/x'}                          | feature/x@sha1:%B",
                "{'tag':'nightly','branch':'main'}               | nightly@sha1:%A",
                "{'semver':'>=1.0.0','tag':'nightly'}            | 1.1.0@sha1:%B",
                "{'semver':'>=1.0.0-0'}                          | v2.0.0-rc.1@sha1:%B",
                "{'semver':'1.0.x'}                              | v1.0.0@sha1:%A",
                "{'name':'refs/pull/420/head','semver':'*'}      | refs/pull/420/head@sha1:%A",
                "{'commit':'%A','name':'x'}                      | sha1:%A",
                "{'commit':'%A','branch':'main'}                 | main@sha1:%A"
            })
    void resolvesByPrecedence(String ref, String revision) throws JsonProcessingException {
        assertThat(resolve(ref.replace("%A", A))).isInstanceOfSatisfying(Resolution.Found.class, found -> {
            assertThat(found.revision()).isEqualTo(revision.replace("%A", A).replace("%B", B));
            assertThat(found.revision()).endsWith(found.sha());
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'branch':'gone'}        | couldn't find remote ref \"refs/heads/gone\"",
                "{'tag':'gone'}           | couldn't find remote ref \"refs/tags/gone\"",
                "{'name':'refs/x'}        | couldn't find reference 'refs/x'",
                "{'semver':'>=9'}         | no match found for semver: >=9",
                "{'semver':'so so'}       | semver parse error: improper constraint: so so",
                "{'commit':'cccc'}        | unable to resolve commit object for 'cccc': object not found"
            })
    void saysWhatIsMissing(String ref, String problem) throws JsonProcessingException {
        assertThat(resolve(ref)).isEqualTo(new Resolution.Missing(problem));
    }

    @Test
    void withoutAMasterBranchAnUnsetReferenceIsMissing() {
        ForgeRefs empty = new ForgeRefs(Map.of(), Map.of(), name -> Optional.empty(), sha -> false);

        assertThat(new GitReference("", "", "", "", "").resolve(empty))
                .isEqualTo(new Resolution.Missing("couldn't find remote ref \"refs/heads/master\""));
    }
}
