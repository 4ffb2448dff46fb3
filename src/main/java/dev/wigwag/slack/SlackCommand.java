package dev.wigwag.slack;

import dev.wigwag.http.CleanText;
import dev.wigwag.http.Malformed;

/**
 * A slash command (reference: slack.md §13).
 *
 * @param team the workspace it was typed in; null where Slack names none
 * @param organisation null outside of one
 * @param user the id of whoever typed it
 * @param text what stands behind the command's name, as it was typed
 */
record SlackCommand(String team, String organisation, boolean installedForAll, String user, String text) {
    private static final int LONGEST = 2_000;

    /** Reads it. */
    static SlackCommand of(SlackForm form) throws Malformed {
        String user = form.required("user_id");
        if (!KnownPeople.isUser(user)) {
            throw new Malformed("user_id is no id of a user; only Slack posts here");
        }
        return new SlackCommand(
                form.field("team_id").orElse(null),
                form.field("enterprise_id").orElse(null),
                form.field("is_enterprise_install").filter("true"::equals).isPresent(),
                user,
                typed(form.field("text").orElse("")));
    }

    /** Slack escapes three characters of it, and nothing else (reference: slack.md §10). */
    private static String typed(String text) {
        return CleanText.line(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"), LONGEST)
                .strip();
    }
}
