from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from socle.database.transactions import run
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.kernel.identifiers import uuid_of
from socle.saisines.actions.answering import move
from socle.saisines.actions.handing import entrust
from socle.saisines.domain.access import may_open_any
from socle.saisines.models import Saisine
from socle.saisines.web.pages.bulk import MOST, STEPS, told
from socle.traces.actions import record_refusal

Act = Callable[[UUID, datetime], Saisine]


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """One step for the ticked cases, each in its own transaction: what is refused says why, and stops nothing else."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_open_any(actor).or_raise()
    ticked = [found for text in dict.fromkeys(request.POST.getlist("saisine")) if (found := uuid_of(text))][:MOST]
    step = _step(request.POST.get("lot", ""), request.POST.get("a_qui", ""), actor)
    if step is None or not ticked:
        messages.warning(request, "Rien n'est fait : cochez des saisines, puis choisissez ce qu'il faut en faire.")
        return redirect("saisines:queue")
    for level, says in told(list(_each(ticked, step, actor))):
        messages.add_message(request, level, says)
    return redirect("saisines:queue")


def _step(name: str, to: str, actor: Actor) -> Act | None:
    if name in STEPS:
        return lambda case_id, at: move(case_id, name, actor=actor, at=at)
    person = uuid_of(to)
    if name == "entrust" and person is not None:
        return lambda case_id, at: entrust(case_id, person, "", actor=actor, at=at)
    return None


def _each(ticked: list[UUID], step: Act, actor: Actor) -> Iterator[tuple[str, str]]:
    """The number of each case, and why it was refused; an empty reason when it is done."""
    for case_id in ticked:
        try:
            done = run(actor, lambda at, one=case_id: step(one, at))  # type: ignore[misc]
        except Refused as error:
            record_refusal(error, actor=actor)
            yield error.act.subject_label if error.act else "", error.decision.reason
        except Saisine.DoesNotExist:
            continue
        else:
            yield done.number, ""
