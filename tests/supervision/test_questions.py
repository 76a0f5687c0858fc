"""MCP-25, MCP-41: a right is questioned, answered, contested once; silence is late and opens the escalation."""

from __future__ import annotations

from datetime import timedelta

import pytest

from socle.database.transactions import transaction
from socle.habilitations.models import Habilitation
from socle.kernel.decision import Refused
from socle.notifications.models import Message
from socle.supervision.actions.answering import move
from socle.supervision.actions.asking import ask, ask_many
from socle.supervision.actions.delays import record_delay
from socle.supervision.actions.escalating import escalate
from socle.supervision.models import Question, Statement
from tests.browsing import browser_of, check_page
from tests.factories import MembershipFactory, OrganisationFactory, actor_of
from tests.habilitations.bodies import confirmed, give_role, opened
from tests.journal import staged
from tests.supervision.bodies import amended, supervised

pytestmark = pytest.mark.django_db
WHY = "Pourquoi ce droit existe-t-il ?"
LADDER = {'ladder = ["administrateur-principal"]': 'ladder = ["administrateur-principal", "securite-commune"]'}


def asked(body, right) -> Question:
    with transaction(body.supervisor) as at:
        return ask(right.id, WHY, actor=body.supervisor, at=at)


def step(body, question, name, text="Parce que la mission le demande.", actor=None) -> Question:
    who = actor or (body.principal if name in {"answer", "rejoin"} else body.supervisor)
    with transaction(who) as at:
        return move(question.id, name, text, actor=who, at=at)


def refused(body, question, name, **given):
    with pytest.raises(Refused) as refusal:
        step(body, question, name, **given)
    return refusal.value


def aged(owner, question, days: int) -> None:
    """The question as if it had been asked earlier; the clock of the database stands still in a test."""
    with owner():
        gap = timedelta(days=days)
        Question.objects.filter(id=question.id).update(asked_at=question.asked_at - gap, due_at=question.due_at - gap)


def test_a_question_starts_the_clock_of_the_convention(body, owner):
    question = asked(body, opened(body, body.people[0]))

    assert question.due_origin == "convention"
    assert question.due_clause == "contrat de service, 2.2.1"
    assert "10 jours ouvrés" in " ".join(question.due_proof)
    assert staged("supervision:question:asked") == 1


def test_the_message_to_the_managers_names_nobody(body, owner):
    person = body.people[0].person
    asked(body, opened(body, body.people[0]))

    with owner():
        mail = Message.objects.get(kind="supervision:to_answer")
        address = body.principal.membership_id and mail.recipient
    assert address
    for word in (person.first_name, person.last_name, body.principal.name, "T2", "CDAP"):
        assert word not in mail.subject + mail.body


@pytest.mark.parametrize("role", ["caisse_admin", "principal"])
def test_only_the_supervisor_asks(body, role):
    right = opened(body, body.people[0])
    actor = body.admin if role == "caisse_admin" else body.principal

    with pytest.raises(Refused) as refusal, transaction(actor) as at:
        ask(right.id, WHY, actor=actor, at=at)

    assert refusal.value.decision.code == "permission_missing"
    assert refusal.value.act.tag == "supervision:question:asked"


def test_one_question_at_a_time_on_a_right(body):
    right = opened(body, body.people[0])
    asked(body, right)

    with pytest.raises(Refused) as refusal:
        asked(body, right)

    assert refusal.value.decision.code == "already_asked"


def test_another_caisse_has_no_right_to_question(body, owner):
    right = opened(body, body.people[0])
    with owner():
        caisse = OrganisationFactory(kind="caisse")
        stranger = actor_of(MembershipFactory(organisation=caisse), "caisse_supervisor")

    with pytest.raises(Refused) as refusal, transaction(stranger) as at:
        ask(right.id, WHY, actor=stranger, at=at)

    assert refusal.value.decision.code == "unknown_right"


