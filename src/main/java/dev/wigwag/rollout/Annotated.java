package dev.wigwag.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the annotations of one object, a Namespace among them, ask for. Anybody who may write the object wrote them, so that what
 * is no channel, no answer or no name counts as not annotated and is only named; what names no approvers lets nobody decide.
 *
 * @param channel the Slack channel to be shown in, a name or an id as it was written; null if none is asked for
 * @param mute whether to be left out of Slack; null if nothing is said, so that who is farther away decides
 * @param environment the environment on GitHub's deployments; null if none is asked for
 * @param approvers who alone may decide, as in {@link Approvers}; empty if nothing is said, {@link Approvers#UNREADABLE} if it
 *     cannot be read: of all of them the one that must not count as not there
 * @param unreadable the names of the annotations that could not be taken
 */
public record Annotated(
        String channel, Boolean mute, String environment, List<String> approvers, List<String> unreadable) {
    /** An object of which nothing is asked, as almost every one is. */
    public static final Annotated NOTHING = new Annotated(null, null, null, List.of(), List.of());

    static final String SLACK_CHANNEL = "wigwag.dev/slack-channel";
    static final String MUTE = "wigwag.dev/mute";
    static final String ENVIRONMENT = "wigwag.dev/environment";
    static final String APPROVERS = "wigwag.dev/approvers";

    /** Slack's names have at most 80 characters, its ids fewer; names in other scripts have an id too. */
    private static final Pattern CHANNEL = Pattern.compile("[A-Za-z0-9#_-]{1,80}");

    private static final int LONGEST_ENVIRONMENT = 255;

    /** One that says nothing of who may decide. */
    public Annotated(String channel, Boolean mute, String environment, List<String> unreadable) {
        this(channel, mute, environment, List.of(), unreadable);
    }

    public Annotated {
        approvers = List.copyOf(approvers);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * Reads them.
     *
     * @param annotations all annotations of the object; null if it has none
     */
    public static Annotated of(Map<String, String> annotations) {
        if (annotations == null) {
            return NOTHING;
        }
        String channel = annotations.get(SLACK_CHANNEL);
        String mute = annotations.get(MUTE);
        String environment = annotations.get(ENVIRONMENT);
        String approvers = annotations.get(APPROVERS);
        if (channel == null && mute == null && environment == null && approvers == null) {
            return NOTHING;
        }
        List<String> unreadable = new ArrayList<>();
        return new Annotated(
                taken(SLACK_CHANNEL, channel, channel != null && isChannel(channel), unreadable),
                answer(mute, unreadable),
                taken(ENVIRONMENT, environment, environment != null && isEnvironment(environment), unreadable),
                approvers(approvers, unreadable),
                unreadable);
    }

    private static List<String> approvers(String text, List<String> unreadable) {
        List<String> read = text == null ? List.of() : Approvers.read(text);
        if (read.contains(Approvers.UNREADABLE)) {
            unreadable.add(APPROVERS);
        }
        return read;
    }

    /** Whether nothing at all was said, not even something that cannot be read. */
    public boolean isNothing() {
        return equals(NOTHING);
    }

    /** Whether this may name a channel of Slack's. */
    public static boolean isChannel(String text) {
        return CHANNEL.matcher(text).matches();
    }

    private static Boolean answer(String mute, List<String> unreadable) {
        String read = taken(MUTE, mute, "true".equals(mute) || "false".equals(mute), unreadable);
        return read == null ? null : Boolean.valueOf(read);
    }

    private static String taken(String name, String value, boolean good, List<String> unreadable) {
        if (value != null && !good) {
            unreadable.add(name);
        }
        return good ? value : null;
    }

    /** Control characters, marks of direction and halves of a character would make one name look like another. */
    private static boolean isEnvironment(String text) {
        return !text.isBlank()
                && text.length() <= 2 * LONGEST_ENVIRONMENT
                && text.codePointCount(0, text.length()) <= LONGEST_ENVIRONMENT
                && text.codePoints().noneMatch(Annotated::isHidden);
    }

    private static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
