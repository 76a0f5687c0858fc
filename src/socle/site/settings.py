"""Settings: everything that differs between machines comes from the environment or the local state folder."""

from __future__ import annotations

import os
from pathlib import Path

from socle.site import identity_provider
from socle.site.databases import database_settings, state_dir, web_secret

BASE = Path(__file__).resolve().parent.parent

DEMONSTRATION = os.environ.get("SOCLE_DEMONSTRATION", "1") == "1"
DEBUG = False
SOCLE_STATE = state_dir()
SECRET_KEY = web_secret()
ALLOWED_HOSTS = os.environ.get("SOCLE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
PORT = int(os.environ.get("PORT", "8000"))
ORIGIN = os.environ.get("SOCLE_ORIGIN", f"http://localhost:{PORT}")
IDENTITY_PROVIDER = identity_provider.from_environment(os.environ)
IS_HTTPS = ORIGIN.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "socle.database",
    "socle.traces",
    "socle.notifications",
    "socle.files",
    "socle.theme",
    "socle.organismes",
    "socle.accounts",
    "socle.conventions",
    "socle.habilitations",
    "socle.privacy",
    "socle.supervision",
    "socle.saisines",
    "socle.dossiers",
    "socle.site",
]

MIDDLEWARE = [
    "socle.site.middleware.request_identity",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "socle.site.middleware.problems_as_pages",
    "socle.site.middleware.resolve_actor",
    "socle.site.middleware.refuse_nul",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "socle.site.middleware.refuse_obsolete_browsers",
    "socle.site.middleware.require_sign_in",
]

ROOT_URLCONF = "socle.site.urls"
WSGI_APPLICATION = "socle.site.wsgi.application"
ROOMS_WITH_PAGES = (
    "accounts",
    "organismes",
    "conventions",
    "habilitations",
    "privacy",
    "supervision",
    "saisines",
    "dossiers",
    "site",
)

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            BASE / "theme" / "templates",
            BASE / "papers" / "templates",
            *(BASE / room / "web" / "templates" for room in ROOMS_WITH_PAGES),
        ],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "socle.site.context.page",
            ],
            "builtins": ["socle.theme.templatetags.theme"],
        },
    }
]

DATABASES = {"default": database_settings()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"}]

CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "socle_csrf"
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [ORIGIN]
CSRF_FAILURE_VIEW = "socle.site.problems.csrf_failure"
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

CLAMD_SOCKET = os.environ.get("SOCLE_CLAMD", "")
SIGNING_CERTIFICATES = os.environ.get("SOCLE_SIGNING_CERTIFICATES", "")
SIGNING_ROOTS = os.environ.get("SOCLE_SIGNING_ROOTS", "")
TIMESTAMP_URL = os.environ.get("SOCLE_TIMESTAMP_URL", "")

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

EMAIL_BACKEND = os.environ.get("SOCLE_EMAIL_BACKEND", "socle.notifications.backends.ConsoleAndFileBackend")
EMAIL_FILE_PATH = SOCLE_STATE / "mails"
EMAIL_HOST = os.environ.get("SOCLE_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("SOCLE_SMTP_PORT", "25"))
DEFAULT_FROM_EMAIL = os.environ.get("SOCLE_MAIL_FROM", "ne-pas-repondre@socle.example")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"django.request": {"level": "ERROR"}},
    "root": {"handlers": ["console"], "level": os.environ.get("SOCLE_LOG", "WARNING")},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
