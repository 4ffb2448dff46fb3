package dev.wigwag.slack;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks Slack about people, while one of them waits: a call takes no longer than such a person's three seconds allow. Answers are
 * not kept here.
 */
@ApplicationScoped
class SlackPeople {
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final SlackWire wire;
    private final OwnTeam own;

    SlackPeople(SlackApi api, OwnTeam own) {
        this.wire = api.wire(PATIENCE);
        this.own = own;
    }

    /**
     * Who this is ({@code users.info}).
     *
     * @return empty if the workspace has nobody of this id
     * @throws SlackException if it could not be found out
     */
    Optional<SlackUser> user(String id) {
        try {
            return Optional.of(
                    read(wire.read("users.info", Map.of("user", id), "").path("user")));
        } catch (SlackException e) {
            return nobody(e);
        }
    }

    /**
     * The ids of a user group's members ({@code usergroups.users.list}), without those who have left.
     *
     * @return empty if there is no such group
     * @throws SlackException if it could not be found out
     */
    Optional<Set<String>> members(String group) {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("usergroup", group);
        own.workspace().ifPresent(team -> arguments.put("team_id", team));
        try {
            Set<String> members = new HashSet<>();
            wire.read("usergroups.users.list", arguments, "").path("users").forEach(id -> members.add(id.asText()));
            return Optional.of(members);
        } catch (SlackException e) {
            return nobody(e);
        }
    }

    private static <T> Optional<T> nobody(SlackException trouble) {
        if (trouble.isAboutNobody()) {
            return Optional.empty();
        }
        throw trouble;
    }

    private SlackUser read(JsonNode user) {
        Optional<String> email = Optional.of(user.path("profile").path("email").asText(""))
                .map(address -> address.toLowerCase(Locale.ROOT))
                .filter(address -> !address.isEmpty());
        return new SlackUser(standing(user), email);
    }

    private SlackUser.Standing standing(JsonNode user) {
        if (user.path("deleted").asBoolean()) {
            return SlackUser.Standing.GONE;
        }
        if (user.path("is_bot").asBoolean() || user.path("is_workflow_bot").asBoolean()) {
            return SlackUser.Standing.BOT;
        }
        if (user.path("is_stranger").asBoolean() || !isOurs(user)) {
            return SlackUser.Standing.STRANGER;
        }
        boolean guest = user.path("is_restricted").asBoolean()
                || user.path("is_ultra_restricted").asBoolean();
        return guest ? SlackUser.Standing.GUEST : SlackUser.Standing.MEMBER;
    }

    /** In an organisation the same person may be of several workspaces. */
    private boolean isOurs(JsonNode user) {
        JsonNode organisation = user.path("enterprise_user");
        boolean among = own.is(user.path("team_id").asText(null))
                || own.is(organisation.path("enterprise_id").asText(null));
        for (JsonNode team : organisation.path("teams")) {
            among = among || own.is(team.asText(null));
        }
        return among;
    }
}
