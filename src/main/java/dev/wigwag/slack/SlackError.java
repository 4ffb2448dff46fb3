package dev.wigwag.slack;

import java.util.Locale;
import java.util.Set;

/** What Slack's error codes amount to (reference: slack.md §6). */
enum SlackError {
    RATE(
            SlackException.Kind.LIMITED,
            "Slack wants fewer calls; it is tried again once the time it gave has passed",
            Set.of("ratelimited", "rate_limited")),
    TEMPORARY(
            SlackException.Kind.DOWN,
            "it was not done and is tried again later",
            Set.of(
                    "service_unavailable",
                    "request_timeout",
                    "update_failed",
                    "external_channel_migrating",
                    "team_added_to_org",
                    "org_login_required")),
    UNCLEAR(
            SlackException.Kind.UNCLEAR,
            "it may have been done; the channel has to be looked at before it is repeated",
            Set.of("internal_error", "fatal_error")),
    /** This token is not taken; another may be. */
    TOKEN_DEAD(
            SlackException.Kind.REFUSED,
            "put a live bot token of the app (xoxb-…) into " + SlackConfig.BOT_TOKEN,
            Set.of("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired")),
    TOKEN(
            SlackException.Kind.REFUSED,
            "give the app the scope it lacks in Slack's app settings (k8s/apps/slack-app.yaml has all that are used) and"
                    + " install it again",
            Set.of(
                    "no_permission",
                    "missing_scope",
                    "not_allowed_token_type",
                    "two_factor_setup_required",
                    "access_denied",
                    "accesslimited",
                    "ekm_access_denied")),
    CHANNEL(
            SlackException.Kind.REFUSED,
            "check the channel's id, and invite the bot to it (/invite) if it is private",
            Set.of(
                    "channel_not_found",
                    "not_in_channel",
                    "is_archived",
                    "messages_tab_disabled",
                    "cannot_reply_to_message",
                    "team_not_found",
                    "message_limit_exceeded")),
    CONTENT(
            SlackException.Kind.REFUSED,
            "the message is not as Slack wants it, which is a mistake of Wigwag's; please report it",
            Set.of(
                    "invalid_blocks",
                    "invalid_blocks_format",
                    "msg_blocks_too_long",
                    "no_text",
                    "invalid_attachments",
                    "too_many_attachments",
                    "attachment_payload_limit_exceeded",
                    "invalid_metadata_format",
                    "invalid_metadata_schema",
                    "metadata_too_large",
                    "markdown_text_conflict",
                    "invalid_arguments",
                    "invalid_json",
                    "invalid_form_data")),
    NOBODY(
            SlackException.Kind.REFUSED,
            "the workspace has nobody and no group of that name",
            Set.of("users_not_found", "user_not_found", "no_such_subteam", "plan_upgrade_required")),
    LOST(
            SlackException.Kind.GONE,
            "the message cannot be changed any more; a new one has to be posted",
            Set.of(
                    "message_not_found",
                    "cant_update_message",
                    "edit_window_closed",
                    "is_inactive",
                    "msg_too_long",
                    "block_mismatch",
                    "streaming_state_conflict")),
    UNKNOWN(SlackException.Kind.REFUSED, "look the code up in Slack's documentation of the method", Set.of());

    private final SlackException.Kind kind;
    private final String advice;
    private final Set<String> codes;

    SlackError(SlackException.Kind kind, String advice, Set<String> codes) {
        this.kind = kind;
        this.advice = advice;
        this.codes = codes;
    }

    /** The class of a code; one that nobody has told of yet counts as permanent. */
    static SlackError of(String code) {
        String word = code.toLowerCase(Locale.ROOT);
        for (SlackError error : values()) {
            if (error.codes.contains(word)) {
                return error;
            }
        }
        return word.startsWith("restricted_action") ? CHANNEL : UNKNOWN;
    }

    SlackException.Kind kind() {
        return kind;
    }

    /** What follows, or what a person has to do. */
    String advice() {
        return advice;
    }
}
