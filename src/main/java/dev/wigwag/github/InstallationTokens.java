package dev.wigwag.github;

import dev.wigwag.http.KnownSecrets;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens of a GitHub App, one for each account it is installed on: good for an hour, kept until five minutes before that
 * (reference: github.md §11). What is kept is bounded; the longest unused goes.
 */
final class InstallationTokens implements GitHubToken {
    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final int KEPT = 1000;

    private record Token(String text, Instant expires) {}

    private final ApiCalls calls;
    private final AppKey app;
    private final Clock clock;
    private final AppCalls asApp;
    private final Map<String, Long> installations = new Recent<>();
    private final Map<Long, Token> tokens = new Recent<>();

    InstallationTokens(ApiCalls calls, AppKey app, Clock clock) {
        this.calls = calls;
        this.app = app;
        this.clock = clock;
        this.asApp = new AppCalls(calls, app, clock);
    }

    @Override
    public String bearer(RepositoryName repository) throws GitHubApiException {
        Optional<Token> kept = kept(repository);
        if (kept.isPresent()) {
            return kept.get().text();
        }
        long installation = installation(repository);
        Token fresh = fresh(installation, repository);
        synchronized (this) {
            tokens.put(installation, fresh);
            remember();
        }
        return fresh.text();
    }

    @Override
    public boolean isThereFor(RepositoryName repository) {
        return true;
    }

    @Override
    public synchronized boolean refused(RepositoryName repository, String bearer) {
        Long installation = installations.get(key(repository));
        if (installation != null) {
            tokens.computeIfPresent(installation, (id, token) -> token.text().equals(bearer) ? null : token);
        }
        return true;
    }

    /** Limits are counted by installation, and there is one for each account. */
    @Override
    public String credential(RepositoryName repository) {
        return "app-" + app.id() + "-" + repository.owner().toLowerCase(Locale.ROOT);
    }

    @Override
    public String advice() {
        return AppCalls.advice();
    }

    /** Of more than can be remembered, those used last. */
    private void remember() {
        List<byte[]> texts = new ArrayList<>();
        tokens.values().forEach(token -> texts.add(token.text().getBytes(StandardCharsets.UTF_8)));
        Collections.reverse(texts);
        KnownSecrets.remember("installation tokens of " + AppKey.ID, texts);
    }

    private synchronized Optional<Token> kept(RepositoryName repository) {
        Instant soon = clock.instant().plus(EARLY);
        return Optional.ofNullable(installations.get(key(repository)))
                .map(tokens::get)
                .filter(token -> token.expires().isAfter(soon));
    }

    private long installation(RepositoryName repository) throws GitHubApiException {
        synchronized (this) {
            Long known = installations.get(key(repository));
            if (known != null) {
                return known;
            }
        }
        ApiRequest request = ApiRequest.get("/repos/" + repository + "/installation");
        ApiAnswer answer = asApp.send(request);
        if (answer.status() == 404) {
            throw GitHubApiException.denied("The GitHub App " + app.id() + " is not installed on " + repository
                    + "; install it there, or configure wigwag.github.token");
        }
        long id = required(request, answer, repository).body().path("id").asLong();
        synchronized (this) {
            installations.put(key(repository), id);
        }
        return id;
    }

    private Token fresh(long installation, RepositoryName repository) throws GitHubApiException {
        ApiRequest request = ApiRequest.post("/app/installations/" + installation + "/access_tokens", calls.object());
        ApiAnswer answer = asApp.send(request);
        if (answer.status() == 404) {
            synchronized (this) {
                installations.values().removeIf(id -> id == installation);
            }
            throw GitHubApiException.refused("The GitHub App " + app.id() + " is no longer installed on "
                    + repository.owner() + " as it was; install it there if it is not");
        }
        ApiAnswer given = required(request, answer, repository);
        String token = given.body().path("token").asText();
        if (token.isEmpty()) {
            throw GitHubApiException.down("GitHub answered " + request + " without a token");
        }
        return new Token(token, expiry(given.body().path("expires_at").asText()));
    }

    private ApiAnswer required(ApiRequest request, ApiAnswer answer, RepositoryName repository)
            throws GitHubApiException {
        if (!answer.isSuccess()) {
            throw ApiFailures.of(request, answer, repository.toString(), advice(), clock.instant());
        }
        return answer;
    }

    /** A token whose end cannot be read is used for what it was fetched for, and not kept. */
    private Instant expiry(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return clock.instant();
        }
    }

    private static String key(RepositoryName repository) {
        return repository.toString().toLowerCase(Locale.ROOT);
    }

    private static final class Recent<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > KEPT;
        }
    }
}
