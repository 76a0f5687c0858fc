"""The table itself, one group per room: adding an event is adding a line (contrat de service 5.3.1, 5.3.2)."""

from __future__ import annotations

from socle.traces.domain.event import Log
from socle.traces.domain.kinds import Catalogue, DataClass, Erasure, Kind
from socle.traces.domain.table_of_accounts import ACCOUNTS
from socle.traces.domain.table_of_bulk import BULK
from socle.traces.domain.table_of_dossiers import DOSSIERS
from socle.traces.domain.table_of_drafts import DRAFTS
from socle.traces.domain.table_of_endings import ENDINGS
from socle.traces.domain.table_of_files import FILES
from socle.traces.domain.table_of_imports import IMPORTS
from socle.traces.domain.table_of_reviews import REVIEWS
from socle.traces.domain.table_of_saisines import SAISINES
from socle.traces.domain.table_of_signatures import SIGNATURES
from socle.traces.domain.table_of_supervision import SUPERVISION

REFUSED_PAGE = "site:page:refused"

T, H = Log.TRACES, Log.HABILITATIONS
GRANT = ("service", "profile", "habilitation?", "scope?", "purpose?", "cause?", "valid_from?", "valid_to?", "seat?")
VIEW = ("list", "shared?")
PERIMETER = ("services?", "profiles?", "scopes?", "groups?", "may_pass_on?", "delegation?")

