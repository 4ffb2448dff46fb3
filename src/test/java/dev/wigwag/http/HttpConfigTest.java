package dev.wigwag.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HttpConfigTest {

    @Test
    void theDefaultsAreTheseAndAdmitOneLargestBody() {
        HttpConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(HttpConfig.class)
                .build()
                .getConfigMapping(HttpConfig.class);

        assertThat(config.githubBodyLimit().asLongValue()).isEqualTo(26_214_400);
        assertThat(config.bodyLimit().asLongValue()).isEqualTo(1_048_576);
        assertThat(config.bodiesInFlight().asLongValue()).isEqualTo(33_554_432);
        assertThat(config.bodyTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.management()).isEqualTo(HttpConfig.Management.EVERYBODY);
        assertThat(config.openPaths()).isEmpty();
    }

    @Test
    void secretsAreLookedForWhereTheSecretIsMounted() {
        assertThat(SecretsDirectory.PROPERTY).isEqualTo("wigwag.secrets.directory");
        assertThat(SecretsDirectory.DEFAULT).isEqualTo("/etc/wigwag/secrets");
    }
}
