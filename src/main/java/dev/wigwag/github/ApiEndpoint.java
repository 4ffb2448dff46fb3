package dev.wigwag.github;

/**
 * Where GitHub's API is, as configured; what runs against a stand-in puts another in its place.
 *
 * @param apiUrl as {@code wigwag.github.api-url}
 * @param webHost the host in its repositories' addresses; null if the API's address tells it
 */
public record ApiEndpoint(String apiUrl, String webHost) {
    /** The address, checked. */
    ApiAddress address() {
        return webHost == null ? ApiAddress.of(apiUrl) : ApiAddress.of(apiUrl, webHost);
    }
}
