package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterRoleTest {
    private static final String SOURCE = "source.toolkit.fluxcd.io";

    private final ClusterRole role = Manifests.in("rbac.yaml", ClusterRole.class, "wigwag");

    @Test
    void theProcessMayDoTheseThingsAndNothingElse() {
        assertThat(Grant.of(role))
                .containsExactlyInAnyOrder(
                        new Grant(SOURCE, "gitrepositories", "get"),
                        new Grant(SOURCE, "gitrepositories", "list"),
                        new Grant(SOURCE, "gitrepositories", "watch"),
                        new Grant(SOURCE, "gitrepositories", "patch"),
                        new Grant(SOURCE, "ocirepositories", "get"),
                        new Grant(SOURCE, "ocirepositories", "list"),
                        new Grant(SOURCE, "ocirepositories", "watch"),
                        new Grant(SOURCE, "ocirepositories", "patch"),
                        new Grant(SOURCE, "buckets", "get"),
                        new Grant(SOURCE, "buckets", "list"),
                        new Grant(SOURCE, "buckets", "watch"),
                        new Grant(SOURCE, "helmcharts", "get"),
                        new Grant(SOURCE, "helmcharts", "list"),
                        new Grant(SOURCE, "helmcharts", "patch"),
                        new Grant(SOURCE, "helmrepositories", "list"),
                        new Grant("image.toolkit.fluxcd.io", "imagerepositories", "list"),
                        new Grant("image.toolkit.fluxcd.io", "imagerepositories", "patch"),
                        new Grant("kustomize.toolkit.fluxcd.io", "kustomizations", "get"),
                        new Grant("kustomize.toolkit.fluxcd.io", "kustomizations", "list"),
                        new Grant("kustomize.toolkit.fluxcd.io", "kustomizations", "watch"),
                        new Grant("kustomize.toolkit.fluxcd.io", "kustomizations", "patch"),
                        new Grant("helm.toolkit.fluxcd.io", "helmreleases", "get"),
                        new Grant("helm.toolkit.fluxcd.io", "helmreleases", "list"),
                        new Grant("helm.toolkit.fluxcd.io", "helmreleases", "watch"),
                        new Grant("", "namespaces", "list"),
                        new Grant("", "namespaces", "watch"),
                        new Grant("flagger.app", "canaries", "get"),
                        new Grant("flagger.app", "canaries", "list"),
                        new Grant("flagger.app", "canaries", "watch"),
                        new Grant("apps", "deployments", "get"),
                        new Grant("apps", "daemonsets", "get"),
                        new Grant("serving.knative.dev", "services", "get"),
                        new Grant("", "pods", "list"),
                        new Grant("gateway.networking.k8s.io", "httproutes", "get"),
                        new Grant("split.smi-spec.io", "trafficsplits", "get"),
                        new Grant("", "events", "create"),
                        new Grant("wigwag.dev", "rollouts", "get"),
                        new Grant("wigwag.dev", "rollouts", "list"),
                        new Grant("wigwag.dev", "rollouts", "watch"),
                        new Grant("wigwag.dev", "rollouts", "create"),
                        new Grant("wigwag.dev", "rollouts", "update"),
                        new Grant("wigwag.dev", "rollouts", "delete"),
                        new Grant("wigwag.dev", "rollouts/status", "update"));
    }

    @Test
    void noRuleReachesBeyondWhatItNames() {
        assertThat(role.getAggregationRule()).isNull();
        assertThat(role.getRules()).allSatisfy(rule -> {
            assertThat(rule.getNonResourceURLs()).isEmpty();
            assertThat(rule.getResourceNames()).isEmpty();
        });
    }

    @Test
    void theRoleIsBoundToTheServiceAccountOfTheDeploymentAlone() {
        ClusterRoleBinding binding = Manifests.in("rbac.yaml", ClusterRoleBinding.class, "wigwag");
        ServiceAccount account = Manifests.in("rbac.yaml", ServiceAccount.class, "wigwag");

        assertThat(binding.getRoleRef().getKind()).isEqualTo("ClusterRole");
        assertThat(binding.getRoleRef().getName()).isEqualTo("wigwag");
        assertThat(binding.getSubjects()).singleElement().satisfies(subject -> {
            assertThat(subject.getKind()).isEqualTo("ServiceAccount");
            assertThat(subject.getName()).isEqualTo(account.getMetadata().getName());
            assertThat(subject.getNamespace())
                    .isEqualTo(account.getMetadata().getNamespace())
                    .isEqualTo("wigwag");
        });
        assertThat(account.getAutomountServiceAccountToken()).isFalse();
    }

    @Test
    void peopleMayLookAtRolloutsButNobodyIsHelpedToWriteThem() {
        ClusterRole viewer = Manifests.in("rbac.yaml", ClusterRole.class, "wigwag-view-rollouts");

        assertThat(viewer.getMetadata().getLabels())
                .containsOnlyKeys("rbac.authorization.k8s.io/aggregate-to-view")
                .containsValue("true");
        assertThat(viewer.getRules()).singleElement().satisfies(rule -> {
            assertThat(rule.getApiGroups()).containsExactly("wigwag.dev");
            assertThat(rule.getResources()).containsExactly("rollouts");
            assertThat(rule.getVerbs()).containsExactlyInAnyOrder("get", "list", "watch");
        });
    }

    @Test
    void noRoleOfOursTouchesSecrets() {
        List<PolicyRule> rules = Manifests.in("rbac.yaml").stream()
                .filter(ClusterRole.class::isInstance)
                .map(ClusterRole.class::cast)
                .flatMap(any -> any.getRules().stream())
                .toList();

        assertThat(rules).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.getApiGroups()).doesNotContain("*");
            assertThat(rule.getResources()).doesNotContain("secrets", "*");
            if (rule.getApiGroups().contains("")) {
                assertThat(rule.getResources()).hasSize(1).isSubsetOf("pods", "namespaces", "events");
                assertThat(rule.getVerbs())
                        .isSubsetOf(
                                rule.getResources().contains("events") ? List.of("create") : List.of("list", "watch"));
            }
            assertThat(rule.getVerbs()).doesNotContain("*", "deletecollection", "escalate", "impersonate");
            if (rule.getVerbs().contains("delete")) {
                assertThat(rule.getResources()).containsExactly("rollouts");
            }
        });
    }

    @Test
    void inItsOwnNamespaceTheProcessMayKeepLeasesAndNothingElse() {
        Role own = Manifests.in("rbac.yaml", Role.class, "wigwag");
        RoleBinding binding = Manifests.in("rbac.yaml", RoleBinding.class, "wigwag");

        assertThat(Grant.of(own))
                .containsExactlyInAnyOrder(
                        new Grant("coordination.k8s.io", "leases", "get"),
                        new Grant("coordination.k8s.io", "leases", "create"),
                        new Grant("coordination.k8s.io", "leases", "update"));
        assertThat(binding.getRoleRef().getKind()).isEqualTo("Role");
        assertThat(binding.getRoleRef().getName()).isEqualTo(own.getMetadata().getName());
        assertThat(binding.getMetadata().getNamespace())
                .isEqualTo(own.getMetadata().getNamespace())
                .isEqualTo("wigwag");
        assertThat(binding.getSubjects()).singleElement().satisfies(subject -> {
            assertThat(subject.getKind()).isEqualTo("ServiceAccount");
            assertThat(subject.getName()).isEqualTo("wigwag");
            assertThat(subject.getNamespace()).isEqualTo("wigwag");
        });
    }

    @Test
    void theFileHoldsTheseSixObjects() {
        assertThat(Manifests.in("rbac.yaml"))
                .extracting(HasMetadata::getKind)
                .containsExactly(
                        "ServiceAccount", "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding", "ClusterRole");
    }
}
