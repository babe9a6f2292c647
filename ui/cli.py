"""The command line: what each command takes. What it does stands where `COMMANDS` says."""

import argparse
import errno
import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TextIO

from index.errors import ArticleQAError
from ui.argument_types import day, model, passages, place, port, workers

COMMANDS = {
    "add": ("ui.library_commands", "add"),
    "list": ("ui.library_commands", "list_articles"),
    "show": ("ui.library_commands", "show"),
    "remove": ("ui.library_commands", "remove"),
    "ask": ("ui.question_commands", "ask"),
    "search": ("ui.question_commands", "search"),
    "chat": ("ui.chat_command", "chat"),
    "password": ("ui.auth.accounts", "password"),
    "mcp": ("ui.mcp", "serve"),
    "eval": ("ui.evaluation_command", "evaluate"),
    "check": ("ui.library_commands", "check"),
    "copy": ("ui.copy_command", "copy_library"),
    "rebuild": ("ui.library_commands", "rebuild"),
    "upgrade": ("ui.library_commands", "upgrade"),
    "feedback": ("ui.feedback", "feedback"),
}
"""The module and function of each command."""

NO_MORE_IS_WRITTEN = {errno.ENOSPC, errno.EIO}
"""What the system says where a disk is full or broken."""

AddCommand = Callable[[str, str], argparse.ArgumentParser]
"""Function that adds a command by its name and description and returns its parser."""

DESCRIPTION = "Ask your own articles; read exact quotes, each with its place, or an honest no."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status: 0 done, 1 a clear error, 2 wrong usage."""
    # Closed by whoever started this.
    sys.stdout, sys.stderr = (stream or _nowhere() for stream in (sys.stdout, sys.stderr))
    flags = parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal of few letters shows a question mark for the others.
        sys.stdout.reconfigure(errors="replace")
    try:
        status = _run(flags)
        # A reader that went away is noticed only when what was printed is sent.
        sys.stdout.flush()
    except ArticleQAError as error:
        if flags.debug:
            raise
        from ui.terminal import complain

        complain(str(error))
        return 1
    except BrokenPipeError:
        _print_nowhere()
        return 0
    except OSError as error:
        if flags.debug or error.errno not in NO_MORE_IS_WRITTEN:
            raise
        _print_nowhere()
        sys.stderr.write(
            f"qa: The output cannot be written ({error.strerror}). Free some space, try again.\n"
        )
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("qa: stopped; what was stored so far is kept.\n")
        return 130
    return status


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _print_nowhere() -> None:
    """Let go of what is left to print: Python would try once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(flags: argparse.Namespace) -> int:
    """Import the command's module only now: `qa --help` needs none."""
    module, function = COMMANDS[flags.command]
    status: int = getattr(import_module(module), function)(flags)
    return status


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    whole = argparse.ArgumentParser(prog="qa", description=DESCRIPTION)
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--library",
        type=place,
        metavar="DIR",
        help="the library: a folder, or a postgresql:// address (default: QA_DATABASE_URL, else QA_LIBRARY, "
        "else your data directory)",
    )
    common.add_argument("--debug", action="store_true", help="show where an error came from")

    def command(name: str, description: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=description, description=description, parents=[common])

    _library_commands(command)
    _question_commands(command)
    _server_commands(command)
    return whole


def _library_commands(command: AddCommand) -> None:
    add = command("add", "add articles: files, folders of them, http(s) addresses")
    add.add_argument(
        "paths", nargs="+", metavar="PATH", help="txt, md, html, pdf, docx, jsonl(.gz), or a folder"
    )
    add.add_argument(
        "--workers",
        type=workers,
        metavar="N",
        help="read and embed in this many processes, also object storages such as s3://BUCKET/PREFIX "
        "(article-qa[ray])",
    )
    add.add_argument(
        "--ray", metavar="ADDRESS", help="have the workers of this Ray cluster do it, by default all of them"
    )

    listing = command("list", "list the articles")
    _json_flag(listing)

    show = command("show", "print an article")
    show.add_argument("id", metavar="ID")
    _json_flag(show)

    remove = command("remove", "remove articles from the library (their files stay)")
    remove.add_argument("ids", nargs="+", metavar="ID")

    moving = command("copy", "copy a library: from a folder to PostgreSQL, back, or to another place")
    moving.add_argument(
        "--from", type=place, dest="source", metavar="LIBRARY", help="default: that of --library"
    )
    moving.add_argument(
        "--to", type=place, dest="target", metavar="LIBRARY", required=True, help="a folder or an address"
    )

    command("check", "verify the library against its record")
    command("rebuild", "rebuild the vector index, embedding again where the model changed")
    command("upgrade", "make the library where there is none, or bring its tables up to date")


