package dev.wigwag.github;

import dev.wigwag.http.Malformed;
import dev.wigwag.http.PayloadReader;
import dev.wigwag.http.Picked;
import dev.wigwag.rollout.PackagePublished;
import dev.wigwag.rollout.RepositoryUrl;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a {@code package} or {@code registry_package} payload; the two have the same shape under another name. */
final class PackagePayload {
    private static final Set<String> ROOTS = Set.of("/package", "/registry_package");
    private static final Set<String> FIELDS = Stream.concat(
                    Stream.of("/action", RepositoryFields.FULL_NAME),
                    ROOTS.stream()
                            .flatMap(root -> Stream.of(
                                            "/name",
                                            "/namespace",
                                            "/package_type",
                                            "/package_version/version",
                                            "/package_version/name",
                                            "/package_version/package_url",
                                            "/package_version/container_metadata/tag/name",
                                            "/package_version/container_metadata/tag/digest")
                                    .map(root::concat)))
            .collect(Collectors.toUnmodifiableSet());

    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private PackagePayload() {}

    /**
     * Reads it.
     *
     * @return empty if nothing was published, or not a container image
     * @throws Malformed if it is not such an event as GitHub sends them
     */
    static Optional<PackagePublished> read(InputStream json, String delivery) throws Malformed {
        Picked payload = PayloadReader.pick(json, FIELDS);
        String root = payload.text("/package/name") == null ? "/registry_package" : "/package";
        String type = String.valueOf(payload.text(root + "/package_type")).toLowerCase(Locale.ROOT);
        if (!"published".equals(payload.text("/action")) || !(type.equals("container") || type.equals("docker"))) {
            return Optional.empty();
        }
        String repository = RepositoryFields.fullName(payload);
        String version = root + "/package_version/";
        Set<String> tags = new HashSet<>();
        addTag(payload.text(version + "container_metadata/tag/name"), tags);
        return Optional.of(
                new PackagePublished(delivery, repository, image(payload, root), tags, digest(payload, version)));
    }

    private static RepositoryUrl image(Picked payload, String root) throws Malformed {
        Optional<RepositoryUrl> stated = RepositoryUrl.of(payload.text(root + "/package_version/package_url"));
        if (stated.isPresent()) {
            return stated.get();
        }
        String named = "ghcr.io/" + payload.required(root + "/namespace") + "/" + payload.required(root + "/name");
        return RepositoryUrl.of(named).orElseThrow(() -> new Malformed("the package's name is no image name"));
    }

    private static void addTag(String tag, Set<String> tags) {
        if (tag != null && !tag.isBlank()) {
            tags.add(tag);
        }
    }

    /** For containers GitHub gives the digest as the version's name. */
    private static String digest(Picked payload, String version) {
        return Stream.of("container_metadata/tag/digest", "version", "name")
                .map(field -> payload.text(version + field))
                .filter(text -> text != null && DIGEST.matcher(text).matches())
                .findFirst()
                .orElse(null);
    }
}
