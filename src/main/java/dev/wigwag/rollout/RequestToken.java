package dev.wigwag.rollout;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value we put into {@code reconcile.fluxcd.io/requestedAt}. Flux acts when the value changes and is told nothing by
 * its form, so it is derived from what was pushed: the same push, delivered again or by a second hook, gives the same
 * token and is a no-op.
 *
 * @param stem {@code wigwag-} and 16 hex digits of the push
 * @param turn from 1; a request that was handled without bringing the revision is made again with the next turn
 */
public record RequestToken(String stem, int turn) {
    private static final Pattern FORM = Pattern.compile("(wigwag-[0-9a-f]{16})(?:-([1-9][0-9]{0,5}))?");

    /** The token of a push. */
    public static RequestToken of(Push push) {
        String identity = String.join(
                "\n",
                push.repository(),
                push.ref().ref(),
                String.valueOf(push.before()),
                String.valueOf(push.after()),
                String.valueOf(push.pushedAt()));
        byte[] digest = Sha256.of(identity.getBytes(StandardCharsets.UTF_8));
        return new RequestToken("wigwag-" + HexFormat.of().formatHex(digest, 0, 8), 1);
    }

    /** Reads an annotation's value; null if it is not one of ours. */
    public static RequestToken read(String value) {
        Matcher form = FORM.matcher(value == null ? "" : value);
        if (!form.matches()) {
            return null;
        }
        return new RequestToken(form.group(1), form.group(2) == null ? 1 : Integer.parseInt(form.group(2)));
    }

    /** The token for asking once more. */
    public RequestToken next() {
        return new RequestToken(stem, turn + 1);
    }

    @Override
    public String toString() {
        return turn == 1 ? stem : stem + "-" + turn;
    }
}
