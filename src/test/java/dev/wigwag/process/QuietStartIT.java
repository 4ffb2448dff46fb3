package dev.wigwag.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wigwag.sandbox.cluster.SandboxCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A process that is woken from zero has a push waiting: until that has come, it asks nobody anything. */
class QuietStartIT {
    @Test
    void aStartAsksNeitherTheClusterNorAnybodyOutside() throws Exception {
        try (SandboxCluster cluster = SandboxCluster.start();
                ServerSocket outside = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                WigwagProcess process = WigwagProcess.launch(
                        cluster,
                        settings("http://127.0.0.1:" + outside.getLocalPort()),
                        WigwagProcess.command(System.getProperty("native.image.path")))) {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(100))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> process.send(HttpRequest.newBuilder(process.uri("/q/health/live")))
                                    .statusCode()
                            == 200);

            assertThat(cluster.requests().all()).isEmpty();
            outside.setSoTimeout(1);
            assertThatThrownBy(outside::accept)
                    .as("a connection to GitHub or Slack")
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static Map<String, String> settings(String outside) {
        return Map.ofEntries(
                Map.entry("WIGWAG_WATCH", "false"),
                Map.entry("WIGWAG_GITHUB_WEBHOOK_SECRETS", "a-secret-of-the-tests"),
                Map.entry("WIGWAG_GITHUB_API_URL", outside),
                Map.entry("WIGWAG_GITHUB_TOKEN", "github-token-of-the-tests"),
                Map.entry("WIGWAG_GITHUB_REPOSITORIES", "acme/*"),
                Map.entry("WIGWAG_SLACK_API_URL", outside),
                Map.entry("WIGWAG_SLACK_BOT_TOKEN", "slack-token-of-the-tests"),
                Map.entry("WIGWAG_SLACK_CHANNEL", "C0TESTS"));
    }
}
