package dev.wigwag.sandbox.flux;

import dev.wigwag.sandbox.github.GitForge;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which local repository stands behind which address; https, ssh, {@code .git} and case make no difference. */
public final class Forges {

    private final Map<String, GitForge> forges = new ConcurrentHashMap<>();

    /** Lets the forge answer for its own address. */
    public void register(GitForge forge) {
        forges.put(key(forge.url()), forge);
    }

    Optional<GitForge> find(String url) {
        return Optional.ofNullable(forges.get(key(url)));
    }

    private static String key(String url) {
        return url.toLowerCase(Locale.ROOT)
                .replaceFirst("^[a-z]+://([^/@]*@)?", "")
                .replaceFirst("^([^/:]+):\\d+/", "$1/")
                .replaceFirst("/+$", "")
                .replaceFirst("\\.git$", "");
    }
}
