"""Accounts, their factors and their sign-ins. Global rows, not a tenant's: a person signs in once for all bodies.

Secrets stand apart from the account so that a policy may open one without the other.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from socle.accounts.domain.states import AccountState, Factor, LinkPurpose, TokenScope


class Account(models.Model):
    """The one account of a person, whatever the number of bodies served."""

    PERSONAL = ("identifier",)
    RETENTION = "six years after the last habilitation"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.OneToOneField("organismes.Person", on_delete=models.PROTECT, related_name="+")
    identifier = models.CharField("identifiant", max_length=20)
    state = models.CharField(max_length=10, choices=[(state, state) for state in AccountState])
    created_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True, blank=True)
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_by_id = models.UUIDField(null=True, blank=True)
    password_asked_at = models.DateTimeField(null=True, blank=True)
    password_asked_by_id = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["identifier"], name="account_identifier_once"),
            models.CheckConstraint(condition=Q(state__in=list(AccountState)), name="account_state_known"),
            models.CheckConstraint(
                condition=Q(state=AccountState.DISABLED, disabled_at__isnull=False, disabled_by_id__isnull=False)
                | (~Q(state=AccountState.DISABLED) & Q(disabled_at=None, disabled_by_id=None)),
                name="account_disabled_pair",
            ),
            models.CheckConstraint(
                condition=Q(password_asked_at=None, password_asked_by_id=None)
                | Q(password_asked_at__isnull=False, password_asked_by_id__isnull=False),
                name="account_password_asked_pair",
            ),
        ]


class OfAccount(models.Model):
    """What every row of one account has."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class Secret(models.Model):
    """The Argon2id hash of the password."""

    PERSONAL = ("password",)
    RETENTION = "as long as the account"

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True, related_name="+")
    password = models.CharField(max_length=200)
    changed_at = models.DateTimeField()


class Totp(models.Model):
    """The sealed TOTP secret; `last_step` makes each code serve once."""

    PERSONAL = ("secret",)
    RETENTION = "as long as the account"

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True, related_name="+")
    secret = models.BinaryField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    last_step = models.BigIntegerField(default=0)


class RecoveryCode(OfAccount):
    """A code on paper that stands for the TOTP, once."""

    PERSONAL = ("hash",)
    RETENTION = "as long as the account"

    hash = models.BinaryField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "hash"], name="recovery_code_once")]


class WebauthnCredential(OfAccount):
    """A security key or a device's own key."""

    PERSONAL = ("credential_id", "name")
    RETENTION = "as long as the account"

    credential_id = models.BinaryField()
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    name = models.CharField("nom de la clé", max_length=60)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["credential_id"], name="webauthn_credential_once")]


class Challenge(models.Model):
    """A WebAuthn challenge already answered: it is never accepted again."""

    PERSONAL = ()
    RETENTION = "one day"

    hash = models.BinaryField(primary_key=True)
    used_at = models.DateTimeField()


class ActivationLink(OfAccount):
    """A one-time link, of which only the hash is kept."""

    PERSONAL = ("created_by_id",)
    RETENTION = "six months after its end"

    token_hash = models.BinaryField(unique=True)
    purpose = models.CharField(max_length=10, choices=[(purpose, purpose) for purpose in LinkPurpose])
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    created_by_id = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="link_expires_after")]


class IdentityLink(OfAccount):
    """An identity of a provider and the account it opens: written once, ended perhaps, never moved (R13)."""

    PERSONAL = ("subject",)
    RETENTION = "as long as the account"

    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"], condition=Q(ended_at=None), name="identity_linked_once"
            ),
            models.CheckConstraint(condition=~Q(issuer="") & ~Q(subject=""), name="identity_named"),
        ]


class SignIn(OfAccount):
    """A sign-in, of which only the hash of the cookie is kept; its end is judged at each use."""

    PERSONAL = ("device", "ip_prefix")
    RETENTION = "six months after its end"

    membership = models.ForeignKey("organismes.Membership", on_delete=models.CASCADE, related_name="+")
    token_hash = models.BinaryField(unique=True)
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    step_up_at = models.DateTimeField(null=True, blank=True)
    factor = models.CharField(max_length=10, choices=[(factor, factor) for factor in Factor])
    identity = models.ForeignKey(IdentityLink, on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    device = models.CharField("appareil", max_length=80)
    ip_prefix = models.CharField("réseau", max_length=50)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, end_reason="") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="sign_in_end_pair",
            )
        ]
        indexes = [models.Index(fields=["account", "created_at"], condition=Q(ended_at=None), name="sign_in_open")]


class ApiToken(OfAccount):
    """A short-lived key for the API, never worth more than its owner."""

    PERSONAL = ()
    RETENTION = "six months after its end"

    membership = models.ForeignKey("organismes.Membership", on_delete=models.CASCADE, related_name="+")
    token_hash = models.BinaryField(unique=True)
    scope = models.CharField(max_length=10, choices=[(scope, scope) for scope in TokenScope])
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="token_expires_after")]


class Throttle(models.Model):
    """Attempts counted under one key — account, known device or network — written as an HMAC only."""

    PERSONAL = ()
    RETENTION = "one day"

    key = models.BinaryField(primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    window_started_at = models.DateTimeField()
    blocked_until = models.DateTimeField(null=True, blank=True)


class KnownDevice(OfAccount):
    """A browser that has signed in before: it keeps its own count of failures (OWASP device cookie)."""

    PERSONAL = ("device",)
    RETENTION = "one year after its last use"

    token_hash = models.BinaryField(unique=True)
    device = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField()
