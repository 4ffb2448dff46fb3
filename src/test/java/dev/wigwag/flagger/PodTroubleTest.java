package dev.wigwag.flagger;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodTroubleTest {
    private static final String PULLING =
            "{name: podinfo, image: 'ghcr.io/stefanprodan/podinfo:9.9.9', ready: false, state: {waiting: {reason: %s, message: 'Back-off pulling image'}}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ready: false, restartCount: 4, state: {waiting: {reason: CrashLoopBackOff, message: back-off 40s}}, lastState: {terminated: {exitCode: 1, reason: Error}} | CrashLoopBackOff: container podinfo ended with exit code 1",
                "ready: false, restartCount: 5, state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {exitCode: 137, reason: OOMKilled}} | CrashLoopBackOff: container podinfo ended with exit code 137 (OOMKilled)",
                "ready: false, restartCount: 6, state: {running: {}}, lastState: {terminated: {exitCode: 137, reason: OOMKilled}} | CrashLoopBackOff: container podinfo ended with exit code 137 (OOMKilled)",
                "ready: false, restartCount: 6, state: {terminated: {exitCode: 137, reason: OOMKilled}}, lastState: {terminated: {exitCode: 1}} | CrashLoopBackOff: container podinfo ended with exit code 137 (OOMKilled)",
                "ready: false, restartCount: 2, state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {exitCode: 0, reason: Completed}} | CrashLoopBackOff: container podinfo ended with exit code 0",
                "ready: false, state: {waiting: {reason: CrashLoopBackOff}} | CrashLoopBackOff: container podinfo keeps ending",
                "ready: false, restartCount: 0, state: {terminated: {exitCode: 2, reason: Error}} | container podinfo ended with exit code 2",
                "ready: false, state: {waiting: {reason: CreateContainerConfigError, message: 'configmap \"podinfo\" not found'}} | CreateContainerConfigError: container podinfo: configmap \"podinfo\" not found",
                "ready: false, state: {waiting: {reason: RunContainerError, message: 'exec: no such file. More of it'}} | RunContainerError: container podinfo: exec: no such file",
                "ready: false, image: 'a b', state: {waiting: {reason: InvalidImageName}} | InvalidImageName: image a b of container podinfo",
                "ready: false, state: {waiting: {reason: ImagePullBackOff}} | ImagePullBackOff: image unknown of container podinfo",
                "ready: false, started: true, state: {running: {startedAt: x}} | readiness probe of container podinfo does not pass",
                "ready: false, started: false, state: {running: {}} | startup probe of container podinfo does not pass",
                "ready: false, state: {waiting: {reason: ContainerCreating}} | ContainerCreating: container podinfo waits for a volume, its network or its image"
            })
    void theStatusOfAContainerTellsItsTrouble(String status, String words) {
        assertThat(trouble(pod("a", "1", "containerStatuses: [{name: podinfo, " + status + "}]")))
                .isEqualTo(words);
    }

    @Test
    void anImageThatCannotBeHadReadsTheSameWhateverKubernetesIsJustDoing() {
        assertThat(Stream.of("ImagePullBackOff", "ErrImagePull")
                        .map(reason -> trouble(pod("a", "1", "containerStatuses: [" + PULLING.formatted(reason) + "]")))
                        .distinct())
                .containsExactly("ImagePullBackOff: image ghcr.io/stefanprodan/podinfo:9.9.9 of container podinfo");
    }

    @Test
    void ofAPodThatFitsNowhereTheFirstClauseIsKept() {
        assertThat(trouble(pod("a", "1", """
                phase: Pending
                conditions:
                - {type: PodScheduled, status: "False", reason: Unschedulable,
                   message: "0/3 nodes are available: 3 Insufficient memory. preemption: 0/3 nodes are available: 3 No preemption victims found."}
                """)))
                .isEqualTo("Unschedulable: 0/3 nodes are available: 3 Insufficient memory");
        assertThat(trouble(pod("a", "1", """
                phase: Pending
                conditions:
                - {type: PodScheduled, status: "False", reason: Unschedulable, message: "pod has unbound immediate PersistentVolumeClaims."}
                """)))
                .isEqualTo("Unschedulable: pod has unbound immediate PersistentVolumeClaims");
    }

    @Test
    void anInitContainerIsNamedAsOne() {
        assertThat(trouble(pod("a", "1", """
                initContainerStatuses: [{name: wait, ready: false, state: {running: {}}}]
                containerStatuses: [{name: podinfo, ready: false, state: {waiting: {reason: PodInitializing}}}]
                """))).isEqualTo("init container wait has not ended");
        assertThat(trouble(pod("a", "1", """
                initContainerStatuses:
                - {name: wait, ready: false, state: {terminated: {exitCode: 0}}}
                - {name: proxy, ready: true, started: true, state: {running: {}}}
                containerStatuses: [{name: podinfo, ready: true, started: true, state: {running: {}}}]
                """))).isNull();
    }

    @Test
    void aLostPodIsToldOnlyIfNothingElseIsWrong() {
        String evicted =
                "{phase: Failed, reason: Evicted, message: 'The node was low on resource: memory. Container podinfo was using 1Gi.'}";
        String waiting = "containerStatuses: [{name: podinfo, ready: false, state: {running: {}}, started: true}]";

        assertThat(trouble(pod("a", "1", evicted))).isEqualTo("Evicted: The node was low on resource: memory");
        assertThat(trouble(pod("a", "1", evicted), pod("a", "1", waiting))).startsWith("readiness probe");
        assertThat(trouble(pod("a", "1", "phase: Failed"))).isEqualTo("pod failed");
        assertThat(trouble(pod("a", "1", "phase: Succeeded"))).isNull();
    }

    @Test
    void onlyPodsOfTheNewestTemplateMatter() {
        String crash = "containerStatuses: [{name: podinfo, ready: false, state: {terminated: {exitCode: 1}}}]";
        String ready = "containerStatuses: [{name: podinfo, ready: true, state: {running: {}}}]";

        assertThat(trouble(pod("old", "1", crash), pod("new", "2", ready))).isNull();
        assertThat(trouble(pod("old", "1", ready), pod("new", "2", crash))).isNotNull();
        assertThat(trouble(pod("new", "1", crash), pod("new", "2", ready))).isNotNull();
    }

    @Test
    void aPodOnItsWayOutDoesNotMatter() {
        GenericKubernetesResource pod = pod(
                "new", "2", "containerStatuses: [{name: podinfo, ready: false, state: {terminated: {exitCode: 1}}}]");
        pod.getMetadata().setDeletionTimestamp("2026-07-28T09:00:00Z");

        assertThat(trouble(pod)).isNull();
        assertThat(PodTrouble.of(List.of())).isEmpty();
    }

    @Test
    void whatNeedsAPersonIsToldBeforeWhatMayPassAndInTheSameWordsForAnyOrder() {
        List<GenericKubernetesResource> pods = new ArrayList<>(List.of(
                pod("a", "1", "containerStatuses: [{name: podinfo, ready: false, state: {running: {}}}]"),
                pod(
                        "a",
                        "1",
                        "containerStatuses: [{name: b, ready: false, restartCount: 7, state: {terminated: {exitCode: 1}}}]"),
                pod(
                        "a",
                        "1",
                        "containerStatuses: [{name: a, ready: false, restartCount: 9, state: {terminated: {exitCode: 1}}}]"),
                pod("a", "1", "conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable}]")));
        Random random = new Random(3);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(pods, random);

            assertThat(PodTrouble.of(pods)).contains("CrashLoopBackOff: container a ended with exit code 1");
        }
    }

    @Test
    void namesOfPodsAndSecretsOfAddressesAreNotTold() {
        assertThat(trouble(pod("a", "1", """
                containerStatuses:
                - {name: podinfo, ready: false, state: {waiting: {reason: CreateContainerError,
                   message: 'failed for pod podinfo-5d8f7c9b6-x2x9q (0b9d8f1e-7c1a-4a59-9a55-2f6f4c1e8d77): GET https://me:hunter2@registry/x'}}}
                """))).contains("failed for").doesNotContain("x2x9q", "0b9d8f1e", "hunter2");
    }

    @Test
    void theRuntimesNameOfAContainerIsNotTold() {
        assertThat(trouble(pod("a", "1", """
                containerStatuses:
                - {name: podinfo, ready: false, state: {waiting: {reason: CreateContainerError,
                   message: 'the container name "k8s_podinfo_podinfo-5d8f7c9b6-x2x9q_test_0b9d8f1e_3" is already in use'}}}
                """)))
                .isEqualTo("CreateContainerError: container podinfo: the container name is already in use");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "containerStatuses: text",
                "containerStatuses: [1, {}, {state: []}, {state: {waiting: {}}}, {state: {waiting: {reason: {}}}}]",
                "{conditions: {a: b}, phase: [], initContainerStatuses: [{}]}"
            })
    void aStatusOfAnyShapeTellsNothing(String status) {
        assertThat(trouble(pod("a", "1", status))).isNull();
    }

    @Test
    void aPodThatIsNotScheduledYetForNoGivenReasonIsNamedSo() {
        assertThat(trouble(pod("a", "1", "conditions: [{type: PodScheduled, status: 'False'}]")))
                .isEqualTo("not scheduled");
    }

    private static String trouble(GenericKubernetesResource... pods) {
        return PodTrouble.of(List.of(pods)).orElse(null);
    }

    private static GenericKubernetesResource pod(String hash, String minute, String status) {
        return Yaml.fields("""
                        metadata:
                          name: podinfo-%1$s-x2x9q
                          namespace: test
                          creationTimestamp: "2026-07-28T09:0%2$s:00Z"
                          labels: {app: podinfo, pod-template-hash: %1$s}
                        status:
                        """.formatted(hash, minute) + status.indent(2)).object();
    }
}
