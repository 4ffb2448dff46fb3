package dev.wigwag.slack;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Who is who in Slack, as configured ({@code wigwag.slack.people}): GitHub logins and e-mail addresses to users' ids. */
final class KnownPeople {
    private static final int MAX_ENTRIES = 5_000;
    private static final String ARROW = "=>";

    /** The letters that ids begin with are a habit of Slack's and no promise (reference: slack.md §3). */
    private static final Pattern USER = Pattern.compile("[A-Z][A-Z0-9]{2,31}");

    private final Map<String, String> users;

    private KnownPeople(Map<String, String> users) {
        this.users = users;
    }

    /**
     * Reads the entries; blank ones do not count.
     *
     * @throws IllegalArgumentException naming the entry that is wrong, and how
     */
    static KnownPeople of(List<String> entries) {
        List<String> told = entries.stream().filter(entry -> !entry.isBlank()).toList();
        if (told.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(SlackConfig.PEOPLE + " has more than " + MAX_ENTRIES
                    + " entries; leave out those whom Slack knows by e-mail");
        }
        Map<String, String> users = new HashMap<>();
        told.forEach(entry -> {
            String[] sides = entry.split(ARROW, -1);
            String who = sides[0].strip().toLowerCase(Locale.ROOT);
            if (sides.length != 2
                    || who.isEmpty()
                    || !USER.matcher(sides[1].strip()).matches()) {
                throw new IllegalArgumentException(SlackConfig.PEOPLE + " has the entry \"" + entry.strip()
                        + "\"; write login => U… or e-mail => U…, with the member's id from their profile in Slack");
            }
            users.put(who, sides[1].strip());
        });
        return new KnownPeople(Map.copyOf(users));
    }

    /** The id of whoever has this login or address, in whatever case; empty if nobody is known to, and for null. */
    Optional<String> find(String loginOrEmail) {
        return loginOrEmail == null
                ? Optional.empty()
                : Optional.ofNullable(users.get(loginOrEmail.toLowerCase(Locale.ROOT)));
    }

    /** The logins and addresses of whoever has this id, in lower case. */
    Set<String> of(String user) {
        return users.entrySet().stream()
                .filter(entry -> entry.getValue().equals(user))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Whether this can be an id of somebody's. */
    static boolean isUser(String id) {
        return USER.matcher(id).matches();
    }
}
