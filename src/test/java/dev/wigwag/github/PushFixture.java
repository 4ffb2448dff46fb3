package dev.wigwag.github;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A push payload as GitHub composes it, with the parts that a test varies; values are raw JSON. */
final class PushFixture {
    static final String ZEROS = "0".repeat(40);
    static final String A = "1".repeat(40);
    static final String B = "2".repeat(40);
    static final String TAG_OBJECT = "7".repeat(40);

    private final Map<String, String> top = new LinkedHashMap<>();
    private final Map<String, String> repository = new LinkedHashMap<>();

    private PushFixture() {}

    /** One commit on top of another, on {@code main} of {@code acme/fleet}. */
    static PushFixture push() {
        return new PushFixture()
                .with("ref", "\"refs/heads/main\"")
                .with("before", quoted(A))
                .with("after", quoted(B))
                .with("base_ref", "null")
                .with("created", "false")
                .with("deleted", "false")
                .with("forced", "false")
                .with("compare", "\"https://github.com/acme/fleet/compare/111111111111...222222222222\"")
                .with("commits", "[" + commit(B, "Raise replicas to 3 (#57)") + "]")
                .with("head_commit", commit(B, "Raise replicas to 3 (#57)"))
                .with("pusher", "{\"name\":\"ana\",\"email\":\"ana@acme.example\"}")
                .with("sender", "{\"login\":\"ana\",\"id\":7,\"type\":\"User\"}")
                .withRepository("id", "900")
                .withRepository("name", "\"fleet\"")
                .withRepository("full_name", "\"acme/fleet\"")
                .withRepository("private", "true")
                .withRepository("owner", "{\"name\":\"acme\",\"email\":null,\"login\":\"acme\",\"id\":5}")
                .withRepository("html_url", "\"https://github.com/acme/fleet\"")
                .withRepository("url", "\"https://github.com/acme/fleet\"")
                .withRepository("clone_url", "\"https://github.com/acme/fleet.git\"")
                .withRepository("ssh_url", "\"git@github.com:acme/fleet.git\"")
                .withRepository("git_url", "\"git://github.com/acme/fleet.git\"")
                .withRepository("created_at", "1600000000")
                .withRepository("pushed_at", "1770106500")
                .withRepository("updated_at", "\"2026-02-03T08:00:00Z\"")
                .withRepository("topics", "[]");
    }

    static PushFixture newBranch() {
        return push().with("created", "true").with("before", quoted(ZEROS)).with("commits", "[]");
    }

    static PushFixture deletion() {
        return push().with("deleted", "true")
                .with("after", quoted(ZEROS))
                .with("commits", "[]")
                .with("head_commit", "null");
    }

    static PushFixture annotatedTag() {
        return push().with("ref", "\"refs/tags/v1.2.0\"")
                .with("before", quoted(ZEROS))
                .with("after", quoted(TAG_OBJECT))
                .with("commits", "[]");
    }

    static PushFixture lightweightTag() {
        return push().with("ref", "\"refs/tags/v1.2.0\"")
                .with("before", quoted(ZEROS))
                .with("commits", "[]");
    }

    /** As many commits as GitHub lists at most, or as asked for. */
    static PushFixture ofCommits(int count) {
        return push().with(
                        "commits",
                        IntStream.range(0, count)
                                .mapToObj(i -> commit(String.format("%040x", i + 1), "Step " + i))
                                .collect(Collectors.joining(",", "[", "]")));
    }

    static String commit(String sha, String message) {
        return """
                {"id":"%s","tree_id":"%s","distinct":true,"message":"%s","timestamp":"2026-02-03T09:15:00+01:00",\
                "url":"https://github.com/acme/fleet/commit/%s","author":{"name":"Ana","email":"ana@acme.example"},\
                "committer":{"name":"GitHub","email":"noreply@github.com"},"added":[],"removed":[],\
                "modified":["apps/shop/values.yaml"]}""".formatted(sha, sha, message, sha);
    }

    static String quoted(String text) {
        return '"' + text + '"';
    }

    /** Sets a member of the payload. */
    PushFixture with(String name, String json) {
        top.put(name, json);
        return this;
    }

    /** Leaves a member of the payload out. */
    PushFixture without(String name) {
        top.remove(name);
        return this;
    }

    /** Sets a member of {@code repository}. */
    PushFixture withRepository(String name, String json) {
        repository.put(name, json);
        return this;
    }

    /** Leaves a member of {@code repository} out. */
    PushFixture withoutRepository(String name) {
        repository.remove(name);
        return this;
    }

    /** The same repository on a server of the enterprise's own. */
    PushFixture on(String host) {
        repository.replaceAll((name, json) -> json.replace("github.com", host));
        return this;
    }

    String json() {
        Map<String, String> all = new LinkedHashMap<>(top);
        all.putIfAbsent("repository", object(repository));
        return object(all);
    }

    byte[] bytes() {
        return json().getBytes(StandardCharsets.UTF_8);
    }

    /** As a hook made through the API sends it. */
    byte[] form() {
        return ("payload=" + URLEncoder.encode(json(), StandardCharsets.UTF_8)).getBytes(StandardCharsets.US_ASCII);
    }

    InputStream stream() {
        return new ByteArrayInputStream(bytes());
    }

    private static String object(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> quoted(member.getKey()) + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
