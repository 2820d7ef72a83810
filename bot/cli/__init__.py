"""The command line. Errors go to stderr in one line that says what to do; exit 1: it could not, 2: asked wrongly."""

import sys

import click

from bot.cli import data, sandboxing, serving
from bot.domain.errors import BadEnvironment, NotSaved, Refusal, SlackTrouble, TouchbaseError


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def touchbase(context: click.Context) -> None:
    """Touchbase: a Slack bot that gets teams to talk to their customers.

    Without a command it serves the workspace configured in .env, or opens the sandbox where none is.
    """
    if context.invoked_subcommand is None:
        context.invoke(serving.run)


for command in (*serving.COMMANDS, *data.COMMANDS, *sandboxing.COMMANDS):
    touchbase.add_command(command)


def main() -> None:
    """The entry point: every error becomes one line and an exit code."""
    try:
        touchbase(prog_name="touchbase", standalone_mode=False)
    except click.Abort:
        sys.exit(1)
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "touchbase"
        _stop(f"{error.format_message()} See `{where} --help`", 2)
    except click.ClickException as error:
        _stop(error.format_message(), 2)
    except BadEnvironment as error:
        _stop("; ".join(error.problems), 2)
    except Refusal as error:
        _stop(error.words, 2)
    except SlackTrouble as error:
        _stop(f"Slack answered {error.error}: check SLACK_BOT_TOKEN and SLACK_API_URL, then try again", 1)
    except NotSaved as error:
        _stop(f"{error.reason.rstrip('.')} ({error}): check DATABASE_URL, then try again", 1)
    except TouchbaseError as error:
        _stop(str(error), 1)
    except OSError as error:
        _stop(f"{error}: free or name another place", 1)


def _stop(text: str, code: int) -> None:
    print(f"touchbase: {' '.join(text.split())}", file=sys.stderr)
    sys.exit(code)
