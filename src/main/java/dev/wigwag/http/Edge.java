package dev.wigwag.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A way in from outside. Here, and only here, stands which paths belong to which edge.
 *
 * <p>Not listed, and so refused: {@code /<name of a function>}, which Funqy would run for plain JSON as well.
 */
public enum Edge {
    /** GitHub's webhooks. */
    GITHUB("/github"),
    /** Slack's commands and interactions. */
    SLACK("/slack/"),
    /** Flux's notification controller. */
    FLUX("/flux"),
    /** Flagger's events and gates. */
    FLAGGER("/flagger/"),
    /** CloudEvents, taken by Funqy at the root. */
    EVENTS("/"),
    /** The JSON interface: the ledger, read-only, and samples for the places where it is shown. */
    API("/api/");

    private static final List<String> READ = List.of("GET", "HEAD");
    private static final List<String> SEND = List.of("POST");
    private static final String OUTLETS = "/api/outlets/";

    private final String path;

    Edge(String path) {
        this.path = path;
    }

    /** The edge's name in configuration, logs and metrics: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The HTTP methods this edge takes.
     *
     * @param at a normalised path of this edge
     */
    public List<String> methods(String at) {
        return this == API && !at.startsWith(OUTLETS) ? READ : SEND;
    }

    /**
     * The edge a path belongs to.
     *
     * @param path normalised: decoded where harmless, without dot segments and doubled slashes, as Vert.x gives it
     */
    public static Optional<Edge> at(String path) {
        return Arrays.stream(values()).filter(edge -> edge.owns(path)).findFirst();
    }

    private boolean owns(String candidate) {
        if (candidate.equals(path)) {
            return this == EVENTS || !path.endsWith("/");
        }
        if (this == EVENTS) {
            return false;
        }
        return path.endsWith("/") ? candidate.startsWith(path) : candidate.equals(path + "/");
    }
}
