package dev.wigwag.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.http.Malformed;
import dev.wigwag.rollout.ObjectKey;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FluxEventTest {
    @Test
    void anEventIsReadAsItIsSent() throws Malformed {
        assertThat(read(FluxEvents.FINISHED))
                .isEqualTo(new FluxEvent(
                        new ObjectKey("Kustomization", "flux-system", "apps"),
                        "info",
                        "ReconciliationSucceeded",
                        "main@sha1:7e2f4c1d9b0a8e6f5d3c2b1a0f9e8d7c6b5a4f3e",
                        Set.of()));
    }

    @Test
    void pitfall07AnEventMayHaveNoRevisionAndNothingButItsObject() throws Malformed {
        FluxEvent event = read(FluxEvents.about("GitRepository", "flux-system", "fleet"));

        assertThat(event.object()).hasToString("GitRepository/flux-system/fleet");
        assertThat(event.revision()).isNull();
        assertThat(event.reason()).isNull();
    }

    @Test
    void pitfall08PrefixedMetadataAndFieldsOfTomorrowDoNoHarm() throws Malformed {
        FluxEvent event = read("""
                {"tomorrow":[{"a":[1]}],"reason":"NeverHeardOf","severity":"trace",
                 "metadata":{"kustomize.toolkit.fluxcd.io/revision":"main@sha1:77","revision":null},
                 "involvedObject":{"kind":"Kustomization","namespace":"a","name":"b.c","extra":{"x":1}}}
                """);

        assertThat(event.object()).hasToString("Kustomization/a/b.c");
        assertThat(event.reason()).isEqualTo("NeverHeardOf");
        assertThat(event.revision()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"involvedObject\":null}",
                "{\"involvedObject\":[]}",
                "{\"involvedObject\":\"Kustomization/a/b\"}",
                "{\"involvedObject\":{\"kind\":\"Kustomization\",\"name\":\"b\"}}",
                "{\"involvedObject\":{\"kind\":\"Kustomization\",\"namespace\":\"\",\"name\":\"b\"}}",
                "{\"involvedObject\":{\"kind\":\"Kustomization\",\"namespace\":\"a\",\"name\":\"../secrets\"}}",
                "{\"involvedObject\":{\"kind\":\"Kustomization\",\"namespace\":\"a/b\",\"name\":\"b\"}}",
                "{\"involvedObject\":{\"kind\":\"Kustom ization\",\"namespace\":\"a\",\"name\":\"b\"}}",
                "{\"involvedObject\":{\"kind\":{},\"namespace\":\"a\",\"name\":\"b\"}}",
                "{\"involvedObject\":{\"kind\":\"K\",\"namespace\":\"a\",\"name\":\"b\"}} trailing"
            })
    void whatNamesNoPossibleObjectIsMalformed(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(Malformed.class);
    }

    @Test
    void whateverIsCutOutOfAnEventItIsReadOrMalformed() {
        Random random = new Random(20261123);
        int malformed = 0;
        for (int i = 0; i < 2_000; i++) {
            int from = random.nextInt(FluxEvents.FINISHED.length());
            int to = Math.min(FluxEvents.FINISHED.length(), from + 1 + random.nextInt(40));
            String body = FluxEvents.FINISHED.substring(0, from) + FluxEvents.FINISHED.substring(to);
            try {
                assertThat(read(body).object()).isNotNull();
            } catch (Malformed e) {
                malformed++;
            }
        }
        assertThat(malformed).isBetween(500, 2_000);
    }

    private static FluxEvent read(String json) throws Malformed {
        return FluxEvent.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
