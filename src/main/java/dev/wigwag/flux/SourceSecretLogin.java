package dev.wigwag.flux;

import dev.wigwag.engine.Checkout;
import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.RepositoryLogin;
import dev.wigwag.kube.ClusterObjects;
import dev.wigwag.kube.Fields;
import dev.wigwag.kube.Kind;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Logs in with the Secret that Flux itself logs in with ({@code spec.secretRef}; its keys: reference flux.md §7), where the platform
 * wants it and RBAC allows it. A GitHub App in there, and the clouds' own identities, are Flux's alone.
 */
@ApplicationScoped
@Priority(SourceSecretLogin.FIRST)
class SourceSecretLogin implements RepositoryLogin {
    /** What the source's own team gave it is nearer than what the platform has for all. */
    static final int FIRST = 20;

    /**
     * Whether the Secret of a source is read and used to log in at its repository; needs {@code k8s/components/git-secrets}. Else
     * GitHub's repositories are read with {@code wigwag.github.token} or the App, where {@code wigwag.github.repositories} allows
     * it, and others without a login.
     */
    static final String PROPERTY = "wigwag.git.use-source-secrets";

    private static final Logger LOG = Logger.getLogger(SourceSecretLogin.class);
    private static final Kind SECRET = new Kind("", "Secret", "secrets");
    private static final int MOST_TOLD = 1_000;

    private final ClusterObjects objects;
    private final boolean on;
    private final Set<String> told = new LinkedHashSet<>();

    SourceSecretLogin(ClusterObjects objects, @ConfigProperty(name = PROPERTY, defaultValue = "false") boolean on) {
        this.objects = objects;
        this.on = on;
    }

    @Override
    public Optional<Login> of(Checkout checkout) {
        if (!on || checkout.secret().isEmpty()) {
            return Optional.empty();
        }
        String namespace = checkout.source().namespace();
        String name = checkout.secret().get();
        return read(namespace, name).flatMap(secret -> login(secret, namespace + "/" + name));
    }

    private Optional<Fields> read(String namespace, String name) {
        try {
            return objects.find(SECRET, namespace, name).map(Fields::new);
        } catch (ClusterException e) {
            if (e.fault() != ClusterException.Fault.DENIED) {
                throw e;
            }
            tellOnce(
                    namespace + "/" + name,
                    "may not be read, so its repository is read without it; name it in a Role as"
                            + " k8s/components/git-secrets does, or set " + PROPERTY + "=false");
            return Optional.empty();
        }
    }

    private Optional<Login> login(Fields secret, String key) {
        String authorities = value(secret, "ca.crt", "caFile");
        String identity = value(secret, "identity");
        String bearer = value(secret, "bearerToken");
        String user = value(secret, "username");
        String password = value(secret, "password");
        if (identity != null) {
            return Optional.of(new Login.Key(identity, password, value(secret, "known_hosts")));
        }
        if (bearer != null) {
            return Optional.of(new Login.Bearer(bearer, authorities));
        }
        if (user != null && password != null) {
            return Optional.of(new Login.Password(user, password, authorities));
        }
        tellOnce(
                key,
                "holds neither username and password, nor bearerToken, nor identity; its repository is read without"
                        + " it, as a GitHub App's key in it is used by Flux alone");
        return Optional.empty();
    }

    /** The first of these that is there. */
    private static String value(Fields secret, String... keys) {
        for (String key : keys) {
            String encoded = secret.text("data", key);
            if (encoded != null && !encoded.isBlank()) {
                try {
                    return new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException e) {
                    LOG.debugf("A Secret's %s is no base64", key);
                }
            }
        }
        return null;
    }

    private void tellOnce(String secret, String what) {
        synchronized (told) {
            if (told.size() >= MOST_TOLD || !told.add(secret + what)) {
                return;
            }
        }
        LOG.warnf("The Secret %s %s.", secret, what);
    }
}
