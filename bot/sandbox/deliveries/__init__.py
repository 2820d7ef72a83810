"""Towards the app: commands, interactions, views and events, signed and sent as Slack sends them."""
