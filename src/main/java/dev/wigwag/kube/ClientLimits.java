package dev.wigwag.kube;

import io.fabric8.kubernetes.client.Config;
import io.quarkus.kubernetes.client.KubernetesConfigCustomizer;
import jakarta.inject.Singleton;

/**
 * Bounds what one call to the API server may cost. The client's own default, ten retries with growing pauses, outlasts
 * every caller we have: GitHub gives up after 10 s.
 */
@Singleton
public class ClientLimits implements KubernetesConfigCustomizer {
    static final int CONNECT_MILLIS = 1_000;
    static final int REQUEST_MILLIS = 3_000;
    static final int RETRIES = 1;
    static final int RETRY_PAUSE_MILLIS = 100;

    @Override
    public void customize(Config config) {
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setRequestTimeout(REQUEST_MILLIS);
        config.setRequestRetryBackoffLimit(RETRIES);
        config.setRequestRetryBackoffInterval(RETRY_PAUSE_MILLIS);
    }
}
