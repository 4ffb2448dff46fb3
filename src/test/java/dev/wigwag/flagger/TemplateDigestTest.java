package dev.wigwag.flagger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.kube.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateDigestTest {
    private static final Set<String> TRACKED = Set.of("configmap/app", "secret/app", "secret/odd-primary");
    private static final String TARGET = """
            spec:
              replicas: 0
              selector: {matchLabels: {app: podinfo}}
              template:
                metadata:
                  creationTimestamp: null
                  labels: {app: podinfo, tier: web-primary, kustomize.toolkit.fluxcd.io/name: apps}
                  annotations: {kustomize.toolkit.fluxcd.io/checksum: abc}
                spec:
                  initContainers:
                  - {name: init, image: busybox, env: [{name: A, valueFrom: {configMapKeyRef: {name: app, key: a}}}]}
                  containers:
                  - name: podinfo
                    image: ghcr.io/stefanprodan/podinfo:6.0.0
                    args: ["--port", ""]
                    env:
                    - {name: B, value: app}
                    - {name: C, valueFrom: {secretKeyRef: {name: app, key: c}}}
                    envFrom: [{configMapRef: {name: app}}, {secretRef: {name: untracked}}]
                    resources: {}
                  volumes:
                  - {name: config, configMap: {name: app}}
                  - {name: secret, secret: {secretName: odd-primary}}
                  - {name: both, projected: {sources: [{configMap: {name: app}}, {secret: {name: app}}, {secret: {name: own-primary}}]}}
                  - {name: tmp, emptyDir: {}}
            """;
    private static final String PRIMARY = """
            spec:
              replicas: 2
              selector: {matchLabels: {app: podinfo-primary}}
              template:
                metadata:
                  labels: {tier: web-primary, app: podinfo-primary}
                  annotations: {flagger-id: 0b9d8f1e-7c1a-4a59-9a55-2f6f4c1e8d77}
                spec:
                  volumes:
                  - {configMap: {name: app-primary}, name: config}
                  - {name: secret, secret: {secretName: odd-primary-primary}}
                  - {name: both, projected: {sources: [{configMap: {name: app-primary}}, {secret: {name: app-primary}}, {secret: {name: own-primary}}]}}
                  - {name: tmp, emptyDir: {}}
                  containers:
                  - name: podinfo
                    image: ghcr.io/stefanprodan/podinfo:6.0.0
                    args: ["--port", ""]
                    env:
                    - {name: B, value: app}
                    - {name: C, valueFrom: {secretKeyRef: {name: app-primary, key: c}}}
                    envFrom: [{configMapRef: {name: app-primary}}, {secretRef: {name: untracked}}]
                    resources: {}
                  initContainers:
                  - {name: init, image: busybox, env: [{name: A, valueFrom: {configMapKeyRef: {name: app-primary, key: a}}}]}
            """;

    @Test
    void aPrimaryThatWasPromotedIsLikeItsTarget() {
        assertThat(primary(PRIMARY)).isEqualTo(target(TARGET)).matches("[0-9a-f]{16}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "podinfo:6.0.0          | podinfo:6.0.1",
                "tier: web-primary      | tier: web",
                "tier: web-primary      | tier: web-primary, more: x",
                "value: app             | value: app-primary",
                "resources: {}          | resources: {limits: {cpu: 1}}",
                "'\"--port\", \"\"'     | '\"\", \"--port\"'",
                "'\"--port\", \"\"'     | '\"--port\"'",
                "emptyDir: {}           | hostPath: {path: /}",
                "secretName: odd-primary | secretName: odd",
                "name: untracked        | name: tracked",
                "key: c                 | key: d",
                "image: busybox         | image: busybox, securityContext: {runAsNonRoot: false}"
            })
    void anyChangeOfTheTargetMakesADifference(String from, String to) {
        assertThat(TARGET).contains(from);

        assertThat(target(TARGET.replace(from, to))).isNotEqualTo(primary(PRIMARY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replicas: 0                              | replicas: 7",
                "name: apps                               | name: others",
                "checksum: abc                            | checksum: def",
                "'resources: {}'                          | 'resources: {limits: null}'",
                "creationTimestamp: null                  | generateName: null",
                "'emptyDir: {}}'                          | 'emptyDir: {}, x: []}'"
            })
    void whatNoPromotionBringsMakesNone(String from, String to) {
        assertThat(TARGET).contains(from);

        assertThat(target(TARGET.replace(from, to))).isEqualTo(target(TARGET));
    }

    @Test
    void anEmptySelectorIsNotAnAbsentOne() {
        String spread = "spec: {template: {spec: {x: [{topologyKey: zone%s}]}}}";

        assertThat(target(spread.formatted(", labelSelector: {}"))).isNotEqualTo(target(spread.formatted("")));
    }

    @Test
    void withoutTrackingNamesInAPrimaryAreItsOwn() {
        assertThat(TemplateDigest.ofPrimary(Yaml.fields(PRIMARY).tree(), Set.of()))
                .isNotEqualTo(target(TARGET));
        assertThat(TemplateDigest.ofPrimary(Yaml.fields(TARGET).tree(), Set.of()))
                .isEqualTo(target(TARGET));
    }

    @Test
    void aTargetWhoseOwnLabelEndsInPrimaryKeepsIt() {
        String label = "spec: {selector: {matchLabels: {app: %1$s}}, template: {metadata: {labels: {app: %1$s}}}}";

        assertThat(primary(label.formatted("db-primary-primary"))).isEqualTo(target(label.formatted("db-primary")));
        assertThat(primary(label.formatted("db-primary"))).isNotEqualTo(target(label.formatted("db-primary")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "spec: text",
                "spec: {template: []}",
                "spec: {template: {metadata: {labels: []}, spec: {containers: [1, {env: x}], volumes: {}}}}"
            })
    void aWorkloadOfAnyShapeHasADigest(String workload) {
        Tree tree = workload.equals("{}") ? Tree.EMPTY : Yaml.fields(workload).tree();

        assertThat(TemplateDigest.ofTarget(tree)).hasSize(16);
        assertThat(TemplateDigest.ofPrimary(tree, TRACKED)).isEqualTo(TemplateDigest.ofTarget(tree));
    }

    @Test
    void theOrderOfFieldsDoesNotCountAndAnyOtherChangeDoes() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            Object spec = value(random, 4);
            Map<String, Object> changed = new HashMap<>(Map.of("spec", spec));
            changed.put("added" + random.nextInt(3), random.nextInt());

            assertThat(digest(shuffled(spec, random))).isEqualTo(digest(spec));
            assertThat(digest(changed)).isNotEqualTo(digest(Map.of("spec", spec)));
        }
    }

    private static String digest(Object spec) {
        return TemplateDigest.ofTarget(new Tree(Map.of("spec", Map.of("template", Map.of("spec", spec)))));
    }

    private static Object value(Random random, int depth) {
        switch (random.nextInt(depth == 0 ? 3 : 5)) {
            case 0:
                return "t\"\\:,{}" + random.nextInt(5);
            case 1:
                return random.nextInt();
            case 2:
                return random.nextBoolean();
            case 3:
                return List.of(value(random, depth - 1), value(random, depth - 1));
            default:
                Map<String, Object> map = new HashMap<>();
                for (int i = random.nextInt(5); i >= 0; i--) {
                    map.put("f" + i, value(random, depth - 1));
                }
                return map;
        }
    }

    private static Object shuffled(Object value, Random random) {
        if (value instanceof List<?> list) {
            return list.stream().map(element -> shuffled(element, random)).toList();
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        List<Object> keys = new ArrayList<>(map.keySet());
        Collections.shuffle(keys, random);
        Map<Object, Object> other = new LinkedHashMap<>();
        keys.forEach(key -> other.put(key, shuffled(map.get(key), random)));
        return other;
    }

    private static String target(String yaml) {
        return TemplateDigest.ofTarget(Yaml.fields(yaml).tree());
    }

    private static String primary(String yaml) {
        return TemplateDigest.ofPrimary(Yaml.fields(yaml).tree(), TRACKED);
    }
}
