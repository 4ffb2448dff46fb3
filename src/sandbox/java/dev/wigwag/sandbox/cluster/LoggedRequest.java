package dev.wigwag.sandbox.cluster;

/**
 * One request the API answered.
 *
 * @param path without the query
 * @param query undecoded, empty when there was none
 * @param body as text, cut after 64 Ki characters
 * @param status the code answered; 101 for a watch over a web socket, 0 when the connection was closed without an answer
 * @param administrator whether the sandbox itself asked (its stand-ins, a test's set-up), not the application
 */
public record LoggedRequest(
        String method,
        String path,
        String query,
        String contentType,
        String userAgent,
        String body,
        int status,
        boolean administrator) {}
