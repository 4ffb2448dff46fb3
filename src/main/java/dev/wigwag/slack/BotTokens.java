package dev.wigwag.slack;

import dev.wigwag.http.LiveSecrets;
import dev.wigwag.http.ScopedSecret;
import dev.wigwag.slack.SlackException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The app's tokens: while they are rotated there are several, and the first that Slack takes is used. */
final class BotTokens {
    /** What RFC 6750 lets a bearer token hold; anything else must not get near a header, whose refusal would quote it. */
    private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]{1,512}=*");

    private final LiveSecrets tokens;

    BotTokens(LiveSecrets tokens) {
        this.tokens = tokens;
    }

    /** Whether there is any. Never blocks. */
    boolean configured() {
        return tokens.configured();
    }

    /**
     * Makes a call with each token in turn, until one is not refused for itself: such a refusal means that nothing was done.
     *
     * @throws SlackException as the call, or REFUSED without a token
     */
    <T> T use(Function<String, T> call) {
        List<ScopedSecret> current = tokens.current();
        if (current.isEmpty()) {
            throw SlackException.of(
                    Kind.REFUSED,
                    "There is no bot token; set " + tokens.property() + " to the app's bot token (xoxb-…)");
        }
        for (ScopedSecret token : current.subList(0, current.size() - 1)) {
            try {
                return call.apply(text(token));
            } catch (SlackException e) {
                if (!e.isAboutToken()) {
                    throw e;
                }
            }
        }
        return call.apply(text(current.get(current.size() - 1)));
    }

    private String text(ScopedSecret token) {
        String text = new String(token.key(), StandardCharsets.UTF_8);
        if (!BEARER.matcher(text).matches()) {
            throw new SlackException(
                    Kind.REFUSED,
                    "An entry of " + tokens.property() + " holds characters that no token has; copy it again",
                    SlackError.TOKEN_DEAD,
                    Duration.ZERO,
                    null);
        }
        return text;
    }
}