CONVENTIONS = (
    Kind(
        "convention:convention:signed",
        "{person} a signé « {subject} » pour {organisation}.",
        H,
        ("act?", "effective_on?", "terms?", "digest?"),
    ),
    *(
        Kind(
            f"convention:obligation:{verb}",
            f"{{person}} {says} : {{what}} ({{subject}}).",
            H,
            ("what", "due", "term", "occasion", "done_on?"),
        )
        for verb, says in (
            ("declared", "a déclaré tenue une obligation"),
            ("withdrawn", "a retiré une déclaration d'obligation tenue"),
            ("contested", "a contesté une obligation déclarée tenue"),
            ("waived", "a dispensé d'une obligation"),
            ("asked_again", "demande de nouveau une obligation"),
        )
    ),
    Kind(
        "convention:obligation:opened",
        "{person} a noté un fait qui ouvre une obligation : {what} ({subject}).",
        H,
        ("what", "term", "happened_at"),
    ),
    Kind(
        "convention:obligation:recalled",
        "Socle a rappelé par courriel à {organisation} : {what} ({subject}).",
        H,
        ("what", "due", "term", "step"),
    ),
    Kind(
        "convention:obligation:entrusted",
        "{person} a confié à {holder} : {what} ({subject}).",
        H,
        ("what", "term", "holder"),
    ),
    *(
        Kind(
            f"convention:reading:{verb}",
            f"{{person}} {says} : {{question}} ({{subject}}).",
            H,
            ("question", "point", "act?"),
        )
        for verb, says in (
            ("proposed", "a proposé une lecture du texte"),
            ("agreed", "a donné son accord à une lecture"),
            ("declined", "a refusé une lecture"),
            ("withdrawn", "a retiré une lecture proposée"),
            ("settled", "a consigné une lecture convenue"),
        )
    ),
    Kind("convention:feed:opened", "{person} a ouvert l'adresse secrète de son agenda.", H, ()),
    Kind("convention:feed:revoked", "{person} a révoqué l'adresse secrète de son agenda.", H, ()),
    Kind("convention:convention:viewed", "{person} a lu « {subject} ».", T, ("as_of?",)),
    Kind("convention:paper:printed", "{person} a imprimé « {paper} » de « {subject} ».", T, ("paper", "as_of?")),
)
HABILITATIONS = (
    Kind(
        "habilitation:delegation:granted",
        "{person} a délégué à {subject} le rôle {role}.",
        H,
        ("role", *PERIMETER, "valid_from?", "valid_to?"),
    ),
    Kind(
        "habilitation:delegation:withdrawn",
        "{person} a retiré à {subject} le rôle {role} : {reason}.",
        H,
        ("role", "reason?", "delegation?"),
    ),
    Kind(
        "habilitation:delegation:refused",
        "{person} n'a pas pu confier à {subject} le rôle {role}, ou le reprendre : {reason}",
        H,
        ("role",),
    ),
    Kind(
        "habilitation:administrator:appointed",
        "{person} a nommé {subject} {role} de {partner}, sur le formulaire signé du partenaire le {signed_on}.",
        H,
        ("role", "partner", "form", "signed_on", "replaced?"),
    ),
    Kind(
        "habilitation:administrator:removed",
        "{person} a mis fin au rôle de {subject}, {role} de {partner}, à la demande du partenaire du {signed_on}.",
        H,
        ("role", "partner", "form", "signed_on"),
    ),
    Kind(
        "habilitation:administrator:refused",
        "{person} n'a pas pu changer l'administrateur de {partner} ({role}) : {reason}",
        H,
        ("role", "partner"),
    ),
    Kind(
        "habilitation:pledge:signed",
        "{subject} s'est engagé : {what}, version {version}.",
        H,
        ("what", "code", "version"),
    ),
    Kind(
        "habilitation:training:recorded",
        "{person} a enregistré pour {subject} : {what}, le {done_on} ; preuve : {proof}.",
        H,
        ("what", "code", "done_on", "proof"),
    ),
    Kind(
        "habilitation:attestation:refused",
        "{person} n'a pas pu attester pour {subject} : {what}. {reason}",
        H,
        ("what",),
    ),
    Kind(
        "habilitation:right:granted",
        "{person} a ouvert à {subject} le profil {profile} de {service}, pour « {purpose} ».",
        H,
        GRANT,
    ),
    Kind(
        "habilitation:right:withdrawn",
        "{person} a retiré à {subject} le profil {profile} de {service} : {cause}.",
        H,
        GRANT,
    ),
    Kind(
        "habilitation:right:suspended",
        "{person} a suspendu le profil {profile} de {service} de {subject} : {cause}.",
        H,
        (*GRANT, "kind"),
    ),
    Kind(
        "habilitation:right:resumed",
        "{person} a levé la suspension du profil {profile} de {service} de {subject}.",
        H,
        (*GRANT, "kind"),
    ),
    Kind(
        "habilitation:right:entrusted",
        "{person} a confié à {subject}, pour un remplacement, le profil {profile} de {service}.",
        H,
        (*GRANT, "replaced?"),
    ),
    Kind(
        "habilitation:right:reactivated",
        "{person} a réactivé le profil {profile} de {service} de {subject}, qui ne servait plus.",
        H,
        GRANT,
    ),
    Kind(
        "habilitation:management:taken_over",
        "{person} a repris la gestion des habilitations de {subject} : {cause}.",
        H,
        ("cause", "convention"),
    ),
    Kind(
        "habilitation:management:handed_back",
        "{person} a rendu la gestion des habilitations à {subject}.",
        H,
        ("cause?", "convention"),
    ),
    Kind(
        "habilitation:right:refused",
        "{person} n'a pas pu ouvrir à {subject} le profil {profile} de {service} : {reason}",
        H,
        GRANT,
    ),
    Kind("habilitation:group:created", "{person} a créé le groupe {subject}.", H, ("profile?",)),
    Kind("habilitation:group:changed", "{person} a changé le profil du groupe {subject}.", H, ("profile?",)),
    Kind("habilitation:group:closed", "{person} a fermé le groupe {subject}.", H),
    Kind("habilitation:group:joined", "{person} a mis {member} dans le groupe {subject}.", H, ("member",)),
    Kind("habilitation:group:left", "{person} a retiré {member} du groupe {subject}.", H, ("member",)),
    Kind(
        "habilitation:local_profile:created", "{person} a créé le profil local {subject} : {rights}.", H, ("rights?",)
    ),
    Kind(
        "habilitation:local_profile:changed", "{person} a changé le profil local {subject} : {rights}.", H, ("rights?",)
    ),
    Kind("habilitation:local_profile:closed", "{person} a fermé le profil local {subject}.", H),
    Kind(
        "habilitation:list:exported",
        "{person} a exporté « {list} » de {subject} : {count} lignes, au format {format}.",
        T,
        ("list", "count", "format", "filter?"),
    ),
    *(
        Kind(f"habilitation:view:{verb}", f"{{person}} a {says} la vue « {{subject}} » de « {{list}} ».", T, VIEW)
        for verb, says in (("saved", "enregistré"), ("removed", "supprimé"))
    ),
    Kind(
        "habilitation:decision:explained",
        "{person} a demandé si {subject} peut utiliser le profil {profile} de {service} : {allowed}.",
        T,
        ("service", "profile", "allowed?", "group?", "as_of?"),
    ),
    Kind("habilitation:group:renamed", "{person} a renommé le groupe {subject} : {name}.", H, ("name",)),
    Kind("habilitation:group:linked", "{person} a relié le groupe {subject} à l'annuaire de {organisation}.", T),
)
TRACES = (
    Kind(
        "trace:trace:read",
        "{person} a lu les traces de {organisation} ({count}).",
        T,
        ("count?", "since?", "person?", "action?", "perimeter?"),
    ),
    Kind(
        "trace:trace:refused",
        "{person} n'a pas pu lire les traces : {reason}",
        T,
        ("since?", "person?", "action?", "perimeter?"),
    ),
)
ORGANISMES = (
    Kind("organisme:person:created", "{person} a inscrit {subject}.", H, ("email?", "job?", "fields?")),
    Kind(
        "organisme:person:updated",
        "{person} a modifié la fiche de {subject} : {fields}.",
        H,
        ("fields?", "email?", "job?"),
    ),
    Kind("organisme:person:linked", "{person} a relié {subject} à l'annuaire de {organisation}.", T),
    Kind("organisme:person:unlinked", "{person} a délié {subject} de l'annuaire de {organisation}.", T),
    Kind(
        "organisme:membership:ended",
        "{person} a mis fin à l'appartenance de {subject} : {reason}.",
        H,
        ("reason?", "left_on?"),
    ),
)
HOUSE = (
    Kind(REFUSED_PAGE, "{person} s'est vu refuser une action : {reason}", T, ("path?", "method?")),
    Kind(
        "demonstration:data:loaded",
        "La démonstration a été chargée.",
        T,
        ("beneficiaries?", "organisations?", "people?", "rights?", "seats?", "terms?"),
        DataClass.NONE,
        Erasure.NOT_NEEDED,
    ),
    Kind("log:heartbeat", "Le journal est en service.", None, (), DataClass.NONE, Erasure.NOT_NEEDED),
)

CATALOGUE = Catalogue(
    *(
        ACCOUNTS,
        FILES,
        CONVENTIONS,
        ENDINGS,
        DRAFTS,
        SIGNATURES,
        HABILITATIONS,
        BULK,
        IMPORTS,
        REVIEWS,
        DOSSIERS,
        TRACES,
        ORGANISMES,
        SUPERVISION,
        SAISINES,
        HOUSE,
    ),
)
