package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.ObjectKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ButtonValueTest {
    private static final ObjectKey PODINFO = new ObjectKey("Canary", "test", "podinfo");

    @ParameterizedTest
    @EnumSource(Gate.class)
    void whatWasWrittenIsRead(Gate gate) {
        ButtonValue value = new ButtonValue(PODINFO, "0b9d8f1e-1111-2222-3333-444455556666-3", gate);

        assertThat(ButtonValue.read(value.json())).contains(value);
    }

    @Test
    void itIsShortAndHasNothingThatSlackWouldEscape() {
        ObjectKey longest = new ObjectKey("Canary", "n".repeat(63), "c".repeat(253));

        String json = new ButtonValue(longest, "0b9d8f1e-1111-2222-3333-444455556666-123456", Gate.promotion).json();

        assertThat(json).hasSizeLessThan(500).doesNotContain("&", "<", ">");
        assertThat(new ButtonValue(PODINFO, "0b9d8f1e-3", Gate.rollback).json())
                .isEqualTo("{\"c\":\"test/podinfo\",\"r\":\"0b9d8f1e-3\",\"g\":\"rollback\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{}",
                "{\"c\":\"test/podinfo\",\"r\":\"a-1\"}",
                "{\"c\":\"podinfo\",\"r\":\"a-1\",\"g\":\"promotion\"}",
                "{\"c\":\"test/podinfo/x\",\"r\":\"a-1\",\"g\":\"promotion\"}",
                "{\"c\":\"../podinfo\",\"r\":\"a-1\",\"g\":\"promotion\"}",
                "{\"c\":\"test/podinfo\",\"r\":\"\",\"g\":\"promotion\"}",
                "{\"c\":\"test/podinfo\",\"r\":\"a b\",\"g\":\"promotion\"}",
                "{\"c\":\"test/podinfo\",\"r\":\"a-1\",\"g\":\"PROMOTION\"}",
                "{\"c\":\"test/podinfo\",\"r\":\"a-1\",\"g\":\"everything\"}",
                "{\"c\":{},\"r\":\"a-1\",\"g\":\"promotion\"}",
                "{\"c\":\"test/podinfo\",\"r\":\"a-1\",\"g\":\"promotion\"} more"
            })
    void whatIsNoButtonOfOursIsNothing(String json) {
        assertThat(ButtonValue.read(json)).isEmpty();
    }
}
