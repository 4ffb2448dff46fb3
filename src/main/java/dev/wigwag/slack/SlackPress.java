package dev.wigwag.slack;

import dev.wigwag.http.Malformed;
import dev.wigwag.http.PayloadReader;
import dev.wigwag.http.Picked;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody did with a message: an interaction payload, of which only presses of a button mean anything to us (reference:
 * slack.md §12). Texts in it are escaped, so only ids and the button's own value are read.
 *
 * @param team null where an app of a whole organisation names none
 * @param organisation null outside of one
 * @param user who did it; null if nobody is named
 * @param place where the button is, and when this press of it was
 * @param action the button's id; null if no button was pressed
 * @param value what it stands for; null if it says nothing
 * @param answerTo where the presser can be answered; null if nowhere
 */
record SlackPress(
        String team,
        String organisation,
        boolean installedForAll,
        String user,
        String place,
        String action,
        String value,
        String answerTo) {
    private static final String TYPE = "/type";
    private static final String TEAM = "/team/id";
    private static final String ORGANISATION = "/enterprise/id";
    private static final String FOR_ALL = "/is_enterprise_install";
    private static final String USER = "/user/id";
    private static final String CHANNEL = "/channel/id";
    private static final String MESSAGE = "/container/message_ts";
    private static final String ANSWER_TO = "/response_url";
    private static final String ACTION = "/actions/0/action_id";
    private static final String VALUE = "/actions/0/value";
    private static final String AT = "/actions/0/action_ts";
    private static final Set<String> WANTED =
            Set.of(TYPE, TEAM, ORGANISATION, FOR_ALL, USER, CHANNEL, MESSAGE, ANSWER_TO, ACTION, VALUE, AT);

    /** Reads it from the form's one field. */
    static SlackPress of(SlackForm form) throws Malformed {
        byte[] json = form.required("payload").getBytes(StandardCharsets.UTF_8);
        Picked payload = PayloadReader.pick(new ByteArrayInputStream(json), WANTED);
        String user = payload.text(USER);
        boolean button = "block_actions".equals(payload.text(TYPE)) && user != null && KnownPeople.isUser(user);
        return new SlackPress(
                payload.text(TEAM),
                payload.text(ORGANISATION),
                "true".equals(payload.text(FOR_ALL)),
                user,
                payload.text(CHANNEL) + " " + payload.text(MESSAGE) + " " + payload.text(AT),
                button ? payload.text(ACTION) : null,
                payload.text(VALUE),
                payload.text(ANSWER_TO));
    }

    /** What the button stands for; empty if it is none of ours, or one that cannot be read any more. */
    Optional<ButtonValue> button() {
        return action != null && value != null && action.startsWith(Buttons.ACTION)
                ? ButtonValue.read(value)
                : Optional.empty();
    }

    /** Equal for the same press, however often it comes. */
    String key() {
        return String.join(" ", String.valueOf(team), String.valueOf(user), String.valueOf(action), place);
    }
}
