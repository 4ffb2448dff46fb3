package dev.wigwag.sandbox.flagger;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A webhook's address as Go's HTTP client treats it: user info becomes basic authentication, its password is never printed. */
record HookRequest(URI asked) {

    private static final String MASK = "xxxxx";

    /** The address for people. */
    String printed() {
        String user = asked.getRawUserInfo();
        return user == null || !user.contains(":")
                ? asked.toString()
                : asked.toString().replace(user + "@", user.substring(0, user.indexOf(':') + 1) + MASK + "@");
    }

    HttpRequest to(URI address, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("User-Agent", "Go-http-client/1.1")
                .header("Content-Type", "application/json")
                .header("Accept-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(body));
        String user = asked.getRawUserInfo();
        if (user != null) {
            // A plus is a plus in user info, whatever it is in a form.
            String plain = URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
            String both = plain.contains(":") ? plain : plain + ":";
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
        }
        return request.build();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return printed();
    }
}
