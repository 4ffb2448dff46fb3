package dev.wigwag.process;

import dev.wigwag.sandbox.cluster.SandboxCluster;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A sandbox cluster for the packaged application that Quarkus starts, and the settings with which that finds it. */
public final class ClusterForThePackaged implements QuarkusTestResourceLifecycleManager {
    static final String GITHUB_SECRET = "a-secret-of-the-tests";
    static final String FLUX_SECRET = "flux-secret-of-the-tests";
    static final String FLAGGER_TOKEN = "flagger-token-of-the-tests";
    static final String API_TOKEN = "api-token-of-the-tests";

    private SandboxCluster cluster;

    @Override
    public Map<String, String> start() {
        cluster = SandboxCluster.start();
        return Map.ofEntries(
                Map.entry("kubernetes.master", cluster.url()),
                Map.entry("kubernetes.auth.token", "wigwag"),
                Map.entry("kubeconfig", "target/no-kubeconfig"),
                Map.entry("wigwag.cluster", "test"),
                Map.entry("wigwag.watch", "false"),
                Map.entry("wigwag.git.enabled", "false"),
                Map.entry("wigwag.github.webhook-secrets", GITHUB_SECRET),
                Map.entry("wigwag.flux.secrets", FLUX_SECRET),
                Map.entry("wigwag.flagger.tokens", FLAGGER_TOKEN),
                Map.entry("wigwag.api.tokens", API_TOKEN));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(cluster, new TestInjector.MatchesType(SandboxCluster.class));
    }

    @Override
    public void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }
}
