package dev.wigwag.github;

import dev.wigwag.engine.Checkout;
import dev.wigwag.engine.RepositoryLogin;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Logs in at GitHub with the token or App that statuses are written with: only for the host that the token is for, only by https,
 * and only where the source's namespace may speak to the repository.
 */
@ApplicationScoped
@Priority(GitHubLogin.AFTER_THE_SOURCES_OWN)
class GitHubLogin implements RepositoryLogin {
    static final int AFTER_THE_SOURCES_OWN = 10;

    /** GitHub takes any name with a token; with an App's it wants this one (reference: github.md §11). */
    private static final String USER = "x-access-token";

    private static final Logger LOG = Logger.getLogger(GitHubLogin.class);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final GitHubAccess access;

    GitHubLogin(GitHubAccess access) {
        this.access = access;
    }

    @Override
    public Optional<Login> of(Checkout checkout) {
        return repository(checkout).flatMap(this::login);
    }

    @Override
    public boolean refused(Checkout checkout, Login login) {
        return login instanceof Login.Password password
                && password.user().equals(USER)
                && repository(checkout)
                        .filter(repository -> access.token().refused(repository, password.password()))
                        .isPresent();
    }

    private Optional<RepositoryName> repository(Checkout checkout) {
        return isSecret(checkout.address())
                ? access.repository(checkout.source().namespace(), checkout.address())
                        .filter(access.token()::isThereFor)
                : Optional.empty();
    }

    private Optional<Login> login(RepositoryName repository) {
        try {
            return Optional.of(new Login.Password(USER, access.token().bearer(repository), null));
        } catch (GitHubApiException e) {
            // It may be public; if not, the refusal there says what is missing.
            LOG.debugf("%s is read without a token: %s", repository, e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether nobody on the way reads along; on this machine nobody does. */
    private static boolean isSecret(String address) {
        try {
            URI uri = URI.create(address);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            return scheme.equals("https")
                    || scheme.equals("http") && uri.getHost() != null && LOOPBACK.contains(uri.getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
