package dev.wigwag.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who may speak to the API: holders of a token that was given out here, and a GitHub App by its key. */
public final class ApiCredentials {
    private static final Duration INSTALLATION_TOKEN = Duration.ofHours(1);
    private static final Duration LONGEST_JWT = Duration.ofMinutes(10);

    /** A token and what it is good for; {@code expires} is null for one that does not. */
    private record Grant(String actor, Set<String> permissions, Instant expires) {}

    private final Clock clock;
    private final Map<String, Grant> grants = new HashMap<>();
    private final Map<String, Long> installations = new HashMap<>();
    private String appId = "";
    private PublicKey appKey;
    private Set<String> appPermissions = Set.of();
    private long given;

    ApiCredentials(Clock clock) {
        this.clock = clock;
    }

    /** A person's token with permissions such as {@code statuses} and {@code deployments}, to write. */
    public synchronized void personalToken(String token, String login, String... permissions) {
        grants.put(token, new Grant(login, Set.of(permissions), null));
    }

    /** An App, known by its public key, with permissions to write. */
    public synchronized void app(String id, PublicKey key, String... permissions) {
        appId = id;
        appKey = key;
        appPermissions = Set.of(permissions);
    }

    /** Installs the App on an account. */
    public synchronized void install(String owner, long installation) {
        installations.put(owner.toLowerCase(Locale.ROOT), installation);
    }

    /** Takes the App off an account; its tokens end. */
    public synchronized void uninstall(String owner) {
        installations.remove(owner.toLowerCase(Locale.ROOT));
        revokeInstallationTokens();
    }

    /** Makes a token worthless, as when its owner deletes it. */
    public synchronized void revoke(String token) {
        grants.remove(token);
    }

    /** Ends every installation token before its time. */
    public synchronized void revokeInstallationTokens() {
        grants.values().removeIf(grant -> grant.expires() != null);
    }

    /** How many installation tokens were given out so far. */
    public synchronized long installationTokensGiven() {
        return given;
    }

    /** Whose token it is; empty if it is none, or has expired. */
    synchronized Optional<String> actor(String bearer) {
        return grant(bearer).map(Grant::actor);
    }

    synchronized boolean may(String bearer, String permission) {
        return grant(bearer)
                .filter(grant -> grant.permissions().contains(permission))
                .isPresent();
    }

    /** GitHub's words on why the JWT is not accepted; empty if it is. */
    synchronized Optional<String> jwtFault(String bearer) {
        String[] parts = bearer.split("\\.", -1);
        if (parts.length != 3 || appKey == null) {
            return Optional.of("A JSON web token could not be decoded");
        }
        try {
            JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
            JsonNode head = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[0]));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(appKey);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            boolean genuine = "RS256".equals(head.path("alg").asText())
                    && signature.verify(Base64.getUrlDecoder().decode(parts[2]));
            if (!genuine || !appId.equals(claims.path("iss").asText())) {
                return Optional.of("A JSON web token could not be decoded");
            }
            return timeFault(claims);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return Optional.of("A JSON web token could not be decoded");
        }
    }

    private Optional<String> timeFault(JsonNode claims) {
        Instant now = clock.instant();
        Instant issued = Instant.ofEpochSecond(claims.path("iat").asLong());
        Instant expires = Instant.ofEpochSecond(claims.path("exp").asLong());
        if (!claims.path("iat").isIntegralNumber() || issued.isAfter(now)) {
            return Optional.of(
                    "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was"
                            + " issued");
        }
        return expires.isAfter(now) && !expires.isAfter(now.plus(LONGEST_JWT))
                ? Optional.empty()
                : Optional.of("'Expiration time' claim ('exp') is too far in the future");
    }

    synchronized ApiReply installation(String owner) {
        Long id = installations.get(owner.toLowerCase(Locale.ROOT));
        return id == null
                ? ApiReply.notFound()
                : ApiReply.of(
                        200, JsonNodeFactory.instance.objectNode().put("id", id).put("app_slug", "wigwag"));
    }

    synchronized ApiReply accessToken(String installation) {
        Set<String> installed = new HashSet<>();
        installations.values().forEach(id -> installed.add(Long.toString(id)));
        if (!installed.contains(installation)) {
            return ApiReply.notFound();
        }
        // Long and with dots, as they are since April 2026.
        String token = "ghs_" + appId + "_" + "x".repeat(480) + ".y." + ++given;
        Instant expires = clock.instant().plus(INSTALLATION_TOKEN);
        grants.put(token, new Grant("wigwag[bot]", appPermissions, expires));
        return ApiReply.of(
                201, JsonNodeFactory.instance.objectNode().put("token", token).put("expires_at", expires.toString()));
    }

    private Optional<Grant> grant(String bearer) {
        return Optional.ofNullable(grants.get(bearer))
                .filter(grant -> grant.expires() == null || grant.expires().isAfter(clock.instant()));
    }
}
