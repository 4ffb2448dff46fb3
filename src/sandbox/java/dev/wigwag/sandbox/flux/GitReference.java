package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wigwag.sandbox.flux.Resolution.Found;
import dev.wigwag.sandbox.flux.Resolution.Missing;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * A GitRepository's {@code spec.ref}; fields that are not set are empty. Of several, commit beats name beats semver beats tag beats
 * branch, and with none it is the branch master.
 */
record GitReference(String branch, String tag, String semver, String name, String commit) {

    static GitReference of(JsonNode ref) {
        return new GitReference(
                ref.path("branch").asText(),
                ref.path("tag").asText(),
                ref.path("semver").asText(),
                ref.path("name").asText(),
                ref.path("commit").asText());
    }

    Resolution resolve(ForgeRefs refs) {
        if (!commit.isEmpty()) {
            String pointer = branch.isEmpty() ? "" : branch + "@";
            return refs.hasCommit().test(commit)
                    ? new Found(pointer + "sha1:" + commit, commit)
                    : new Missing("unable to resolve commit object for '" + commit + "': object not found");
        }
        if (!name.isEmpty()) {
            return found(name, refs.fullRef().apply(name), "reference '" + name + "'");
        }
        if (!semver.isEmpty()) {
            return newestWithin(refs.tags());
        }
        if (!tag.isEmpty()) {
            return found(tag, Optional.ofNullable(refs.tags().get(tag)), "remote ref \"refs/tags/" + tag + "\"");
        }
        String wanted = branch.isEmpty() ? "master" : branch;
        return found(
                wanted, Optional.ofNullable(refs.branches().get(wanted)), "remote ref \"refs/heads/" + wanted + "\"");
    }

    private Resolution newestWithin(Map<String, String> tags) {
        Optional<VersionRange> range = VersionRange.parse(semver);
        if (range.isEmpty()) {
            return new Missing("semver parse error: improper constraint: " + semver);
        }
        return tags.keySet().stream()
                .filter(tag -> Version.parse(tag).filter(range.get()).isPresent())
                .max(Comparator.comparing((String tag) -> Version.parse(tag).orElseThrow())
                        .thenComparing(Comparator.naturalOrder()))
                .<Resolution>map(tag -> new Found(tag + "@sha1:" + tags.get(tag), tags.get(tag)))
                .orElseGet(() -> new Missing("no match found for semver: " + semver));
    }

    private static Resolution found(String pointer, Optional<String> sha, String what) {
        return sha.<Resolution>map(commit -> new Found(pointer + "@sha1:" + commit, commit))
                .orElseGet(() -> new Missing("couldn't find " + what));
    }
}
