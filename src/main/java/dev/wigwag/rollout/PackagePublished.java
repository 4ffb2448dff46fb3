package dev.wigwag.rollout;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/**
 * A version of a container package was published.
 *
 * @param delivery GitHub's id of the delivery
 * @param repository {@code owner/name} of the repository the package belongs to
 * @param image the image without tag and digest, {@code ghcr.io/acme/podinfo}
 * @param tags the tags the version bears; empty if the sender did not say
 * @param digest {@code sha256:…} of the version; null if the sender did not say
 */
public record PackagePublished(String delivery, String repository, RepositoryUrl image, Set<String> tags, String digest)
        implements Signal {
    public PackagePublished {
        tags = Set.copyOf(tags);
    }

    /** The reconcile request for this publication: the same one, delivered again, is a no-op. */
    public String token() {
        String identity = String.join(
                "\n", image.toString(), String.join(",", new TreeSet<>(tags)), digest == null ? delivery : digest);
        byte[] hash = Sha256.of(identity.getBytes(StandardCharsets.UTF_8));
        return "wigwag-package-" + HexFormat.of().formatHex(hash, 0, 8);
    }
}
