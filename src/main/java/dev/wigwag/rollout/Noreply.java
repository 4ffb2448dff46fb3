package dev.wigwag.rollout;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses that GitHub gives to those who keep theirs to themselves: {@code 123+login@users.noreply.github.com}, before 2017
 * without the number, and with the host's own name on an Enterprise Server (docs.github.com, setting your commit email address).
 */
public final class Noreply {
    private static final Pattern ADDRESS =
            Pattern.compile("(?:[0-9]{1,20}\\+)?([^@+]{1,100})@users\\.noreply\\.[^@]+", Pattern.CASE_INSENSITIVE);

    private Noreply() {}

    /** The login that such an address is made of; empty for any other address. */
    public static Optional<String> login(String email) {
        Matcher matcher = ADDRESS.matcher(email);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Whether nobody reads what is sent there, so that Slack need not be asked whose it is. */
    public static boolean isNobodys(String email) {
        return login(email).isPresent() || email.regionMatches(true, 0, "noreply@", 0, 8);
    }
}
