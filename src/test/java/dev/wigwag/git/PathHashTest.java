package dev.wigwag.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathHashTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "apps/web", "apps/wéb/🎉.yaml", "a/b/c/d/e/f"})
    void aChainHasTheRootEachDirectoryAndThePathItself(String path) {
        String[] steps = path.split("/");
        long[] chain = PathHash.chain(path);

        assertThat(chain).hasSize(steps.length + 1);
        assertThat(chain[0]).isEqualTo(PathHash.of(""));
        String at = "";
        for (int i = 0; i < steps.length; i++) {
            at = TreePath.in(at, steps[i]);
            assertThat(chain[i + 1]).isEqualTo(PathHash.of(at));
        }
    }

    @Test
    void theRootIsAChainByItself() {
        assertThat(PathHash.chain("")).containsExactly(PathHash.of(""));
    }

    @Test
    void pathsThatAreMuchAlikeHaveNumbersOfTheirOwn() {
        Set<Long> numbers = new HashSet<>();
        for (int i = 0; i < 200_000; i++) {
            numbers.add(PathHash.of("apps/a" + i % 450 + "/r" + i / 450 + ".yaml"));
        }
        assertThat(numbers).hasSize(200_000);
    }
}
