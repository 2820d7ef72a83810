"""Slack's error codes by what they mean for a delivery."""

BLOCKS_REFUSED = frozenset({"invalid_blocks", "invalid_blocks_format", "invalid_attachments", "msg_blocks_too_long"})
"""Slack refuses the blocks (newer ones reach workspaces one after the other); text alone goes through."""

UNCERTAIN = frozenset({"fatal_error", "internal_error", "service_unavailable"})
"""Slack says no, but not that nothing happened: "some aspect of the operation" may have succeeded."""

NOBODY = frozenset({"user_not_found", "user_not_visible", "users_not_found"})
"""Of whoever is asked about: nobody that we may see, so nobody of ours."""

PERMANENT = frozenset(
    {
        "access_denied",
        "accesslimited",
        "account_inactive",
        "archived",
        "channel_is_archived",
        "channel_not_found",
        "deprecated_endpoint",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_auth",
        "is_archived",
        "is_inactive",
        "messages_tab_disabled",
        "method_deprecated",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "not_in_channel",
        "org_login_required",
        "posting_to_channel_denied",
        "restricted_action",
        "shared_with_another_company",  # our own: bot.slack.api.gateway
        "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "team_access_not_granted",
        "team_not_found",
        "token_revoked",
        "two_factor_setup_required",
        "user_disabled",
        "user_not_found",
    }
)
"""Errors that last until a person acts: invites the bot, picks another channel, installs it again."""
