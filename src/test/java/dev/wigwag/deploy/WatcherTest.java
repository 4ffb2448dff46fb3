package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.sandbox.cluster.FluxReleases;
import dev.wigwag.sandbox.cluster.ServedKind;
import io.fabric8.knative.sources.v1.APIVersionKindSelector;
import io.fabric8.knative.sources.v1.ApiServerSource;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Knative's sources watch for Wigwag, and the rights they have for it. */
class WatcherTest {
    private final List<ApiServerSource> sources = Manifests.in(Manifests.KNATIVE, "sources.yaml").stream()
            .map(ApiServerSource.class::cast)
            .toList();
    private final ClusterRole role =
            Manifests.in(Manifests.KNATIVE, "watcher.yaml", ClusterRole.class, "wigwag-watcher");

    @Test
    void theyWatchWhatALongLivedProcessWatchesAndNothingElse() {
        Set<Grant> longLived = Grant.of(Manifests.in("rbac.yaml", ClusterRole.class, "wigwag")).stream()
                .filter(grant -> grant.verb().equals("watch"))
                // Read for annotations, when something else has changed.
                .filter(grant -> !grant.resource().equals("namespaces"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(watched().map(kind -> new Grant(kind.group(), kind.plural(), "watch")))
                .containsExactlyInAnyOrderElementsOf(longLived);
    }

    @Test
    void theirAccountMayReadTheseKindsAndNoOthersAndWriteNothing() {
        Set<Grant> needed = watched()
                .flatMap(kind ->
                        Stream.of("get", "list", "watch").map(verb -> new Grant(kind.group(), kind.plural(), verb)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(Grant.of(role)).isEqualTo(needed);
        assertThat(role.getAggregationRule()).isNull();
    }

    @Test
    void theRoleIsTheirsAlone() {
        ServiceAccount account =
                Manifests.in(Manifests.KNATIVE, "watcher.yaml", ServiceAccount.class, "wigwag-watcher");
        ClusterRoleBinding binding =
                Manifests.in(Manifests.KNATIVE, "watcher.yaml", ClusterRoleBinding.class, "wigwag-watcher");

        assertThat(sources)
                .allSatisfy(source -> assertThat(source.getSpec().getServiceAccountName())
                        .isEqualTo(account.getMetadata().getName()));
        assertThat(binding.getRoleRef().getName()).isEqualTo(role.getMetadata().getName());
        assertThat(binding.getSubjects()).singleElement().satisfies(subject -> {
            assertThat(subject.getKind()).isEqualTo("ServiceAccount");
            assertThat(subject.getName()).isEqualTo(account.getMetadata().getName());
            assertThat(subject.getNamespace())
                    .isEqualTo(account.getMetadata().getNamespace())
                    .isEqualTo("wigwag");
        });
    }

    @Test
    void aGroupThatIsNotInstalledHoldsUpNoOther() {
        assertThat(sources)
                .allSatisfy(source -> assertThat(source.getSpec().getResources())
                        .extracting(APIVersionKindSelector::getApiVersion)
                        .containsOnly(source.getSpec().getResources().get(0).getApiVersion()));
        assertThat(sources)
                .extracting(source -> source.getSpec().getResources().get(0).getApiVersion())
                .doesNotHaveDuplicates();
    }

    @Test
    void onlyReferencesAreSentAndOfAllNamespaces() {
        assertThat(sources).hasSize(5).allSatisfy(source -> {
            assertThat(source.getSpec().getMode()).isEqualTo("Reference");
            assertThat(source.getSpec().getNamespaceSelector())
                    .as("left out it would be the source's own")
                    .isNotNull();
            assertThat(source.getSpec().getNamespaceSelector().getMatchLabels()).isEmpty();
            assertThat(source.getSpec().getNamespaceSelector().getMatchExpressions())
                    .isEmpty();
        });
    }

    /** Fails for a version that the current Flux and Flagger do not serve. */
    private Stream<ServedKind> watched() {
        return sources.stream()
                .flatMap(source -> source.getSpec().getResources().stream())
                .map(watched -> FluxReleases.current().stream()
                        .filter(served -> served.apiVersion().equals(watched.getApiVersion())
                                && served.kind().equals(watched.getKind()))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no cluster serves " + watched)));
    }
}
