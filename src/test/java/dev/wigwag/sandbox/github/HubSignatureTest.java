package dev.wigwag.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubSignatureTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "It's a Secret to Everybody|Hello, World!|757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "rotate-me-1|payload=%7B%22zen%22%3A%22Keep+it+small%22%2C%22hook_id%22%3A42%7D|a8b123e14878a48df34075fb578ab750168c50af27cbe5fafd5c670bcb540171",
                "rotate-me-1|{\"zen\":\"Grüße\"}|2711adee88d02b75fc1944eebe2dc859e58fb656b4f9cffa9510a230830e39be"
            })
    void signsTheKnownVectors(String secret, String body, String hex) {
        assertThat(HubSignature.sha256(secret, body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("sha256=" + hex);
    }

    @Test
    void signsWithTheOlderTwinToo() {
        assertThat(HubSignature.sha1("It's a Secret to Everybody", "Hello, World!".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59");
    }
}
