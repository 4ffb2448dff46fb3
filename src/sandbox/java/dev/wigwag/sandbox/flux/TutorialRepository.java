package dev.wigwag.sandbox.flux;

import dev.wigwag.sandbox.github.GitForge;
import dev.wigwag.sandbox.github.Person;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/** The tutorial's repository, {@code JasonMorgan/linkerd-demos}, with one commit on main and a directory for each Kustomization. */
public final class TutorialRepository {

    /** The branch the cluster follows. */
    public static final String BRANCH = "main";

    /** The file with podinfo's Deployment. */
    public static final String PODINFO = "apps/podinfo/deployment.yaml";

    /** The file with the ConfigMap that podinfo's pods take their environment from. */
    public static final String PODINFO_CONFIG = "apps/podinfo/config.yaml";

    /** The file with podinfo's Canary. */
    public static final String PODINFO_CANARY = "apps/podinfo/canary.yaml";

    /** The file with Flagger's HelmRelease. */
    public static final String FLAGGER = "infra/flagger/release.yaml";

    /** A file no Kustomization applies. */
    public static final String DOCS = "README.md";

    private static final Person OWNER = new Person("Jason Morgan", "jason@sandbox.example", "JasonMorgan");

    private TutorialRepository() {}

    /** Creates the repository; whoever creates it closes it. */
    public static GitForge create(Clock clock) {
        return create("github.com", clock);
    }

    /** Creates it on another host. */
    public static GitForge create(String host, Clock clock) {
        GitForge forge = GitForge.create(host, "JasonMorgan", "linkerd-demos", clock);
        forge.commit(BRANCH, files(), "Deploy podinfo behind a canary", OWNER);
        return forge;
    }

    private static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        files.put(DOCS, "# Linkerd demos\n");
        files.put("infra/linkerd/release.yaml", helmRelease("linkerd", "linkerd-control-plane", "1.16.11"));
        files.put("infra/linkerd-viz/release.yaml", helmRelease("linkerd-viz", "linkerd-viz", "30.12.11"));
        files.put(FLAGGER, flagger("1.44.0"));
        TutorialKustomization.ALL.forEach(
                each -> files.put(each.path().substring(2) + "/namespace.yaml", namespace(each.namespace())));
        files.put(PODINFO, podinfo("6.7.0"));
        files.put(PODINFO_CONFIG, podinfoConfig("first"));
        files.put(PODINFO_CANARY, TutorialCanary.WEIGHT.manifest());
        files.put("apps/podinfo/metrics.yaml", TutorialCanary.METRICS);
        return files;
    }

    /** The Deployment of podinfo with this image tag: the file whose change starts a rollout. */
    public static String podinfo(String imageTag) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: podinfo
                  namespace: test
                spec:
                  selector: {matchLabels: {app: podinfo}}
                  template:
                    metadata:
                      labels: {app: podinfo}
                    spec:
                      containers:
                      - name: podinfod
                        image: ghcr.io/stefanprodan/podinfo:%s
                        ports:
                        - {name: http, containerPort: 9898}
                        envFrom:
                        - configMapRef: {name: podinfo-config}
                """.formatted(imageTag);
    }

    /** Podinfo's ConfigMap with this message; its change starts a run like that of the image. */
    public static String podinfoConfig(String message) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: podinfo-config
                  namespace: test
                data:
                  PODINFO_UI_MESSAGE: "%s"
                """.formatted(message);
    }

    /** Flagger's HelmRelease with this version of the chart: a change that is none of podinfo's. */
    public static String flagger(String version) {
        return helmRelease("flagger-system", "flagger", version);
    }

    private static String namespace(String name) {
        return """
                apiVersion: v1
                kind: Namespace
                metadata: {name: %s}
                """.formatted(name);
    }

    private static String helmRelease(String namespace, String chart, String version) {
        return """
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata:
                  name: %1$s
                  namespace: %2$s
                spec:
                  interval: 10m
                  chart:
                    spec:
                      chart: %1$s
                      version: %3$s
                      sourceRef: {kind: HelmRepository, name: charts}
                """.formatted(chart, namespace, version);
    }
}
