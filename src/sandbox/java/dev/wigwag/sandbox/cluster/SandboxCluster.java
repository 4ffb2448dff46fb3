package dev.wigwag.sandbox.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import java.util.UUID;

/**
 * A Kubernetes API in this process: plain HTTP on a free port of 127.0.0.1, objects in memory, no controllers. Namespaces need not exist
 * before objects are put into them, and nothing is collected when an owner goes.
 */
public final class SandboxCluster implements AutoCloseable {

    private final ServedApis served;
    private final Faults faults;
    private final RequestLog requests = new RequestLog();
    private final OpenWatches watches = new OpenWatches();
    private final HttpFront front;
    private final String administratorToken = UUID.randomUUID().toString();
    private final KubernetesClient client;
    private final KubernetesClient administrator;

    private SandboxCluster(Clock clock) {
        ObjectStore store = new ObjectStore();
        served = new ServedApis(FluxReleases.current());
        faults = new Faults(store, watches);
        ApiServer api = new ApiServer(served, faults, store, new ObjectWriter(store, clock));
        front = new HttpFront(api, faults, requests, store, watches, administratorToken);
        client = new KubernetesClientBuilder()
                .withConfig(clientConfig())
                .withKubernetesSerialization(BuiltInTypes.serialization())
                .build();
        administrator = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(clientConfig())
                        .withOauthToken(administratorToken)
                        .build())
                .withKubernetesSerialization(BuiltInTypes.serialization())
                .build();
    }

    /** Starts an empty cluster that serves {@link FluxReleases#current()}. */
    public static SandboxCluster start() {
        return start(Clock.systemUTC());
    }

    /** Starts an empty cluster whose own timestamps (creation, deletion, managed fields) come from this clock. */
    public static SandboxCluster start(Clock clock) {
        return new SandboxCluster(clock);
    }

    /** Where it listens, such as {@code http://127.0.0.1:40123}. */
    public String url() {
        return "http://127.0.0.1:" + front.port();
    }

    /**
     * How a client reaches it as the application's service account. Nothing is taken from the environment, and failed requests are not
     * repeated, so that every request a test counts is one the application made.
     */
    public Config clientConfig() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(url())
                .withNamespace("wigwag")
                .withOauthToken("wigwag")
                .withRequestRetryBackoffLimit(0)
                .withWatchReconnectInterval(100)
                .build();
    }

    /** A client with the application's rights; the cluster closes it. */
    public KubernetesClient client() {
        return client;
    }

    /** A client that no fault but an outage touches, for setting things up and for the stand-ins; the cluster closes it. */
    public KubernetesClient administrator() {
        return administrator;
    }

    /** The kinds it serves; may be changed while it runs. */
    public ServedApis served() {
        return served;
    }

    /** The switches that make it misbehave. */
    public Faults faults() {
        return faults;
    }

    /** What it was asked so far. */
    public RequestLog requests() {
        return requests;
    }

    /** How many watches are open. */
    public int openWatches() {
        return watches.size();
    }

    @Override
    public void close() {
        client.close();
        administrator.close();
        front.close();
    }
}
