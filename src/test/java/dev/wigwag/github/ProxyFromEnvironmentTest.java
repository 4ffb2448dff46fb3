package dev.wigwag.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.http.ProxyFromEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyFromEnvironmentTest {
    private static final URI GITHUB = URI.create("https://api.github.com/repos");

    @Test
    void withoutTheVariableThereIsNoProxy() {
        assertThat(ProxyFromEnvironment.of(Map.of("no_proxy", "*", "https_proxy", " ")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https_proxy, http://proxy.acme:3128/, proxy.acme, 3128",
        "HTTPS_PROXY, proxy.acme:3128, proxy.acme, 3128",
        "https_proxy, http://proxy.acme, proxy.acme, 80"
    })
    void theProxyIsReadAsToolsWriteIt(String name, String value, String host, int port) {
        InetSocketAddress address = (InetSocketAddress) ProxyFromEnvironment.of(Map.of(name, value))
                .orElseThrow()
                .select(GITHUB)
                .get(0)
                .address();

        assertThat(address.getHostString()).isEqualTo(host);
        assertThat(address.getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource({
        "https://git.acme.example/x, true",
        "https://sub.git.acme.example/x, true",
        "https://a.internal/, true",
        "https://10.0.0.1/, true",
        "http://api.github.com/, true",
        "https://api.github.com/, false",
        "https://notgit.acme.example/, false",
        "https://ainternal/, false"
    })
    void exceptionsAreReachedDirectly(String target, boolean direct) {
        var proxy = ProxyFromEnvironment.of(
                        Map.of("https_proxy", "http://proxy:1", "no_proxy", "Git.acme.example, .internal,,10.0.0.1"))
                .orElseThrow();

        assertThat(proxy.select(URI.create(target)).get(0).equals(Proxy.NO_PROXY))
                .isEqualTo(direct);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://user:hunter2@proxy:1", "socks5://proxy:1", "http://", "http://a b", "https://proxy"})
    void whatCannotBeUsedIsRefusedWithoutBeingRepeated(String value) {
        assertThatThrownBy(() -> ProxyFromEnvironment.of(Map.of("https_proxy", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https_proxy")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void callsGoThroughTheProxyAndTheTokenDoesNotGoToIt() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> head = CompletableFuture.supplyAsync(() -> refuse(proxy));
            ApiSettings settings = new ApiSettings(
                    ApiAddress.of("https://api.github.com"),
                    ApiSettings.VERSION,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(4));
            ApiCalls calls = new ApiCalls(
                    settings,
                    ProxyFromEnvironment.of(Map.of("https_proxy", "http://127.0.0.1:" + proxy.getLocalPort())));

            assertThatThrownBy(() -> calls.send(ApiRequest.get("/user"), AGitHub.TOKEN))
                    .isInstanceOf(GitHubApiException.class);
            assertThat(head.get(5, TimeUnit.SECONDS))
                    .startsWith("CONNECT api.github.com:443")
                    .doesNotContain(AGitHub.TOKEN);
        }
    }

    private static String refuse(ServerSocket proxy) {
        try (Socket socket = proxy.accept()) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            StringBuilder head = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                head.append(line).append('\n');
            }
            socket.getOutputStream()
                    .write("HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return head.toString();
        } catch (IOException e) {
            return "broken: " + e;
        }
    }
}
