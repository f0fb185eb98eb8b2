"""Django settings. Values come from config/env.py, the table of environment variables; docs/settings.md shows it."""

from pathlib import Path

from config.database import channel_layer, database, email
from config.env import BASE_DIR, environment
from config.logs import logging_config
from config.secret import secret_key
from config.site import site_url
from config.storage import file_storage, signs_addresses

env = environment()

# -- mode ---------------------------------------------------------------------------------------------------------
DEBUG = env("DEBUG")
DEMO = env("DEMO")
PRODUCTION = not (DEBUG or DEMO)
DATA_DIR = Path(env("DATA_DIR")) if Path(env("DATA_DIR")).is_absolute() else BASE_DIR / env("DATA_DIR")
DATA_DIR.mkdir(parents=True, exist_ok=True)
SECRET_KEY = secret_key(env("SECRET_KEY"), production=PRODUCTION, data_dir=DATA_DIR)
COLLAB = env.limits()

# -- the application ----------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "daphne",  # first, so that its runserver is the one
    "config",
    "realtime",
    "django_tasks",
    "django_tasks_db",
    "jobs",
    "accounts",
    "audit",
    "rooms",
    "files",
    "chat",
    "collab",
    "notifications",
    "desk",
    "broadcasts",
    "search",
    "webhooks",
    "comments",
    "administration",
    "unfold",  # before the admin, whose templates it replaces
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "channels",
    "django_eventstream",
    "ninja",
]
MIDDLEWARE = [
    "config.api_errors.ApiErrors",
    "django.middleware.security.SecurityMiddleware",
    "config.static.StaticMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.i18n.Languages",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.shell",
            ],
        },
    },
]

# -- the admin ----------------------------------------------------------------------------------------------------
UNFOLD = {
    "SITE_TITLE": "Collab",
    "SITE_HEADER": "Collab",
    "SITE_SUBHEADER": "All tables",
    "SITE_URL": "/administration/",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "COLORS": {  # the accent of static/src/styles/tokens.css, from light to dark
        "primary": {
            "50": "237 240 255",
            "100": "219 226 255",
            "200": "186 200 255",
            "300": "145 167 255",
            "400": "116 143 252",
            "500": "92 124 250",
            "600": "59 91 219",
            "700": "54 79 199",
            "800": "47 68 170",
            "900": "38 55 138",
            "950": "24 35 92",
        },
    },
    "SIDEBAR": {"show_search": True, "show_all_applications": True},
}

# -- where state lives --------------------------------------------------------------------------------------------
DATABASES = {
    "default": database(
        env("DATABASE_URL"),
        data_dir=DATA_DIR,
        synchronous=env("SQLITE_SYNCHRONOUS"),
        conn_max_age=env("DATABASE_CONN_MAX_AGE"),
    )
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "files": file_storage(env("FILES_URL"), data_dir=DATA_DIR),
}
FILES_REDIRECT = signs_addresses(env("FILES_URL"))
# Bodies and uploads on their way wait beside their place, so that a file is moved there and not copied.
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "uploads"
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, exist_ok=True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env("REDIS_URL")
REDIS_PREFIX = env("REDIS_PREFIX")
CHANNEL_LAYERS = {
    "default": channel_layer(REDIS_URL, max_connections=env("REDIS_MAX_CONNECTIONS"), prefix=REDIS_PREFIX)
}

# -- background tasks -----------------------------------------------------------------------------------------------
TASKS = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}
}  # rows; jobs/worker.py runs them

# -- people -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = (
    []
    if DEMO
    else [
        {"NAME": f"django.contrib.auth.password_validation.{name}"}
        for name in (
            "UserAttributeSimilarityValidator",
            "MinimumLengthValidator",
            "CommonPasswordValidator",
            "NumericPasswordValidator",
        )
    ]
)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ALLAUTH_TRUSTED_PROXY_COUNT = env("TRUSTED_PROXIES")

# -- mail ---------------------------------------------------------------------------------------------------------
globals().update(email(env("EMAIL_URL"), data_dir=DATA_DIR))
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_USE_LOCALTIME = False

# -- web push -----------------------------------------------------------------------------------------------------
VAPID_PRIVATE_KEY = env("VAPID_PRIVATE_KEY")
PUSH_INSIDE = env("PUSH_INSIDE")

# -- hosts, cookies, TLS ------------------------------------------------------------------------------------------
ALLOWED_HOSTS = env("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env("CSRF_TRUSTED_ORIGINS")
TRUSTED_PROXIES = env("TRUSTED_PROXIES")
HTTPS = env.flag("HTTPS", auto=PRODUCTION)
SITE_URL = site_url(env("SITE_URL"), hosts=ALLOWED_HOSTS, https=HTTPS)
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]  # asked by machines inside, without the proxy
    SECURE_HSTS_SECONDS = env("HSTS_SECONDS")
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = COLLAB["MAX_BODY_BYTES"]

# -- language, files, logs ----------------------------------------------------------------------------------------
LANGUAGE_CODE = env("LANGUAGE")
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "locale"]
WORDS_DIR = BASE_DIR / "static" / "src" / "locales"  # <language>.json: the page's own words
TIME_ZONE = env("TIME_ZONE")
USE_TZ = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static" / "dist", BASE_DIR / "static" / "public"]
VITE_MANIFEST = BASE_DIR / "static" / "dist" / ".vite" / "manifest.json"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/assets/.+-[\w-]{8}\.\w+$"  # Vite puts a hash into these names
WHITENOISE_ALLOW_ALL_ORIGINS = False
# What django-eventstream resumes from and whom it lets read; its Redis listener stays off, the hub feeds /events/.
EVENTSTREAM_CHANNELMANAGER_CLASS = "notifications.sse.channels.StreamChannels"
EVENTSTREAM_STORAGE_CLASS = "notifications.sse.storage.StreamStorage"
LINK_PREVIEWS = env("LINK_PREVIEWS")
LOGGING = logging_config(env("LOG_LEVEL"))
