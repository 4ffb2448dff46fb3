package dev.wigwag.kube;

import dev.wigwag.engine.WigwagConfig;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** The watches of a long-lived process. In a short-lived one nothing is ever watched. */
@ApplicationScoped
public class KindWatches {
    private final KubernetesClient client;
    private final ServedVersions served;
    private final boolean enabled;
    private final List<KindWatch> watches = new CopyOnWriteArrayList<>();
    private volatile ScheduledExecutorService starter;

    public KindWatches(KubernetesClient client, ServedVersions served, WigwagConfig config) {
        this.client = client;
        this.served = served;
        this.enabled = config.watch();
    }

    /**
     * Follows a kind in all namespaces, from the first use on until the process stops.
     *
     * @param seen gets every object at first sight and after each change, one at a time
     * @param gone gets every object that is deleted; only its metadata is sure to be there
     */
    public KindWatch follow(
            Kind kind, Consumer<GenericKubernetesResource> seen, Consumer<GenericKubernetesResource> gone) {
        KindWatch watch = new KindWatch(client, served, kind, seen, gone);
        watches.add(watch);
        if (starter != null) {
            watch.start(starter);
        }
        return watch;
    }

    void onStart(@Observes StartupEvent event) {
        if (enabled) {
            start();
        }
    }

    void onStop(@Observes ShutdownEvent event) {
        stop();
    }

    /** Begins to watch; returns at once. */
    public void start() {
        starter = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "watches"));
        watches.forEach(watch -> watch.start(starter));
    }

    /** Ends all watches. */
    public void stop() {
        watches.forEach(KindWatch::stop);
        if (starter != null) {
            starter.shutdownNow();
        }
    }
}
