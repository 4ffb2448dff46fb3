package dev.wigwag.sandbox.flux;

import java.util.List;

/**
 * One of the tutorial's Kustomizations.
 *
 * @param dependsOn the one that must be applied before, or empty
 * @param namespace where its workloads are
 * @param healthChecks Deployments in that namespace it waits for
 */
record TutorialKustomization(String name, String path, String dependsOn, String namespace, List<String> healthChecks) {

    static final List<TutorialKustomization> ALL = List.of(
            new TutorialKustomization(
                    "linkerd",
                    "./infra/linkerd",
                    "",
                    "linkerd",
                    List.of("linkerd-destination", "linkerd-identity", "linkerd-proxy-injector")),
            new TutorialKustomization(
                    "linkerd-viz", "./infra/linkerd-viz", "linkerd", "linkerd-viz", List.of("metrics-api", "web")),
            new TutorialKustomization(
                    "flagger", "./infra/flagger", "linkerd-viz", "flagger-system", List.of("flagger")),
            new TutorialKustomization("podinfo", "./apps/podinfo", "flagger", "test", List.of("podinfo")));
}
