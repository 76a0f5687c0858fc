"""The domain runs without Django: `python -m pytest -p no:django tests/domain`; `--hypothesis-profile=deep` for drills."""

import sys
from importlib.abc import MetaPathFinder

from hypothesis import HealthCheck, settings

settings.register_profile("domain", max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("deep", parent=settings.get_profile("domain"), max_examples=1_000)
settings.load_profile("domain")


class NoDjango(MetaPathFinder):
    """Refuses Django, so that an impure import of the domain fails here and not in a review."""

    def find_spec(self, fullname, path=None, target=None):
        if fullname.partition(".")[0] == "django":
            raise ImportError(f"the domain is pure: {fullname} may not be imported here")


# A whole run needs Django for the other floors: the guard stands only when pytest-django is left out. Some pytest plugins
# have imported Django before us; forgetting it makes the domain ask again.
if "pytest_django" not in sys.modules:
    for name in [name for name in sys.modules if name.partition(".")[0] == "django"]:
        del sys.modules[name]
    sys.meta_path.insert(0, NoDjango())


def pytest_addoption(parser, pluginmanager):
    """Without its plugin, Django's setting is an unknown line that --strict-config would refuse."""
    if not pluginmanager.hasplugin("django"):
        parser.addini("DJANGO_SETTINGS_MODULE", "read by pytest-django, when it runs")
