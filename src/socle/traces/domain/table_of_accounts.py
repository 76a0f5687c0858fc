"""What is traced of identity: every act from sign-in to sign-out (contrat de service 5.3.1; MCP-31)."""

from __future__ import annotations

from socle.traces.domain.event import Log
from socle.traces.domain.kinds import Kind

T = Log.TRACES

ACCOUNTS = (
    Kind("account:sign_in:succeeded", "{person} s'est connecté avec {factor}.", T, ("factor?", "device?", "address?")),
    Kind(
        "account:sign_in:failed", "Une connexion a échoué : {reason}.", T, ("reason", "login?", "device?", "address?")
    ),
    Kind(
        "account:sign_in:locked",
        "Le compte attend avant tout nouvel essai : {reason}.",
        T,
        ("reason", "until?", "address?"),
    ),
    Kind("account:sign_in:ended", "{person} a fermé une connexion : {reason}.", T, ("reason?", "device?")),
    Kind("account:session:expired", "La connexion de {person} a expiré : {reason}.", T, ("reason",)),
    Kind("account:activation:sent", "{person} a envoyé un lien d'activation à {subject}.", T, ("until?", "login?")),
    Kind("account:activation:used", "{subject} a activé son compte.", T, ("login?",)),
    Kind("account:activation:expired", "Un lien d'activation de {subject} a été présenté trop tard.", T, ("until?",)),
    Kind("account:factor:added", "{person} a ajouté un second facteur : {factor}.", T, ("factor", "label?")),
    Kind("account:factor:removed", "{person} a retiré un second facteur : {factor}.", T, ("factor", "label?")),
    Kind("account:step_up:succeeded", "{person} a confirmé son identité avec {factor}.", T, ("factor",)),
    Kind("account:step_up:failed", "{person} n'a pas pu confirmer son identité : {reason}.", T, ("reason", "factor?")),
    Kind("account:token:created", "{person} a créé un jeton de portée {scope}.", T, ("scope", "expires_at?", "token?")),
    Kind("account:token:revoked", "{person} a révoqué un jeton de portée {scope}.", T, ("scope?", "reason?", "token?")),
    Kind("account:account:disabled", "{person} a désactivé le compte de {subject}.", T, ("login?", "reason?")),
    Kind("account:identity:linked", "{person} a relié son compte à {provider}.", T, ("provider", "siret?")),
    Kind("account:identity:ended", "{person} a retiré le lien de son compte avec {provider}.", T, ("provider",)),
    Kind(
        "account:identity:refused",
        "{person} n'a pas pu relier son compte à {provider} : {reason}",
        T,
        ("provider", "reason?", "siret?"),
    ),
    Kind(
        "account:password:required",
        "{person} a demandé un nouveau mot de passe à {subject} : {reason}.",
        T,
        ("reason",),
    ),
    Kind("account:password:asked", "{person} a prouvé son identité ; un nouveau mot de passe lui est demandé.", T),
    Kind("account:password:changed", "{person} a changé son mot de passe : {reason}.", T, ("reason?",)),
)
