package dev.wigwag.git;

import dev.wigwag.engine.RepositoryLogin.Login;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where a repository is fetched from, and as whom.
 *
 * @param copy the name of our copy: who logs in does not share one with who does not, nor with another namespace
 */
record Route(Place place, Optional<Login> login, String copy) {
    private static final int NAME = 20;

    static Route of(Place place, Optional<Login> login, String namespace) {
        String who = login.map(one -> one.getClass().getSimpleName() + "\n" + namespace)
                .orElse("nobody");
        return new Route(place, login, name(place.address() + "\n" + who));
    }

    private static String name(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, NAME);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which the platform guarantees", e);
        }
    }

    /** Without the login. */
    @Override
    public String toString() {
        return place.toString();
    }
}
