package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.github.TreeFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Describes the artifact of a commit. The digest covers the files Flux does not ignore and the included artifacts, so a commit that
 * touches only ignored files has a new revision and the old digest; no tarball is made.
 */
final class Artifacts {

    /** Flux's default exclusions, as far as they matter here: VCS and CI files, pictures, archives, its own settings. */
    private static final Pattern IGNORED = Pattern.compile(
            "(.*/)?(\\.git(ignore|modules|attributes)?|\\.sops\\.yaml|\\.flux\\.yaml)|\\.(github|circleci)/.*|\\.(travis|gitlab-ci|goreleaser)\\.ya?ml|.*\\.(jpe?g|gif|png|wmv|flv|tar\\.gz|zip)");

    private Artifacts() {}

    static ObjectNode describe(
            GitRepositoryView view, Resolution.Found found, List<TreeFile> files, ArrayNode included, Instant now) {
        List<TreeFile> kept = files.stream()
                .filter(file -> !IGNORED.matcher(file.path()).matches())
                .toList();
        String path = "gitrepository/%s/%s/%s.tar.gz".formatted(view.namespace(), view.name(), found.sha());
        ObjectNode artifact = JsonNodeFactory.instance.objectNode();
        artifact.put("revision", found.revision())
                .put("digest", digest(kept, included))
                .put("path", path);
        artifact.put("url", "http://source-controller.flux-system.svc.cluster.local./" + path);
        artifact.put("lastUpdateTime", now.truncatedTo(ChronoUnit.SECONDS).toString());
        artifact.put("size", kept.stream().mapToLong(TreeFile::size).sum());
        return artifact;
    }

    private static String digest(List<TreeFile> files, ArrayNode included) {
        MessageDigest sha256 = sha256();
        for (TreeFile file : files) {
            sha256.update((file.path() + "\0" + file.blob() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        for (JsonNode artifact : included) {
            sha256.update(artifact.path("digest").asText().getBytes(StandardCharsets.UTF_8));
        }
        return "sha256:" + HexFormat.of().formatHex(sha256.digest());
    }

    static String sha256Hex(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime lacks SHA-256", e);
        }
    }
}
