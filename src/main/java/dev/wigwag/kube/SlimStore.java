package dev.wigwag.kube;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Keeps of each watched object only its name and version, which is all an informer needs to tell what changed: whole
 * objects, ten thousand of them, would cost more memory than the rest of the process.
 */
final class SlimStore implements ItemStore<GenericKubernetesResource> {
    private final Map<String, GenericKubernetesResource> items = new ConcurrentHashMap<>();
    private final AtomicLong owed = new AtomicLong();

    @Override
    public String getKey(GenericKubernetesResource object) {
        return Cache.metaNamespaceKeyFunc(object);
    }

    @Override
    public GenericKubernetesResource put(String key, GenericKubernetesResource object) {
        GenericKubernetesResource before = items.put(key, slim(object));
        if (before == null || !version(before).equals(version(object))) {
            owed.incrementAndGet();
        }
        return before;
    }

    @Override
    public GenericKubernetesResource remove(String key) {
        GenericKubernetesResource before = items.remove(key);
        if (before != null) {
            owed.incrementAndGet();
        }
        return before;
    }

    /** The handler has been told of one change. */
    void told() {
        owed.decrementAndGet();
    }

    /** Whether the handler knows all that is in here: an informer tells it of each change later, on another thread. */
    boolean isTold() {
        return owed.get() == 0;
    }

    @Override
    public Stream<String> keySet() {
        return items.keySet().stream();
    }

    @Override
    public Stream<GenericKubernetesResource> values() {
        return items.values().stream();
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public GenericKubernetesResource get(String key) {
        return items.get(key);
    }

    @Override
    public boolean isFullState() {
        return false;
    }

    /** Forgets everything; gives what it knew. */
    List<GenericKubernetesResource> empty() {
        List<GenericKubernetesResource> known = List.copyOf(items.values());
        items.clear();
        return known;
    }

    private static String version(GenericKubernetesResource object) {
        return String.valueOf(object.getMetadata().getResourceVersion());
    }

    private static GenericKubernetesResource slim(GenericKubernetesResource object) {
        ObjectMeta meta = new ObjectMetaBuilder()
                .withNamespace(object.getMetadata().getNamespace())
                .withName(object.getMetadata().getName())
                .withUid(object.getMetadata().getUid())
                .withResourceVersion(object.getMetadata().getResourceVersion())
                .build();
        GenericKubernetesResource slim = new GenericKubernetesResource();
        slim.setApiVersion(object.getApiVersion());
        slim.setKind(object.getKind());
        slim.setMetadata(meta);
        return slim;
    }
}
