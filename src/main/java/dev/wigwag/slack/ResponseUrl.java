package dev.wigwag.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.chatops.Reply;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Answers somebody who pressed a button, where Slack said ({@code response_url}): nobody else sees it, and the message stays as
 * it is. Such an address lets whoever has it write into the channel, so it is never logged.
 */
@ApplicationScoped
class ResponseUrl {
    private static final Logger LOG = Logger.getLogger(ResponseUrl.class);
    private static final String WHAT = "the private answer to a press";

    /** With less than this a call need not be begun. */
    private static final Duration LEAST = Duration.ofMillis(100);

    private final SlackCalls calls = new SlackCalls(Duration.ofSeconds(2));
    private final URI api;

    ResponseUrl(SlackEndpoint endpoint) {
        this.api = endpoint.methods();
    }

    /**
     * Tells the presser. An answer that cannot be given is logged and no more: what was decided stands in the ledger.
     *
     * @param address as the payload has it; null if it has none
     * @param patience how long it may take
     * @return whether Slack took it
     */
    boolean tell(String address, Reply reply, Duration patience) {
        Optional<URI> target = Optional.ofNullable(address).flatMap(this::allowed);
        if (target.isEmpty() || patience.compareTo(LEAST) < 0) {
            LOG.infof(
                    "outcome=not-told: somebody who pressed a button got no answer, as %s",
                    target.isEmpty() ? "Slack gave no address of its own for it" : "there was no time left for it");
            return false;
        }
        try {
            ObjectNode body = PrivateAnswer.json(reply);
            HttpRequest request = HttpRequest.newBuilder(target.get())
                    .header("Content-Type", "application/json; charset=utf-8")
                    .POST(BodyPublishers.ofString(body.toString()))
                    .build();
            HttpResponse<byte[]> response = calls.send(request, WHAT, patience);
            if (response.statusCode() != 200) {
                LOG.warnf("outcome=not-told: %s: Slack answered %d", WHAT, response.statusCode());
            }
            return response.statusCode() == 200;
        } catch (SlackException trouble) {
            LOG.warnf("outcome=not-told: %s", trouble.getMessage());
            return false;
        }
    }

    /** Slack's own, or the very place where the API is; nowhere else, whatever a payload says. */
    Optional<URI> allowed(String address) {
        try {
            URI uri = new URI(address);
            boolean slacks = "https".equals(uri.getScheme())
                    && ("hooks." + api.getHost()).equals(uri.getHost())
                    && uri.getPort() == -1;
            boolean standIns = Objects.equals(api.getScheme(), uri.getScheme())
                    && Objects.equals(api.getHost(), uri.getHost())
                    && api.getPort() == uri.getPort();
            return Optional.of(uri).filter(found -> found.getRawUserInfo() == null && (slacks || standIns));
        } catch (URISyntaxException e) {
            // What is no address is not ours either; its message would quote it.
            return Optional.empty();
        }
    }
}
