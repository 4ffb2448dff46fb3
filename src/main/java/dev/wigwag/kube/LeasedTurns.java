package dev.wigwag.kube;

import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.engine.OutletAllowance;
import dev.wigwag.engine.OutletTurns;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What is left of each credential's budget, in a Lease each, in the namespace that this process runs in; its resourceVersion is
 * the lock. The last one seen is kept, so that a change costs one PUT as long as nobody else makes one.
 */
@ApplicationScoped
public class LeasedTurns implements OutletTurns {
    static final String NEXT = "wigwag.dev/next-slot";
    static final String FULL = "wigwag.dev/full-again";

    /** Leases remembered; one that is forgotten is read again. */
    static final int LIMIT = 500;

    private static final String VERSION = "coordination.k8s.io/v1";
    private static final int TRIES = 8;

    /** Two credentials that share one wait for each other without need, which at this number is rare. */
    private static final int LANES = 16;

    private static final ResourceDefinitionContext LEASES = new ResourceDefinitionContext.Builder()
            .withGroup("coordination.k8s.io")
            .withVersion("v1")
            .withKind("Lease")
            .withPlural("leases")
            .withNamespaced(true)
            .build();

    private final Object[] lanes =
            IntStream.range(0, LANES).mapToObj(lane -> new Object()).toArray();
    private final KubernetesClient client;
    private final Map<String, GenericKubernetesResource> seen = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, GenericKubernetesResource> eldest) {
            return size() > LIMIT;
        }
    };

    public LeasedTurns(KubernetesClient client) {
        this.client = client;
    }

    /** Those of one process take their turns one after another, so that only other processes can be in the way. */
    @Override
    public OutletAllowance change(String credential, UnaryOperator<OutletAllowance> change) {
        String name = name(credential);
        synchronized (lanes[Math.floorMod(name.hashCode(), LANES)]) {
            return changed(name, change);
        }
    }

    private OutletAllowance changed(String name, UnaryOperator<OutletAllowance> change) {
        for (int turn = 1; turn <= TRIES; turn++) {
            GenericKubernetesResource lease = lastSeen(name);
            OutletAllowance before = allowance(lease);
            OutletAllowance after = change.apply(before);
            if (after == before || isWritten(name, lease, after)) {
                return before;
            }
        }
        throw new ClusterException(Fault.CONFLICT, "lease " + name + " changes too often to write it", null);
    }

    /** The Lease of a credential: a hash, as whoever may read Leases need not learn whom we call. */
    static String name(String credential) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(credential.getBytes(StandardCharsets.UTF_8));
            return "wigwag-" + HexFormat.of().formatHex(hash, 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which the platform guarantees", e);
        }
    }

    private GenericKubernetesResource lastSeen(String name) {
        synchronized (seen) {
            GenericKubernetesResource last = seen.get(name);
            if (last != null) {
                return last;
            }
        }
        GenericKubernetesResource read =
                asking("reading", name, () -> lease(fresh(name)).get());
        GenericKubernetesResource found = read == null ? fresh(name) : read;
        remember(name, found);
        return found;
    }

    private boolean isWritten(String name, GenericKubernetesResource lease, OutletAllowance after) {
        GenericKubernetesResource next = fresh(name);
        next.getMetadata().setResourceVersion(lease.getMetadata().getResourceVersion());
        next.getMetadata()
                .setAnnotations(
                        Map.of(NEXT, after.next().toString(), FULL, after.full().toString()));
        boolean isNew = lease.getMetadata().getResourceVersion() == null;
        try {
            remember(
                    name,
                    asking(
                            "writing",
                            name,
                            () -> isNew ? lease(next).create() : lease(next).update()));
            return true;
        } catch (ClusterException trouble) {
            synchronized (seen) {
                seen.remove(name);
            }
            // Somebody may delete one at any time; the next is made anew.
            if (trouble.fault() == Fault.CONFLICT || trouble.fault() == Fault.GONE) {
                return false;
            }
            throw trouble;
        }
    }

    private void remember(String name, GenericKubernetesResource lease) {
        synchronized (seen) {
            seen.put(name, lease);
        }
    }

    private Resource<GenericKubernetesResource> lease(GenericKubernetesResource lease) {
        return client.genericKubernetesResources(LEASES)
                .inNamespace(lease.getMetadata().getNamespace())
                .resource(lease);
    }

    private GenericKubernetesResource fresh(String name) {
        GenericKubernetesResource lease = new GenericKubernetesResource();
        lease.setApiVersion(VERSION);
        lease.setKind(LEASES.getKind());
        lease.setMetadata(new ObjectMetaBuilder()
                .withNamespace(client.getNamespace() == null ? "wigwag" : client.getNamespace())
                .withName(name)
                .build());
        return lease;
    }

    private static OutletAllowance allowance(GenericKubernetesResource lease) {
        Map<String, String> kept = lease.getMetadata().getAnnotations();
        return kept == null ? OutletAllowance.UNUSED : new OutletAllowance(time(kept.get(NEXT)), time(kept.get(FULL)));
    }

    /** Whoever edits one by hand does not stop the calls. */
    private static Instant time(String text) {
        try {
            return text == null ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private static <T> T asking(String doing, String name, Supplier<T> call) {
        try {
            return call.get();
        } catch (KubernetesClientException e) {
            throw Trouble.with(doing + " lease " + name, e);
        }
    }
}
