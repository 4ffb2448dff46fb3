package dev.wigwag.sandbox.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** The latest 10,000 requests, oldest first, so that tests can tell how the API was used. A request is in it before its answer is sent. */
public final class RequestLog {

    private static final int KEPT = 10_000;
    private static final int LONGEST_BODY = 64 * 1024;

    private final Deque<LoggedRequest> requests = new ArrayDeque<>();

    RequestLog() {}

    synchronized void add(LoggedRequest request) {
        requests.addLast(request);
        if (requests.size() > KEPT) {
            requests.removeFirst();
        }
    }

    static String cut(String body) {
        return body.length() <= LONGEST_BODY ? body : body.substring(0, LONGEST_BODY);
    }

    /** Everything kept, also what the sandbox itself asked. */
    public synchronized List<LoggedRequest> all() {
        return List.copyOf(requests);
    }

    /** The application's requests with this method whose whole path matches the regular expression. */
    public List<LoggedRequest> matching(String method, String pathRegex) {
        Pattern path = Pattern.compile(pathRegex);
        return all().stream()
                .filter(request -> !request.administrator() && request.method().equals(method))
                .filter(request -> path.matcher(request.path()).matches())
                .toList();
    }

    /** How many requests {@link #matching} gives. */
    public int count(String method, String pathRegex) {
        return matching(method, pathRegex).size();
    }

    /** Forgets all requests so far. */
    public synchronized void clear() {
        requests.clear();
    }
}
