package dev.wigwag.flagger;

import java.util.regex.Pattern;

/** One thing that is wrong with a pod, in words. */
record Trouble(Kind kind, String words) {
    /** The most telling first: what nobody but a person can mend, then what may pass. */
    enum Kind {
        IMAGE,
        CONFIG,
        CRASH,
        UNSCHEDULABLE,
        PROBE,
        INIT,
        CREATING,
        LOST
    }

    /** Kubernetes names pods and the runtime's containers in some messages; each has an end of its own. */
    private static final Pattern POD = Pattern.compile(
            "\\b(?:in |of )?pods? [\"']?[a-z0-9./][-a-z0-9./]{0,300}-[a-z0-9]{5}\\b[\"']?|[\"']?\\bk8s_[^\\s\"']{1,600}[\"']?");

    private static final Pattern UID = Pattern.compile("\\([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\)");

    /** The first clause of what Kubernetes says, in one line, without what is not the same for the next pod. */
    static String clause(String message) {
        String line = FlaggerText.firstLine(message);
        int end = line.indexOf(". ");
        String clause = end < 0 ? line : line.substring(0, end);
        String same = POD.matcher(UID.matcher(clause).replaceAll("")).replaceAll("");
        String plain = same.replaceAll(" {2,}", " ").strip();
        return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
    }
}
