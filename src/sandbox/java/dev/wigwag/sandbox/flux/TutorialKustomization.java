package dev.wigwag.sandbox.flux;

import java.util.List;

/**
 * One of the tutorial's Kustomizations.
 *
 * @param dependsOn the one that must be applied before, or empty
 * @param namespace where its workloads are
 * @param healthChecks Deployments in that namespace it waits for
 * @param inventory what it applied, as Flux writes ids: {@code <namespace>_<name>_<group>_<kind>}
 */
record TutorialKustomization(
        String name,
        String path,
        String dependsOn,
        String namespace,
        List<String> healthChecks,
        List<String> inventory) {

    static final List<TutorialKustomization> ALL = List.of(
            new TutorialKustomization(
                    "linkerd",
                    "./infra/linkerd",
                    "",
                    "linkerd",
                    List.of("linkerd-destination", "linkerd-identity", "linkerd-proxy-injector"),
                    List.of("_linkerd__Namespace", "linkerd_linkerd-control-plane_helm.toolkit.fluxcd.io_HelmRelease")),
            new TutorialKustomization(
                    "linkerd-viz",
                    "./infra/linkerd-viz",
                    "linkerd",
                    "linkerd-viz",
                    List.of("metrics-api", "web"),
                    List.of("_linkerd-viz__Namespace", "linkerd-viz_linkerd-viz_helm.toolkit.fluxcd.io_HelmRelease")),
            new TutorialKustomization(
                    "flagger",
                    "./infra/flagger",
                    "linkerd-viz",
                    "flagger-system",
                    List.of("flagger"),
                    List.of("_flagger-system__Namespace", "flagger-system_flagger_helm.toolkit.fluxcd.io_HelmRelease")),
            new TutorialKustomization(
                    "podinfo",
                    "./apps/podinfo",
                    "flagger",
                    "test",
                    List.of(),
                    List.of("_test__Namespace", "test_podinfo_apps_Deployment", "test_podinfo_flagger.app_Canary")));

    /** The API version at the end of an inventory entry: that of the kind its id names. */
    static String inventoryVersion(String id) {
        return id.endsWith("_Canary") ? "v1beta1" : id.endsWith("_HelmRelease") ? "v2" : "v1";
    }
}
