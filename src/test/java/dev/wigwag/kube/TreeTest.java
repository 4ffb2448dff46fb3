package dev.wigwag.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreeTest {
    private static final Tree TREE = new Tree(Map.of(
            "name",
            "podinfo",
            "blank",
            " ",
            "replicas",
            3,
            "huge",
            BigInteger.TWO.pow(70),
            "half",
            0.5,
            "on",
            true,
            "list",
            Arrays.asList(Map.of("a", 1), "text", null, Map.of("a", 2)),
            "inner",
            Map.of("deep", Map.of("text", "found"))));

    @Test
    void aPathLeadsThroughFieldsAndIndexes() {
        assertThat(TREE.text("inner", "deep", "text")).isEqualTo("found");
        assertThat(TREE.number(0, "list", 3, "a")).isEqualTo(2);
        assertThat(TREE.tree("inner", "deep").text("text")).isEqualTo("found");
        assertThat(TREE.isTrue("on")).isTrue();
    }

    @Test
    void whatIsMissingOrOfAnotherTypeIsAbsent() {
        assertThat(TREE.text("replicas")).isNull();
        assertThat(TREE.text("blank")).isNull();
        assertThat(TREE.text("name", "further")).isNull();
        assertThat(TREE.text("list", 9, "a")).isNull();
        assertThat(TREE.text("list", -1)).isNull();
        assertThat(TREE.text("list", "a")).isNull();
        assertThat(TREE.isTrue("name")).isFalse();
        assertThat(TREE.tree("name").root()).isEmpty();
        assertThat(TREE.trees("inner")).isEmpty();
        assertThat(TREE.elements("absent")).isEmpty();
    }

    @Test
    void aNumberThatIsNotWholeOrTooLargeIsTheFallback() {
        assertThat(TREE.number(7, "replicas")).isEqualTo(3);
        assertThat(TREE.number(7, "huge")).isEqualTo(7);
        assertThat(TREE.number(7, "half")).isEqualTo(7);
        assertThat(TREE.number(7, "name")).isEqualTo(7);
    }

    @Test
    void ofAListOnlyTheObjectsAreTrees() {
        assertThat(TREE.trees("list")).extracting(tree -> tree.number(0, "a")).isEqualTo(List.of(1L, 2L));
        assertThat(TREE.elements("list")).hasSize(4);
    }

    @Test
    void nullReadsAsAbsent() {
        Map<String, Object> map = new HashMap<>();
        map.put("gone", null);

        assertThat(new Tree(map).text("gone")).isNull();
        assertThat(new Tree(map).tree("gone").root()).isEmpty();
    }
}
