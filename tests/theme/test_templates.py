from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test.signals import template_rendered

import socle
import socle.theme
from socle.theme import icons
from socle.theme.web.samples import page
from tests.theme.conftest import FRAME

SOURCES = Path(socle.__file__).parent
TEMPLATES = SOURCES / "theme" / "templates"
COMPONENTS = {path.name for path in (TEMPLATES / "theme/components").glob("*.html")}
ERRORS = sorted(path.stem for path in (TEMPLATES / "theme/errors").glob("*.html") if path.stem != "page")
LITERAL_ICON = re.compile(r"{%-? icon \"([\w-]+)\"")


class Page(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.forbidden: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        names = dict(attrs)
        self.ids.update([names["id"]] if names.get("id") else [])
        inline = [name for name in names if name == "style" or name.startswith("on")]
        self.forbidden += [f"<{tag} {name}>" for name in inline]
        if tag == "style" or (tag == "script" and "src" not in names):
            self.forbidden.append(f"<{tag}>")


def assert_sound(source: str) -> None:
    read = Page(source)
    assert read.tags["h1"] == 1
    assert read.forbidden == []
    assert [name for name, count in read.ids.items() if count > 1] == []
    assert 'lang="fr"' in source


@pytest.fixture
def rendered_names():
    names: set[str] = set()

    def note(template, **_):
        names.add(template.name)

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


def test_every_component_is_shown_on_the_components_page(render, rendered_names):
    source = render("theme/composants.html", {**FRAME, **page(), "messages": []})

    shown = {name.rpartition("/")[2] for name in rendered_names if name and name.startswith("theme/components/")}
    assert COMPONENTS - shown == set()
    assert_sound(source)


@pytest.mark.parametrize("name", ERRORS)
@pytest.mark.parametrize("values", [{}, FRAME], ids=["bare", "signed-in"])
def test_error_pages_render_with_nothing_and_with_everything(render, name, values):
    assert_sound(render(f"theme/errors/{name}.html", values))


def test_a_refusal_shows_its_clause_and_who_can_fix(render):
    source = render("theme/errors/403.html", {"decision": page()["refused"]})

    assert "bulletin CDAP, 2" in source
    assert "Que faire ?" in source
    assert "Condition non remplie" in source


def test_the_chosen_look_is_on_the_page_and_auto_leaves_it_to_the_system(render):
    assert 'data-bs-theme="dark"' in render("theme/base.html", look="dark")
    assert "data-bs-theme" not in render("theme/base.html", look="auto")
    assert "data-bs-theme" not in render("theme/base.html", look="<script>")


def test_every_icon_named_in_a_template_is_listed():
    used = {name for path in SOURCES.rglob("*.html") for name in LITERAL_ICON.findall(path.read_text())}

    assert used - icons.names() == set()


def test_every_listed_icon_can_be_drawn():
    for name in icons.names():
        assert "<path" in icons.shape(name)


def test_an_unknown_icon_is_refused_with_its_remedy():
    with pytest.raises(icons.UnknownIconError, match=r"icons\.txt"):
        icons.shape("licorne")


def test_templates_stay_short():
    assert [p.name for p in TEMPLATES.rglob("*.html") if len(p.read_text().splitlines()) > 150] == []


def test_the_script_stays_under_300_lines():
    assert len((SOURCES / "theme/static/theme/socle.js").read_text().splitlines()) < 300
