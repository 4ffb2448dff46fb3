package dev.wigwag.rollout;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A version of a container package that was published to a registry.
 *
 * @param tags the tags that now point at it; empty if the event names none, which does not mean that there are none
 * @param digest its digest, {@code sha256:…} in lower case; null if the event does not tell it
 */
public record PublishedVersion(Set<String> tags, String digest) {

    /** Most tags that are looked at; one version carries a handful. */
    public static final int MAX_TAGS = 1000;

    /** @throws IllegalArgumentException if there are too many tags or the digest is none */
    public PublishedVersion {
        if (tags.size() > MAX_TAGS) {
            throw new IllegalArgumentException(
                    "A published version has " + tags.size() + " tags, at most " + MAX_TAGS + " are read.");
        }
        tags = Set.copyOf(tags);
        if (digest != null) {
            Revision read = Revision.parse(digest);
            if (!read.pointer().isEmpty() || read.isCommit()) {
                throw new IllegalArgumentException("A published version has a digest alone, as in sha256:….");
            }
            digest = read.toString();
        }
    }

    /** The same from tags as an event lists them, blank ones left out. */
    public static PublishedVersion of(Collection<String> tags, String digest) {
        return new PublishedVersion(
                tags.stream().filter(tag -> tag != null && !tag.isBlank()).collect(Collectors.toUnmodifiableSet()),
                digest);
    }
}
