"""The closed lists that several kinds share: an English code each, and its French label."""

from __future__ import annotations

from socle.conventions.domain.types import Word


class Side(Word):
    """Whose duty it is: the organisme that opens, the partner, or all parties."""

    CAISSE = "caisse", "la caisse"
    PARTNER = "partner", "le partenaire"
    ALL = "all", "toutes les parties"


def party(bearer: str) -> str:
    """How a sentence names who owes or benefits: a side by its label, a party by its identifier.

    >>> party("caisse"), party("urssaf")
    ('la caisse', 'la partie « urssaf »')
    """
    return next((side.label for side in Side if side.value == bearer), f"la partie « {bearer} »")


def decimal(number: str) -> str:
    """A number as French writes it.

    >>> decimal("15.64")
    '15,64'
    """
    return number.replace(".", ",")


class DocumentKind(Word):
    """The documents a convention is made of (MCP-02)."""

    CONVENTION = "convention", "la convention"
    CONTRAT = "contrat", "le contrat de service"
    BULLETIN = "bulletin", "le bulletin d’adhésion"
    ANNEXE = "annexe", "l’annexe"
    PIECE = "piece", "la pièce justificative"
    MANAGEMENT_MODE = "management_mode", "le mode de gestion"


class Role(Word):
    """Who acts in the management of rights and in the reading of traces."""

    CAISSE_ADMIN = "caisse_admin", "l’administrateur de la caisse"
    CAISSE_SUPERVISOR = "caisse_supervisor", "le superviseur de la caisse"
    CAISSE_AUTHORISED = "caisse_authorised", "le personnel de la caisse spécialement habilité"
    CNAF_AUTHORISED = "cnaf_authorised", "le personnel de la Cnaf spécialement habilité"
    PRINCIPAL = "principal", "l’administrateur principal"
    SUPPLEANT = "suppleant", "son suppléant"
    DELEGATE = "delegate", "le responsable d’habilitation"
    DPO = "dpo", "le délégué à la protection des données"
    USER = "user", "l’utilisateur"
    LINE_MANAGER = "line_manager", "le responsable hiérarchique"
    SUPPORT = "support", "l’équipe de support du partenaire"
    SECURITY = "security", "le responsable sécurité"


class Start(Word):
    """The fact from which a delay runs."""

    SIGNATURE = "signature", "la signature"
    RECEIPT = "receipt", "la réception"
    SENDING = "sending", "l’envoi"
    NOTIFICATION = "notification", "la notification"
    MEETING = "meeting", "la réunion"
    SAISINE = "saisine", "la saisine"
    ACTION = "action", "l’action"
    DEVALIDATION = "devalidation", "la dévalidation de l’habilitation"
    PUBLICATION = "publication", "la publication"
    KNOWLEDGE = "knowledge", "la connaissance du fait"
    SUSPENSION = "suspension", "le début de la suspension"
    YEAR_START = "year_start", "le début de l’année"


class Form(Word):
    """How an act is made."""

    REGISTERED_LETTER = "registered_letter", "lettre recommandée avec avis de réception"
    LETTER = "letter", "courrier"
    SIMPLE_LETTER = "simple_letter", "simple lettre"
    AVENANT = "avenant", "avenant signé par toutes les parties"
    NOTICE = "notice", "simple information"
    EMAIL = "email", "courriel"
    PHONE = "phone", "téléphone"
    PORTAL = "portal", "portail"
    AGREEMENT = "agreement", "accord des parties"
    ANY_MEANS = "any_means", "tout moyen"
    SECURE_MESSAGING = "secure_messaging", "messagerie sécurisée"
    PARTNER_SITE = "partner_site", "site réservé aux partenaires"


class Level(Word):
    """Where a habilitation holds, and where its seats are counted."""

    CONVENTION = "convention", "convention"
    EQUIPMENT = "equipment", "équipement ou service"
    PLACE = "place", "lieu d’implantation"


class Day(Word):
    """Days of the week, Monday first."""

    MONDAY = "monday", "lundi"
    TUESDAY = "tuesday", "mardi"
    WEDNESDAY = "wednesday", "mercredi"
    THURSDAY = "thursday", "jeudi"
    FRIDAY = "friday", "vendredi"
    SATURDAY = "saturday", "samedi"
    SUNDAY = "sunday", "dimanche"


class ContactRole(Word):
    """The interlocutors that a text names (contrat de service, annexe 1)."""

    ADMINISTRATOR = "administrator", "administrateur"
    MCP_MANAGER = "mcp_manager", "responsable « Mon Compte Partenaire »"
    SECURITY = "security", "responsable sécurité"
    IT = "it", "responsable informatique"
    DATA_PROTECTION = "data_protection", "référent informatique et libertés"
    SINGLE_DESK = "single_desk", "guichet unique du centre de services"
    SERVICE_MANAGER = "service_manager", "responsable des services"
    SUPPORT = "support", "support des utilisateurs"
    REFERENT = "referent", "référent"
    DIRECTION = "direction", "direction"
    MEDIATOR = "mediator", "médiateur"
    SOCIAL_WORKER = "social_worker", "travailleur social référent"
    REPRESENTATIVE = "representative", "représentant"
    PRESIDENT = "president", "président"


class Office(Word):
    """The function for which somebody sits, or works for both bodies."""

    REPRESENTATIVE = "representative", "représentant"
    DIRECTOR = "director", "directeur"
    ACCOUNTING_OFFICER = "accounting_officer", "agent comptable"
    EXECUTIVE = "executive", "cadre"
    MANAGER = "manager", "responsable"
    PRESIDENT = "president", "président"
    CELL_AGENT = "cell_agent", "agent de la cellule mixte"
    DEDICATED_AGENT = "dedicated_agent", "agent dédié"
