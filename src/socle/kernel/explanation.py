"""Why a decision falls as it does: named rules, judged in order, each leaving one link (ambitions.md, « Pourquoi ? »).

The explanation is made by the decision itself: `replay` judges each of its links again, alone, and finds the decision
back, or says where the explanation lies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, Link

C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Rule(Generic[C]):
    """One condition: its stable name, the kind of link it leaves, its judge, and what is said when it holds.

    Its clause is cited when its judge names none; the rule that `concludes` gives the permission a clause and an end.
    """

    name: str
    kind: str
    judge: Callable[[C], Decision]
    says: Callable[[C], str]
    concludes: bool = False
    clause: Clause | None = None

    def link(self, case: C, decision: Decision) -> Link:
        says = self.says(case) if decision else decision.reason
        return Link(self.kind, says, bool(decision), decision.clause or self.clause, self.name)


class UnfaithfulExplanationError(ValueError):
    """An explanation that is not the one of its decision; the message names the link."""


def explain(rules: Iterable[Rule[C]], case: C) -> Decision:
    """The first rule that fails refuses; the chain lists every rule up to it."""
    chain: list[Link] = []
    granted = ALLOWED
    for rule in rules:
        decision = rule.judge(case)
        chain.append(rule.link(case, decision))
        if not decision:
            return decision.with_chain(chain)
        if rule.concludes:
            granted = decision
    return granted.with_chain(chain)


def replay(chain: Sequence[Link], rules: Sequence[Rule[C]], case: C) -> Decision:
    """The decision that its explanation alone gives; raises when a link, judged alone, says otherwise."""
    granted = ALLOWED
    for rank, link in enumerate(chain):
        rule = rules[rank] if rank < len(rules) else None
        if rule is None or rule.name != link.rule:
            raise UnfaithfulExplanationError(f"« {link.rule} » n'est pas la règle attendue au rang {rank + 1}")
        decision = rule.judge(case)
        if rule.link(case, decision) != link:
            raise UnfaithfulExplanationError(f"« {link.rule} », jugée seule, dit autre chose : {link.says}")
        if not decision:
            _last(chain, rank)
            return decision
        granted = decision if rule.concludes else granted
    if len(chain) < len(rules):
        raise UnfaithfulExplanationError(f"« {rules[len(chain)].name} » manque à l'explication")
    return granted


def _last(chain: Sequence[Link], rank: int) -> None:
    if rank != len(chain) - 1:
        raise UnfaithfulExplanationError(f"« {chain[rank].rule} » refuse, et l'explication continue")
