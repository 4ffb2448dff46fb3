package dev.wigwag.github;

import dev.wigwag.http.LiveSecrets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A token that somebody made at GitHub, classic or fine-grained ({@code wigwag.github.token}). The first entry that may speak
 * for the repository is used, and the next one once GitHub does not accept it, as in the middle of a rotation.
 */
final class PersonalToken implements GitHubToken {
    /** The property, and the file where Secrets are mounted. */
    static final String PROPERTY = "wigwag.github.token";

    private final LiveSecrets secrets;
    private final Set<String> refused = new HashSet<>();

    PersonalToken(LiveSecrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public String bearer(RepositoryName repository) throws GitHubApiException {
        return first(repository)
                .orElseThrow(
                        () -> GitHubApiException.denied("No token of " + secrets.property() + " is for " + repository
                                + "; add one, or configure wigwag.github.app.id and wigwag.github.app.private-key"));
    }

    @Override
    public boolean isThereFor(RepositoryName repository) {
        return first(repository).isPresent();
    }

    @Override
    public boolean refused(RepositoryName repository, String bearer) {
        synchronized (refused) {
            // Only what is configured now is remembered, so the set is as bounded as the configuration.
            refused.add(bearer);
            refused.retainAll(tokens());
        }
        return first(repository).filter(next -> !next.equals(bearer)).isPresent();
    }

    @Override
    public String credential(RepositoryName repository) {
        return "token-" + first(repository).map(PersonalToken::digest).orElse("none");
    }

    @Override
    public String advice() {
        return "the token is wrong or has expired; put a valid one first into " + secrets.property();
    }

    /** The first token not known to be refused; if all are, the first, as somebody may have allowed it again. */
    private Optional<String> first(RepositoryName repository) {
        List<String> fitting = secrets.current().stream()
                .filter(secret -> secret.scope().test(repository.toString()))
                .map(secret -> text(secret.key()))
                .toList();
        synchronized (refused) {
            return fitting.stream()
                    .filter(token -> !refused.contains(token))
                    .findFirst()
                    .or(() -> fitting.stream().findFirst());
        }
    }

    private List<String> tokens() {
        return secrets.current().stream().map(secret -> text(secret.key())).toList();
    }

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8).strip();
    }

    /** Tokens are random and long, so a few bytes of their digest give nothing away. */
    private static String digest(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which the platform guarantees", e);
        }
    }
}
