package dev.wigwag.sandbox.page;

import dev.wigwag.sandbox.flux.TutorialRepository;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a commit changes. */
enum Touch {
    /** Podinfo's image, and its Canary where another strategy is wanted: starts a run. */
    PODINFO,
    /** The ConfigMap podinfo uses: starts a run as well. */
    CONFIG,
    /** The version of Flagger's chart: a change for another Kustomization, none for podinfo. */
    FLAGGER,
    /** A file that nothing applies. */
    DOCS;

    /** By its name in lower case; refuses, by {@link IllegalArgumentException}, anything else. */
    static Touch of(String text) {
        return Arrays.stream(values())
                .filter(touch -> touch.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("A push cannot touch '%s', only one of %s"
                        .formatted(
                                text, Arrays.stream(values()).map(Touch::word).collect(Collectors.joining(", ")))));
    }

    /** The files of the commit, by path; no two presses of the button make the same. */
    Map<String, String> files(int press, String canary) {
        return switch (this) {
            case PODINFO ->
                Map.of(
                        TutorialRepository.PODINFO,
                        TutorialRepository.podinfo("6.7." + press),
                        TutorialRepository.PODINFO_CANARY,
                        canary);
            case CONFIG ->
                Map.of(TutorialRepository.PODINFO_CONFIG, TutorialRepository.podinfoConfig("press " + press));
            case FLAGGER -> Map.of(TutorialRepository.FLAGGER, TutorialRepository.flagger("1.44." + press));
            case DOCS -> Map.of(TutorialRepository.DOCS, "# Linkerd demos\n\nPress %d.\n".formatted(press));
        };
    }

    /** The commit's message where the developer thinks of none. */
    String message(int press) {
        return switch (this) {
            case PODINFO -> "Raise podinfo to 6.7." + press;
            case CONFIG -> "Give podinfo message " + press;
            case FLAGGER -> "Raise Flagger to 1.44." + press;
            case DOCS -> "Describe press " + press;
        };
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
