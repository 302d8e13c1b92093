"""All settings, from the environment alone. Nothing a municipality chooses lives here: that is rows in the database."""

import os
import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("DATA_DIR", "data")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEMO = os.environ.get("TOVHOLDER_DEMO") == "1"


def _secret(name: str, demo_file: str) -> str:
    """A secret comes from the environment; only the demo may make one of its own, kept in DATA_DIR."""
    value = os.environ.get(name, "")
    if value:
        if len(value) < 32:
            raise ImproperlyConfigured(
                f"{name} er for kort: brug mindst 32 tegn. / {name} needs at least 32 characters."
            )
        return value
    if not DEMO:
        raise ImproperlyConfigured(
            f"Miljøvariablen {name} mangler. Sæt den til mindst 32 tilfældige tegn, og gem den sikkert: uden den kan "
            f"data ikke læses igen. / The environment variable {name} is missing."
        )
    path = DATA_DIR / demo_file
    if not path.exists():
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass  # another process of the same start was first
        else:
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(48))
    return path.read_text()


SECRET_KEY = _secret("TOVHOLDER_SECRET_KEY", "demo-secret-key")
CPR_KEY = _secret("TOVHOLDER_CPR_KEY", "demo-cpr-key")

DEBUG = False
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("TRUSTED_ORIGINS", "").split(",") if origin]
LOOPBACK_HOSTS = {"127.0.0.1", "localhost", "[::1]", "testserver"}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "template_partials",
    "django_q",
    "tovholder.jobcentre.names",
    "tovholder.jobcentre.ui",
    "tovholder.jobcentre.periods",
    "tovholder.jobcentre.audit",
    "tovholder.jobcentre.post",
    "tovholder.jobcentre.access",
    "tovholder.jobcentre.staff",
    "tovholder.jobcentre.competence",
    "tovholder.jobcentre.companies",
    "tovholder.jobcentre.citizens",
    "tovholder.jobcentre.talks",
    "tovholder.jobcentre.sickleave",
    "tovholder.jobcentre.plans",
    "tovholder.jobcentre.activities",
    "tovholder.jobcentre.authority",
    "tovholder.jobcentre.followup",
    "tovholder.jobcentre.results",
    "tovholder.jobcentre.allocation",
    "tovholder.jobcentre.exchange",
    "tovholder.jobcentre.workbench",
    "tovholder.jobcentre.citizen_portal",
    "tovholder.jobcentre.company_portal",
    "tovholder.jobcentre.demo",
    "tovholder.jobcentre.safekeeping",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tovholder.jobcentre.ui.middleware.DanishFirst",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tovholder.jobcentre.ui.middleware.NothingKept",
    "tovholder.jobcentre.access.middleware.ClosedByDefault",
    "tovholder.jobcentre.audit.middleware.NoLogNoLook",
    "tovholder.jobcentre.audit.middleware.ReadOnlyGet",
]

ROOT_URLCONF = "tovholder.config.urls"
WSGI_APPLICATION = "tovholder.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "tovholder.jobcentre.access.frame.frame",
                "tovholder.jobcentre.company_portal.call_us.call_us",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "tovholder.jobcentre.ui.templatetags.ui",
                "tovholder.jobcentre.ui.templatetags.once",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'tovholder.sqlite3'}",
        conn_max_age=600,
        # Behind a pooler that gives each transaction another session, the server keeps nothing for us between two.
        disable_server_side_cursors=os.environ.get("DATABASE_POOLED") == "1",
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL and IMMEDIATE: readers never wait, and a writer waits its turn instead of failing halfway.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;",
    }
else:
    # Rows lie in memory or on a disk without arms. PostgreSQL takes it for one with, and rather goes through all of
    # 100,000 citizens than to each of the 1,500 of a unit: 109 ms against 4. Whoever has arms says so in DATABASE_URL.
    # What is prepared is planned once for all values (decision 41), not anew for each: that takes longer than asking.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
        "options", "-c random_page_cost=1.1 -c plan_cache_mode=force_generic_plan"
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["tovholder.jobcentre.access.backend.Backend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

SESSION_ENGINE = "tovholder.jobcentre.access.sessions"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("HTTPS") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("HTTPS") == "1" else None
SECURE_HSTS_SECONDS = 31_536_000 if os.environ.get("HTTPS") == "1" else 0
# Messages say what happened, never about whom: they travel in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CSRF_FAILURE_VIEW = "tovholder.jobcentre.ui.errors.stale_form"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
# A file is taken in memory where one is expected, and nowhere else: none is written to disk unencrypted.
FILE_UPLOAD_HANDLERS = ["tovholder.jobcentre.exchange.upload.OnlyWhereExpected"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Dansk")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
FORMAT_MODULE_PATH = "tovholder.config.formats"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

if os.environ.get("EMAIL_URL_HOST"):
    EMAIL_HOST = os.environ["EMAIL_URL_HOST"]
    EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
# Where this house is reached from outside, for links in mails that nobody asked for just now (the digest).
ADDRESS = os.environ.get("TOVHOLDER_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
# The open figures of jobindsats.dk, which `tovholder jobindsats` fetches; the token is the municipality's own.
JOBINDSATS_URL = os.environ.get("JOBINDSATS_URL", "https://api.jobindsats.dk/v2").rstrip("/")
JOBINDSATS_TOKEN = os.environ.get("JOBINDSATS_TOKEN", "")
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", "jobcenter@localhost")

# Text messages: who sends them (post/sms.py). The demo writes them to files.
SMS = os.environ.get("TOVHOLDER_SMS", "file" if DEMO else "none")
SMS_URL = os.environ.get("TOVHOLDER_SMS_URL", "")
SMS_TOKEN = os.environ.get("TOVHOLDER_SMS_TOKEN", "")
SMS_FROM = os.environ.get("TOVHOLDER_SMS_FROM", "Jobcentret")
if SMS not in {"none", "file", "http"}:
    raise ImproperlyConfigured("TOVHOLDER_SMS er none, file eller http. Ret den, eller udelad den.")
if SMS == "http" and not SMS_URL.startswith(("https://", "http://127.0.0.1")):
    raise ImproperlyConfigured(
        "TOVHOLDER_SMS_URL er ikke en adresse, der begynder med https://. Skriv gatewayens adresse, eller sæt "
        "TOVHOLDER_SMS til none."
    )

Q_CLUSTER = {
    "name": "tovholder",
    "orm": "default",
    "workers": 1,
    "poll": 2,
    "timeout": 60,
    "retry": 120,
    "max_attempts": 20,
    "catch_up": False,
    "save_limit": 100,
    # A failing mail must never print the mail itself.
    "log_level": "WARNING",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
