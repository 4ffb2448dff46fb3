package dev.wigwag.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What we ask of GitHub about webhooks that lead to us: their log of deliveries, and to send one again. */
final class HookApi {
    /** Somebody who may ask. */
    interface Caller {
        /** A success, or an exception. */
        ApiAnswer call(ApiRequest request) throws GitHubApiException;
    }

    /**
     * A hook that leads to us.
     *
     * @param path of the hook in the API
     */
    record Hook(Caller caller, String path) {}

    /** A log is read back so far at most: a thousand attempts. */
    private static final int MAX_PAGES = 10;

    private static final Pattern NEXT =
            Pattern.compile("<[^<>]*[?&]cursor=([A-Za-z0-9%._~+=-]{1,500})[^<>]*>\\s*;\\s*rel=\"next\"");

    private final RepositoryCalls calls;
    private final Optional<AppCalls> app;

    /** @param app the App, if we are one */
    HookApi(RepositoryCalls calls, Optional<AppCalls> app) {
        this.calls = calls;
        this.app = app;
    }

    /** The App's own hook, if we are an App and it leads to us. */
    List<Hook> ofApp() throws GitHubApiException {
        if (app.isEmpty()) {
            return List.of();
        }
        JsonNode config = app.get().call(ApiRequest.get("/app/hook/config")).body();
        return leadsToUs(config.path("url").asText()) ? List.of(new Hook(app.get()::call, "/app/hook")) : List.of();
    }

    /** A repository's own hooks. */
    List<Hook> of(RepositoryName repository) throws GitHubApiException {
        return hooks(repository, "/repos/" + repository + "/hooks");
    }

    /** The hooks of the organization that a repository belongs to. */
    List<Hook> ofOwner(RepositoryName repository) throws GitHubApiException {
        return hooks(repository, "/orgs/" + repository.owner() + "/hooks");
    }

    /** The latest attempts, newest first; those before {@code since} are left out. */
    List<LoggedDelivery> deliveries(Hook hook, Instant since) throws GitHubApiException {
        List<LoggedDelivery> log = new ArrayList<>();
        String path = hook.path() + "/deliveries?per_page=100";
        String page = path;
        for (int turn = 1; turn <= MAX_PAGES; turn++) {
            ApiAnswer answer = hook.caller().call(ApiRequest.get(page));
            boolean past = false;
            for (JsonNode delivery : answer.body()) {
                LoggedDelivery attempt = attempt(delivery);
                past |= attempt.at().isBefore(since);
                if (!attempt.at().isBefore(since)) {
                    log.add(attempt);
                }
            }
            Optional<String> next = cursor(answer);
            if (past || next.isEmpty()) {
                break;
            }
            page = path + "&cursor=" + next.get();
        }
        return log;
    }

    /** Asks for one more attempt, which GitHub makes soon. */
    void redeliver(Hook hook, LoggedDelivery delivery) throws GitHubApiException {
        ObjectNode nothing = calls.object();
        hook.caller().call(ApiRequest.post(hook.path() + "/deliveries/" + delivery.id() + "/attempts", nothing));
    }

    private List<Hook> hooks(RepositoryName repository, String path) throws GitHubApiException {
        Caller caller = request -> calls.call(repository, request);
        List<Hook> found = new ArrayList<>();
        for (JsonNode hook : caller.call(ApiRequest.get(path + "?per_page=100")).body()) {
            boolean ours = hook.path("active").asBoolean(true)
                    && hook.path("id").isIntegralNumber()
                    && leadsToUs(hook.path("config").path("url").asText());
            if (ours) {
                found.add(new Hook(caller, path + "/" + hook.path("id").asLong()));
            }
        }
        return found;
    }

    /** Nobody tells us our own address; but the path behind it is ours, and fixed. */
    private static boolean leadsToUs(String url) {
        try {
            String path = URI.create(url).getPath();
            return path != null && path.endsWith("/github");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The cursor alone: an address out of an answer could lead our token anywhere. */
    private static Optional<String> cursor(ApiAnswer answer) {
        return answer.headers().allValues("Link").stream()
                .map(NEXT::matcher)
                .filter(Matcher::find)
                .map(next -> next.group(1))
                .findFirst();
    }

    private static LoggedDelivery attempt(JsonNode delivery) {
        return new LoggedDelivery(
                delivery.path("id").asLong(),
                delivery.path("guid").asText(),
                time(delivery.path("delivered_at").asText()),
                delivery.path("redelivery").asBoolean(),
                delivery.path("status").asText(),
                delivery.path("status_code").asInt(),
                delivery.path("event").asText());
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
