package dev.wigwag.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Why a request was refused, as a problem of RFC 9457.
 *
 * @param slug what happened, in lower-case words with dashes; stable, it ends the {@code type} and labels metrics
 * @param status HTTP status code, 400 to 599
 * @param title the same for every problem of this slug
 * @param detail the cause and what puts it right, redacted
 * @param members extension members; values are strings, numbers or booleans
 */
public record Problem(String slug, int status, String title, String detail, Map<String, Object> members) {

    /** The media type of {@link #json()}. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE_PREFIX = "urn:wigwag:problem:";
    private static final int MAX_DETAIL = 2000;

    /** Cleans and redacts the detail, so that no problem has to be trusted to have done so. */
    public Problem {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("a problem has a status from 400 to 599, not " + status);
        }
        detail = CleanText.line(Redaction.apply(detail), MAX_DETAIL);
        members = Map.copyOf(members);
    }

    private Problem(String slug, int status, String title, String detail) {
        this(slug, status, title, detail, Map.of());
    }

    /** 400: the request cannot be understood; the detail says where. */
    public static Problem malformed(String detail) {
        return new Problem("malformed", 400, "Malformed request", detail);
    }

    /** 401: nothing, or nothing of the right form, proves who sent this. */
    public static Problem credentialsMissing(String detail) {
        return new Problem("credentials-missing", 401, "Credentials missing", detail);
    }

    /** 401: the proof is of the right form, and wrong. */
    public static Problem credentialsWrong(String detail) {
        return new Problem("credentials-wrong", 401, "Credentials wrong", detail);
    }

    /** 404: no edge has this path. */
    public static Problem unknownPath() {
        return new Problem(
                "unknown-path",
                404,
                "Unknown path",
                "Nothing is served at this path; check the URL that was configured at the sender.");
    }

    /** 404: the path belongs to an edge that this process was told not to serve. */
    public static Problem edgeNotServed(Edge edge) {
        return new Problem(
                "edge-not-served",
                404,
                "Edge not served here",
                "This process does not serve the edge " + edge.label() + "; add it to wigwag.edges, or send to the"
                        + " process that serves it.");
    }

    /** 404: a management path, asked for through a proxy by which strangers come as well. */
    public static Problem managementNotShown() {
        return new Problem(
                "management-not-shown",
                404,
                "Not shown here",
                "This path is not shown to requests that came through a proxy; ask the pod itself, or change"
                        + " wigwag.http.management.");
    }

    /** 404: what the path names is not there, or not for who asks; the detail does not tell which. */
    public static Problem notFound(String detail) {
        return new Problem("not-found", 404, "Not found", detail);
    }

    /** 405: the path is right, the method is not. */
    public static Problem methodNotAllowed(String method, Collection<String> allowed) {
        return new Problem(
                "method-not-allowed",
                405,
                "Method not allowed",
                "The method " + CleanText.line(method, 20) + " is not allowed here"
                        + (allowed.isEmpty() ? "" : "; use " + String.join(" or ", new TreeSet<>(allowed))) + ".");
    }

    /** 406: none of the accepted media types can be produced. */
    public static Problem notAcceptable() {
        return new Problem(
                "not-acceptable",
                406,
                "Not acceptable",
                "No media type of the Accept header can be produced here; accept application/json.");
    }

    /** 408: the body did not arrive in time. */
    public static Problem bodyTooSlow(Duration limit) {
        return new Problem(
                "body-too-slow",
                408,
                "Body too slow",
                "The body did not arrive within " + limit.toMillis() + " ms; send it faster, or raise"
                        + " wigwag.http.body-timeout.");
    }

    /** 413: the body is, or says it is, larger than this path takes. */
    public static Problem bodyTooLarge(long limit) {
        return new Problem(
                "body-too-large",
                413,
                "Body too large",
                "The body is larger than the " + limit + " bytes this path takes; send less.",
                Map.of("limit", limit));
    }

    /** 415: the content type is not one of those understood here. */
    public static Problem unsupportedMediaType() {
        return new Problem(
                "unsupported-media-type",
                415,
                "Unsupported media type",
                "The Content-Type is not understood here; choose the one the sender's documentation names for webhooks.");
    }

    /** Any other 4xx the framework answers with. */
    public static Problem refused(int status, String reason) {
        return new Problem(
                "refused",
                status,
                "Request refused",
                "The request was refused (" + reason + "); check its method, path, headers and body.");
    }

    /** 500: our fault. The caller learns nothing but the id that stands in the log. */
    public static Problem unexpected(String incident) {
        return new Problem(
                "unexpected",
                500,
                "Unexpected error",
                "An unexpected error happened; the log tells more under incident " + incident + ".",
                Map.of("incident", incident));
    }

    /** 503: the edge is closed because its secret is not configured. */
    public static Problem notConfigured(String property) {
        return notConfiguredBecause(property + " holds no secret; set it, or mount a Secret with this key.");
    }

    /** 503: the edge is closed because a setting is missing that is no secret. */
    public static Problem notSet(String property, String how) {
        return notConfiguredBecause(property + " is not set; " + how + ".");
    }

    private static Problem notConfiguredBecause(String why) {
        return new Problem("not-configured", 503, "Not configured", "This edge is closed because " + why);
    }

    /** 503: what had to be stored before a 2xx could not be stored in time. */
    public static Problem notStored(String detail) {
        return new Problem("not-stored", 503, "Not stored", detail);
    }

    /** 503: what was asked for could not be read from the Kubernetes API in time. */
    public static Problem notRead(String detail) {
        return new Problem("not-read", 503, "Not read", detail);
    }

    /** 409: a repository cannot be read as things are set; asking again changes nothing. */
    public static Problem unreadableRepository(String detail) {
        return new Problem("unreadable-repository", 409, "Repository not readable", detail);
    }

    /** 503: nothing was sent outside, or nobody waited for its end. */
    public static Problem notSent(String detail) {
        return new Problem("not-sent", 503, "Not sent", detail);
    }

    /** 503: the bodies being worked on leave no room for this one. */
    public static Problem noRoomForBody(long budget) {
        return new Problem(
                "no-room-for-body",
                503,
                "Too many bodies in flight",
                "Bodies in flight take up the " + budget + " bytes allowed; send again later, or raise"
                        + " wigwag.http.bodies-in-flight together with the memory limit.");
    }

    /** 503: every thread that could do the work is busy. */
    public static Problem overloaded() {
        return new Problem(
                "overloaded",
                503,
                "Overloaded",
                "All worker threads are busy; send again later, or run more replicas.");
    }

    /** The same problem under another status. */
    Problem as(int other) {
        return new Problem(slug, other, title, detail, members);
    }

    /** The same problem with one more extension member. */
    public Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(slug, status, title, detail, more);
    }

    /** {@code urn:wigwag:problem:<slug>}. */
    public String type() {
        return TYPE_PREFIX + slug;
    }

    /** The problem as UTF-8 JSON, to be sent as {@link #MEDIA_TYPE}. */
    public byte[] json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("type", type())
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        new TreeMap<>(members).forEach((name, value) -> putMember(json, name, value));
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void putMember(ObjectNode json, String name, Object value) {
        if (value instanceof Long || value instanceof Integer) {
            json.put(name, ((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            json.put(name, flag);
        } else {
            json.put(name, CleanText.line(Redaction.apply(value.toString()), MAX_DETAIL));
        }
    }
}
