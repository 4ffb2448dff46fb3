package dev.wigwag.http;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one function that everything outgoing passes: logs, problem details, messages to people.
 *
 * <p>It takes out what looks like a secret, and every secret that {@link KnownSecrets} holds, and leaves the rest as it
 * was. Applying it twice changes nothing more. Its time grows linearly with the text, whatever the text is: every pattern
 * either begins at a boundary it cannot begin at again, or looks at a bounded number of characters before it gives up.
 */
public final class Redaction {

    /** What stands where a secret stood. */
    public static final String MARK = "[redacted]";

    /** Where a token may begin; an {@code n} that belongs to a {@code \n} written as two characters is no letter. */
    private static final String START = "(?:(?<![A-Za-z0-9])|(?<=\\\\[nrt]))";

    /**
     * In this order, as a key block may hold anything and a token may hold a JWT. What the first group matched is kept.
     */
    private static final List<Pattern> RULES = List.of(
            // PEM, also with \n as two characters; without its end, all that follows may be key.
            rule("()-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
                    + "(?s:.*?)(?:-----END [A-Z0-9 ]{0,60}-----|\\z)"),
            // The same in base64, as a Kubernetes Secret shows it: "-----BEGIN " encodes to this prefix.
            rule("()LS0tLS1CRUdJTi[A-Za-z0-9+/=_-]++"),
            // GitHub's tokens; an installation token may have dots and dashes and about 520 characters.
            rule("()" + START + "(?:gh[pousr]|github_pat)_[A-Za-z0-9._-]{9,}[A-Za-z0-9_-]"),
            rule("()" + START + "(?:xox[a-z](?:\\.xox[a-z])?|xapp)-[A-Za-z0-9-]{9,}+"),
            rule("(?i)(hooks\\.slack(?:-gov)?\\.com/(?:services|workflows|triggers)/)[^\\s\"'<>?#\\\\\\[]++"),
            rule("()(?:(?<![A-Za-z0-9_-])|(?<=\\\\[nrt]))eyJ[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]*+"),
            rule("(?i)((?<![a-z0-9])(?:proxy-)?authorization\\\\?[\"']?[ \\t]{0,8}[:=][ \\t]{0,8}\\\\?[\"']?"
                    + "(?:(?:bearer|basic|token)[ \\t]{1,8})?+)[^\\s\"'`,;<>…\\\\]++"),
            rule("(?i)((?<![a-z0-9])bearer[ \\t]{1,8})"
                    + "(?!(?:authentication|authorization|credentials)(?![a-z0-9]))[A-Za-z0-9._~+/=-]{8,}+"),
            // Base64 of "user:password" is told from a word by its length and padding, or by what no word has inside.
            rule("((?<![A-Za-z0-9])[Bb](?i:asic)[ \\t]{1,8})"
                    + "(?![A-Za-z]?[a-z]{0,30}(?![A-Za-z0-9+/=]))[A-Za-z0-9+/]{6,}+={0,2}"),
            // User info: everything before the last @ of an authority; a mere user name before ssh is no secret.
            rule("((?<![A-Za-z0-9])https?+://)[^\\s/?#\"'<>]+(?=@)"),
            rule("((?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+.-]{0,20}://)[^\\s/?#\"'<>@:]*+:[^\\s/?#\"'<>]*(?=@)"),
            rule("(?i)((?:[?&]|(?<![^\\s]))(?:[a-z0-9.-]{1,30}[_.-])?(?:token|secret|password|access_token|signature)=)"
                    + "[^&#\\s\"'<>]++"),
            rule("(?i)([?&](?:[a-z0-9.-]{1,30}[_.-])?key=)[^&#\\s\"'<>]++"));

    private Redaction() {}

    /**
     * The text without its secrets.
     *
     * @param text any text, or null
     * @return the same text with {@link #MARK} in place of each secret; null for null
     */
    public static String apply(String text) {
        if (text == null || text.length() < 6) {
            return text;
        }
        String clean = KnownSecrets.redact(text);
        for (Pattern rule : RULES) {
            Matcher matcher = rule.matcher(clean);
            if (matcher.find()) {
                clean = matcher.replaceAll("$1" + MARK);
            }
        }
        return clean;
    }

    private static Pattern rule(String regex) {
        return Pattern.compile(regex);
    }
}