def _question_commands(command: AddCommand) -> None:
    ask = command("ask", "answer a question with exact quotes, or say that the articles do not")
    ask.add_argument("question", metavar="QUESTION")
    _model_flags(ask)
    _strict_flag(ask)
    _filter_flags(ask)
    _json_flag(ask)

    search = command("search", "find passages")
    search.add_argument("query", metavar="QUERY")
    search.add_argument("-k", type=passages, default=10, metavar="N", help="how many (default: 10)")
    _filter_flags(search)
    _json_flag(search)

    measure = command("eval", "measure answers on a question set")
    measure.add_argument("questions", type=Path, metavar="QUESTIONS", help="jsonl or jsonl.gz")
    measure.add_argument(
        "--articles", type=Path, metavar="PATH", help="measure on these, in a library thrown away"
    )
    measure.add_argument("--json", type=Path, metavar="FILE", help="write figures and outcomes")
    measure.add_argument("--report", type=Path, metavar="FILE", help="write a page with every miss")
    measure.add_argument(
        "--baseline", type=Path, metavar="FILE", help="an earlier --json file; fail on any fall"
    )
    _model_flags(measure)
    _strict_flag(measure)

    feedback = command("feedback", "export what readers thought of the chat's answers, for `qa eval`")
    form = feedback.add_mutually_exclusive_group()
    form.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the question set to a file")
    form.add_argument("--json", action="store_true", help="print JSON")


def _server_commands(command: AddCommand) -> None:
    chat = command("chat", "open the web chat")
    chat.add_argument("--host", default="127.0.0.1", help="where to listen (default: 127.0.0.1)")
    chat.add_argument("--port", type=port, default=7860, help="default: 7860")
    chat.add_argument("--no-browser", action="store_true", help="do not open a browser")
    chat.add_argument(
        "--example",
        action="append",
        default=[],
        metavar="QUESTION",
        help="a question to start from; repeatable",
    )
    _sign_in_flags(chat)
    chat.add_argument("--log", choices=("text", "json"), help="form of the log (default: QA_LOG, else text)")
    chat.add_argument(
        "--log-questions", action="store_true", help="have the log tell what was asked (default: never)"
    )
    _model_flags(chat)
    _strict_flag(chat)

    password = command("password", "make a line for `qa chat --auth-file` of a name and a password")
    password.add_argument("name", metavar="NAME")

    agent = command("mcp", "serve an agent over standard input and output (MCP)")
    _model_flags(agent)
    _strict_flag(agent)


def _json_flag(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print JSON")


def _strict_flag(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--strict",
        action="store_true",
        help="answer only when it is very sure; of what a model wrote, show only what holds",
    )


def _model_flags(command: argparse.ArgumentParser) -> None:
    who = command.add_mutually_exclusive_group()
    who.add_argument(
        "--model",
        type=model,
        metavar="PROVIDER:MODEL",
        help="have this language model write the answers, every sentence checked (default: QA_MODEL)",
    )
    who.add_argument(
        "--quotes-only",
        action="store_true",
        help="have no language model write, whatever QA_MODEL says: exact quotes alone",
    )


def _sign_in_flags(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--auth",
        action="append",
        default=[],
        metavar="NAME:PASSWORD",
        help="let this person in; repeatable (others on this machine can see it: prefer --auth-file)",
    )
    command.add_argument(
        "--auth-file", type=Path, metavar="FILE", help="let these people in: a line of `qa password` each"
    )
    command.add_argument(
        "--public", action="store_true", help="let everybody in that reaches --host, without signing in"
    )


def _filter_flags(command: argparse.ArgumentParser) -> None:
    command.add_argument("--source", action="append", metavar="NAME", help="only of this source; repeatable")
    command.add_argument("--since", type=day, metavar="DAY", help="only from this day on (2024-06-16)")
    command.add_argument("--until", type=day, metavar="DAY", help="only up to this day")
    command.add_argument("--article", action="append", metavar="ID", help="only this article; repeatable")
