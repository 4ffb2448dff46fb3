package dev.wigwag.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** What the head of an HTTP/1 request says about its body. The server has checked that it does not contradict itself. */
record RequestHead(HttpServerRequest request) {

    /** Whether a body follows. */
    boolean hasBody() {
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || contentLength() > 0;
    }

    /** The announced number of bytes, or -1. */
    long contentLength() {
        String value = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (value == null || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            return -1;
        }
        try {
            return Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            throw new Refusal(Problem.malformed("Content-Length is not a number; send the body's length in bytes."));
        }
    }

    /** Whether the sender holds its body back until it is told to go on; HTTP/1.0 knows no such thing. */
    boolean waitsForContinue() {
        return request.version() != HttpVersion.HTTP_1_0
                && "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    }
}
