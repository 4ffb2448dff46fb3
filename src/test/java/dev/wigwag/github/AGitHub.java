package dev.wigwag.github;

import dev.wigwag.HandSetClock;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.http.LiveSecrets;
import dev.wigwag.http.SecretsDirectory;
import dev.wigwag.rollout.GlobSet;
import dev.wigwag.sandbox.github.GitHubApiStandIn;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A GitHub with the repository {@code acme/web}, which holds one commit, and ways to speak to it. */
final class AGitHub implements AutoCloseable {
    static final RepositoryName WEB = new RepositoryName("acme", "web");
    static final String SHA = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d";
    static final String TOKEN = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
    static final String APP = "123456";

    final HandSetClock clock = new HandSetClock(Instant.parse("2026-03-02T09:00:00Z"));
    final GitHubApiStandIn server = new GitHubApiStandIn(clock);

    AGitHub() {
        server.repository(WEB.toString(), SHA::equals);
        server.credentials().personalToken(TOKEN, "wigwag-bot", "statuses", "deployments");
    }

    /** Calls that give up soon. */
    ApiCalls calls() {
        return new ApiCalls(
                new ApiSettings(
                        ApiAddress.of(server.url(), "github.com"),
                        ApiSettings.VERSION,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2)),
                Optional.empty());
    }

    /** Speaks with these tokens in force. */
    GitHubApi with(String... tokens) {
        return new GitHubApi(
                new RepositoryCalls(calls(), new PersonalToken(secrets(PersonalToken.PROPERTY, clock, tokens)), clock));
    }

    GitHubApi api() {
        return with(TOKEN);
    }

    /** What is configured, as {@code wigwag.github.*} and the rest would give it; with the token unless told otherwise. */
    GitHubAccess access(Map<String, String> settings) {
        SmallRyeConfig config = config(settings);
        return new GitHubAccess(
                config.getConfigMapping(GitHubConfig.class),
                config.getConfigMapping(WigwagConfig.class),
                new ApiEndpoint(server.url(), "github.com"),
                new SecretsDirectory(Path.of("target/no-such-directory"), clock, Runnable::run),
                clock);
    }

    static GitHubConfig settings(Map<String, String> settings) {
        return config(settings).getConfigMapping(GitHubConfig.class);
    }

    private static SmallRyeConfig config(Map<String, String> settings) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(GitHubConfig.class)
                .withMapping(WigwagConfig.class)
                .withDefaultValue("wigwag.cluster", "blue")
                .withDefaultValue("wigwag.github.token", TOKEN)
                .withDefaultValue("wigwag.github.repositories", "acme/*")
                .withValidateUnknown(false);
        settings.forEach(builder::withDefaultValue);
        return builder.build();
    }

    InstallationTokens app(String... keys) {
        return new InstallationTokens(calls(), new AppKey(APP, secrets(AppKey.PROPERTY, clock, keys), clock), clock);
    }

    /** Secrets with no file beside them. */
    static LiveSecrets secrets(String property, Clock clock, String... entries) {
        return new SecretsDirectory(Path.of("target/no-such-directory"), clock, Runnable::run)
                .secrets(property, List.of(entries), globs -> GlobSet.ignoringCase(globs)::matches);
    }

    /** A pair as Apps have them, but made in a moment. */
    static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The private key as {@code openssl pkcs8} writes it. */
    static String pkcs8(KeyPair pair) {
        return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    /** The private key as GitHub hands it out: what is inside of PKCS#8, behind version, algorithm and one header. */
    static String pkcs1(KeyPair pair) {
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
        return pem("RSA PRIVATE KEY", pkcs1);
    }

    static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der)
                + "\n-----END " + type + "-----\n";
    }

    @Override
    public void close() {
        server.close();
    }
}
