package dev.wigwag.chatops;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The words that people have for kinds, as {@code kubectl} and {@code flux} take them. */
enum KindWord {
    CANARY(Set.of("Canary"), "canary", "canaries", "canarys", "can"),
    SOURCE(Set.of("GitRepository", "OCIRepository", "Bucket"), "source", "sources", "src"),
    GIT(Set.of("GitRepository"), "gitrepository", "gitrepositories", "gitrepo", "gitrepos", "git", "repo"),
    OCI(Set.of("OCIRepository"), "ocirepository", "ocirepositories", "ocirepo", "ocirepos", "oci"),
    BUCKET(Set.of("Bucket"), "bucket", "buckets"),
    KUSTOMIZATION(Set.of("Kustomization"), "kustomization", "kustomizations", "ks", "kust"),
    HELM_RELEASE(Set.of("HelmRelease"), "helmrelease", "helmreleases", "hr", "helm", "release");

    private final Set<String> kinds;
    private final List<String> words;

    KindWord(Set<String> kinds, String... words) {
        this.kinds = kinds;
        this.words = List.of(words);
    }

    /** The kinds it may mean. */
    Set<String> kinds() {
        return kinds;
    }

    /** The word's meaning, in lower case; a group behind a dot, as in {@code canaries.flagger.app}, makes no difference. */
    static Optional<KindWord> of(String word) {
        int dot = word.indexOf('.');
        String plain = dot > 0 && word.indexOf('.', dot + 1) > 0 ? word.substring(0, dot) : word;
        return Arrays.stream(values())
                .filter(kind -> kind.words.contains(plain))
                .findFirst();
    }
}
