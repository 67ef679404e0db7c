"""The maille command."""

import sys

import typer

from graph.problems import StartProblem
from server.commands import demo, doctor, keep, members, serve

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Maille, a collaborative peer network: everyone may ask, everyone may help.",
)
app.command("demo")(demo.command)
app.command("serve")(serve.command)
app.command("doctor")(doctor.command)
app.command("backup")(keep.backup)
app.command("restore")(keep.restore)
app.command("import")(members.bring_in)
app.command("export")(members.take_out)


def main() -> None:
    """Runs what was asked; a problem that a person must see to is one sentence, and exit code 1."""
    try:
        app()
    except StartProblem as problem:
        print(f"maille: {problem}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
