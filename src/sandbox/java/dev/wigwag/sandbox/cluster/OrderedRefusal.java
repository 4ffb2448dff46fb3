package dev.wigwag.sandbox.cluster;

/** The {@code Status} for a code a test or the page ordered, with the reason the API server gives for such a code. */
final class OrderedRefusal {

    private OrderedRefusal() {}

    static ApiFailure of(int code) {
        String reason = switch (code) {
            case 400 -> "BadRequest";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "NotFound";
            case 409 -> "Conflict";
            case 410 -> "Expired";
            case 422 -> "Invalid";
            case 429 -> "TooManyRequests";
            case 500 -> "InternalError";
            case 503 -> "ServiceUnavailable";
            case 504 -> "Timeout";
            default -> "Unknown";
        };
        return ApiFailure.of(code, reason, "the sandbox was told to answer this request with " + code);
    }
}