def test_the_whole_exchange_and_its_end(body, owner):
    """The caisse contests once, the partner answers again, and only then is the right without justification."""
    question = asked(body, opened(body, body.people[0]))

    step(body, question, "answer")
    assert refused(body, question, "conclude").decision.code == "wrong_state"
    contested = step(body, question, "contest", "Cette mission a pris fin en mai.")
    assert contested.due_at >= question.due_at
    assert refused(body, question, "conclude").decision.code == "not_heard"
    step(body, question, "rejoin", "Elle a été reconduite en juin.")
    ended = step(body, question, "conclude", "La reconduction n'est pas produite.")

    assert ended.state == "unresolved"
    assert ended.closed_by_id == body.supervisor.person_id
    with transaction(body.principal):
        said = list(Statement.objects.filter(question_id=question.id).values_list("step", flat=True))
        assert Habilitation.objects.get(id=question.habilitation_id).withdrawn_at is None
    assert sorted(said) == ["answer", "conclude", "contest", "rejoin"]
    for verb in ("answered", "contested", "rejoined", "concluded"):
        assert staged(f"supervision:question:{verb}") == 1


def test_an_accepted_answer_closes_the_question(body):
    question = asked(body, opened(body, body.people[0]))
    step(body, question, "answer")

    assert step(body, question, "accept", "").state == "accepted"
    assert refused(body, question, "rejoin").decision.code == "wrong_state"


def test_a_question_asked_by_mistake_is_cancelled(body):
    assert step(body, asked(body, opened(body, body.people[0])), "cancel", "").state == "cancelled"


def test_the_caisse_never_answers_in_the_place_of_the_partner(body):
    question = asked(body, opened(body, body.people[0]))

    assert refused(body, question, "answer", actor=body.supervisor).decision.code == "wrong_role"
    assert refused(body, question, "accept", actor=body.principal).decision.code == "wrong_state"


def test_a_responsable_answers_inside_what_they_manage(body, owner):
    question = asked(body, opened(body, body.people[0]))
    with owner():
        inside = give_role(body.people[1], "delegate", body.convention)

    own = asked(body, opened(body, body.people[1]))

    assert refused(body, own, "answer", actor=inside).decision.code == "to_oneself"
    assert step(body, question, "answer", actor=inside).state == "answered"


def test_silence_takes_nothing_and_opens_the_escalation(owner):
    with owner():
        body = supervised(people=1, replaced=LADDER)
    question = asked(body, opened(body, body.people[0]))
    with pytest.raises(Refused) as early, transaction(body.supervisor) as at:
        escalate(question.id, actor=body.supervisor, at=at)
    aged(owner, question, 40)

    with transaction(body.supervisor) as at:
        first = escalate(question.id, actor=body.supervisor, at=at)
        second = escalate(question.id, actor=body.supervisor, at=at)
    with pytest.raises(Refused) as nobody, transaction(body.supervisor) as at:
        escalate(question.id, actor=body.supervisor, at=at)

    assert early.value.decision.code == "escalation_early"
    assert (first.rank, second.rank) == (1, 2)
    assert first.name != second.name
    assert nobody.value.decision.code == "nobody_left"
    assert str(nobody.value.decision.clause) == "contrat de service, 3.3"
    with transaction(body.principal):
        assert Habilitation.objects.get(id=question.habilitation_id).withdrawn_at is None


def test_a_late_question_may_be_concluded_and_a_late_answer_is_still_taken(body, owner):
    silent = asked(body, opened(body, body.people[0]))
    slow = asked(body, opened(body, body.people[1]))
    for one in (silent, slow):
        aged(owner, one, 40)

    assert step(body, silent, "conclude", "").state == "unresolved"
    assert step(body, slow, "answer").state == "answered"


