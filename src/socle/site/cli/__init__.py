"""The command line `socle`: exit 0 done, 1 findings or broken, 2 usage, 3 refused; `--json` prints JSON alone."""

from __future__ import annotations

import sys
from importlib import import_module
from keyword import iskeyword

import click
import psycopg
from django.db import OperationalError, ProgrammingError

from socle.database.cluster import ClusterError
from socle.kernel.decision import Refused
from socle.site.cli import usage
from socle.site.cli.help import in_french
from socle.site.cli.output import EXIT_FINDINGS, EXIT_REFUSED, EXIT_USAGE, say_problem
from socle.site.cli.preparation import prepare_django

DATABASE_ERRORS = (psycopg.OperationalError, OperationalError, ProgrammingError)

# command: (module, needs the database, help)
COMMANDS = {
    "run": ("socle.site.cli.processes", False, "Démarre tout : PostgreSQL, web, courrier, scellement."),
    "serve": ("socle.site.cli.processes", False, "Sert le portail seul."),
    "worker": ("socle.site.cli.processes", False, "Envoie le courrier en attente."),
    "sealer": ("socle.site.cli.processes", False, "Scelle les traces."),
    "doctor": ("socle.site.cli.doctor", False, "Dit l'état de l'installation."),
    "migrate": ("socle.site.cli.setup", False, "Prépare la base : rôles, droits, migrations."),
    "demo": ("socle.site.cli.demo", True, "Démonstration : données fictives et comptes."),
    "token": ("socle.site.cli.token", True, "Jetons de l'API."),
    "convention": ("socle.site.cli.convention", False, "Conventions : vérifier, lire, lister, calculer une fin."),
    "rights": ("socle.site.cli.rights", True, "Droits : pourquoi oui, pourquoi non."),
    "import": ("socle.site.cli.importing", True, "Imports : ce que ferait un fichier, sans rien écrire."),
    "review": ("socle.site.cli.review", False, "Revues des habilitations : où elles en sont, certificats."),
    "traces": ("socle.site.cli.traces", True, "Traces : vérifier que rien n'a été altéré."),
    "verify-pdf": ("socle.site.cli.verify_pdf", False, "Vérifie les signatures d'un PDF."),
    "files": ("socle.site.cli.files", True, "Fichiers déposés : ménage, reprise des contrôles."),
    "saisine": ("socle.site.cli.saisine", True, "Saisines : recalculer les délais après un changement de calendrier."),
    "clock": ("socle.site.cli.clock", False, "Délais : calculer une échéance et sa preuve."),
    "docs": ("socle.site.cli.docs", True, "Documents engendrés du code."),
    "manage": ("socle.site.cli.manage", True, "Commandes de Django."),
}


class RoomOfCommands(click.Group):
    """Loads a command's module only when it is asked for, so that a clock needs no database."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, needs_database, _ = COMMANDS[cmd_name]
        if needs_database:
            prepare_django()
        command: click.Command = getattr(import_module(module), function_of(cmd_name))
        return in_french(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commandes"):
            formatter.write_dl([(name, text) for name, (_, _, text) in COMMANDS.items()])


def function_of(command: str) -> str:
    """The function of a command: `import` is a word of the language."""
    name = command.replace("-", "_")
    return f"{name}_" if iskeyword(name) else name


@click.group(cls=RoomOfCommands)
def socle() -> None:
    """Socle : la convention signée devient le service en marche."""


in_french(socle)


def main() -> None:
    """Run a command; every expected failure is a French sentence and a stable exit code."""
    try:
        code = socle.main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        sys.exit(EXIT_USAGE)
    except click.UsageError as error:
        help_path = error.ctx.command_path if error.ctx else "socle"
        say_problem(usage.sentence(error), fix=f"« {help_path} --help » dit ce qui est attendu.")
        sys.exit(EXIT_USAGE)
    except click.ClickException as error:
        say_problem(error.format_message())
        sys.exit(EXIT_FINDINGS)
    except click.Abort:
        sys.exit(130)
    except Refused as error:
        decision = error.decision
        say_problem(decision.reason, clause=str(decision.clause or ""), fix=decision.fix)
        sys.exit(EXIT_REFUSED)
    except ClusterError as error:
        say_problem(str(error))
        sys.exit(EXIT_FINDINGS)
    except DATABASE_ERRORS as error:
        say_problem(
            f"la base de données ne répond pas ({type(error).__name__}).",
            fix="lancez « make run », ou « socle doctor » pour savoir ce qui manque.",
        )
        sys.exit(EXIT_FINDINGS)
