package dev.wigwag.flagger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Events as Flagger sends them (reference: flagger.md §1). */
public final class FlaggerEvents {
    private FlaggerEvents() {}

    /** The body of an event about {@code Canary/test/podinfo}. */
    public static String saying(String message) {
        return about("test", "podinfo", message);
    }

    /** The body of an event. */
    public static String about(String namespace, String name, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("name", name).put("namespace", namespace).put("phase", "Progressing");
        body.put("checksum", "7d7b5f964c");
        body.putObject("metadata")
                .put("eventMessage", message)
                .put("eventType", "Normal")
                .put("timestamp", "1785229290417");
        return body.toString();
    }

    /** The header that Go's client makes of an address' user and password. */
    public static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Posts to an address with user info as Go's client does: decoded, as a header, and not in the request. */
    static HttpResponse<String> postAsGo(URI address, String body) throws IOException, InterruptedException {
        String[] pair = address.getUserInfo().split(":", 2);
        URI bare = URI.create("http://" + address.getHost() + ":" + address.getPort() + address.getRawPath());
        return post(bare, body, "Authorization", basic(pair[0], pair[1]));
    }

    /** Posts a body with the headers given as name and value in turn. */
    public static HttpResponse<String> post(URI to, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(to).POST(BodyPublishers.ofString(body));
        request.header("Content-Type", "application/json").header("User-Agent", "Go-http-client/1.1");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