def test_the_delay_of_a_silent_text_is_recorded_then_the_house_s(owner):
    """MCP-25: no answer time in the text is a recorded setting."""
    with owner():
        body = supervised(people=2)
        amended(body, "supervision", answer_within=None)
    house = asked(body, opened(body, body.people[0]))
    with transaction(body.supervisor) as at:
        record_delay(body.convention.id, "1 mois", actor=body.supervisor, at=at)
    setting = asked(body, opened(body, body.people[1]))

    assert (house.due_origin, setting.due_origin) == ("house", "setting")
    assert house.due_clause.startswith("règle de Socle")
    assert setting.due_at > house.due_at


def test_a_written_delay_is_not_a_setting(body):
    with pytest.raises(Refused) as refusal, transaction(body.supervisor) as at:
        record_delay(body.convention.id, "1 mois", actor=body.supervisor, at=at)

    assert refusal.value.decision.code == "delay_written"


def test_the_partner_cannot_write_a_question_in_the_database(body):
    """The policy behind: what stays true when everything above is wrong."""
    question = asked(body, opened(body, body.people[0]))
    question.pk = None

    with pytest.raises(Exception, match="row-level security"), transaction(body.principal):
        question.save(force_insert=True)


def test_one_message_for_several_questions(body, owner):
    rights = [opened(body, one).id for one in body.people[:2]]

    with transaction(body.supervisor) as at:
        ask_many(rights, WHY, actor=body.supervisor, at=at)

    with owner():
        assert Message.objects.filter(kind="supervision:to_answer").count() == 1


def test_the_pages_of_a_question_on_both_sides(body, owner):
    right = opened(body, body.people[0])
    caisse, partner = browser_of(body.supervisor), browser_of(body.principal)

    assert "Aucune question" in check_page(partner.get("/questions-de-la-caisse/"))
    assert "Droits en cours" in check_page(caisse.get(f"/supervision/partenaires/{body.partner.organisation.id}/"))
    form = check_page(caisse.get("/supervision/questions/nouvelle/", {"droit": str(right.id)}))
    assert "le délai expire ce jour" in form
    answer = caisse.post("/supervision/questions/nouvelle/", {"droit": str(right.id), "question": WHY})
    assert answer.status_code == 302
    path = answer["Location"]

    assert body.people[0].person.name in check_page(partner.get("/questions-de-la-caisse/"))
    page = check_page(partner.get(path))
    assert "Répondre" in page
    assert "Accepter la réponse" not in page
    assert "Écrivez un texte" in check_page(partner.post(path, {"etape": "answer", "texte": " "}), 403)
    assert partner.post(path, {"etape": "answer", "texte": "Parce que."}).status_code == 302
    assert "Réponses à lire" in check_page(caisse.get("/supervision/"))
    assert "Accepter la réponse" in check_page(caisse.get(path))
    assert caisse.post(path, {"etape": "n-importe-quoi"}).status_code == 403
    assert caisse.post(path, {"etape": "accept"}).status_code == 302
    assert "justifiée" in check_page(caisse.get(path))


def test_the_pages_of_silence_and_of_the_delay(body, owner):
    question = asked(body, opened(body, body.people[0]))
    aged(owner, question, 40)
    caisse, path = browser_of(body.supervisor), f"/supervision/questions/{question.id}/"

    home = check_page(caisse.get("/supervision/"))
    assert "Sans réponse dans le délai" in home
    assert "Le silence ne retire aucun droit" in check_page(caisse.get(path))
    assert caisse.post(path, {"etape": "escalate"}).status_code == 302
    assert "Escalade" in check_page(caisse.get(path))
    assert "déjà le délai" in check_page(caisse.get(f"/supervision/delais/{body.convention.id}/"))
    assert "écrit" in check_page(browser_of(confirmed(body.principal)).get(path))


def test_a_stranger_sees_no_question(body, owner):
    question = asked(body, opened(body, body.people[0]))
    with owner():
        stranger = actor_of(MembershipFactory(organisation=OrganisationFactory()), "principal")

    assert browser_of(stranger).get(f"/supervision/questions/{question.id}/").status_code == 404
    assert check_page(browser_of(actor_of(body.people[1])).get("/supervision/"), 403)
