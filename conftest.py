"""Fixtures that all tests share: a site with its sections, pages, people and a search index.

Parts are real: the database, the index and the requests of Django's test client.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupPagePermission,
    Locale,
    Page,
    PageViewRestriction,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from slimmernetwerk import roles
from tests import servers
from tests.kept_rows import KeptRows

PREPARED, TRANSLATED, SAMPLED = KeptRows(), KeptRows(), KeptRows()
MakePage = Callable[..., Any]
ROOT = Path(__file__).resolve().parent
MIGRATED = "migrated.sqlite3"
WORKFLOW = "Controle door eindredactie"
SAMPLE = {
    "methods": (
        "1-2-4-alles burgerberaad deep-democracy hoe-kunnen-we intervisie klantreis "
        "krachtenveldanalyse open-space papieren-prototype premortem retrospective world-cafe"
    ),
    "cases": "bijzondere-bijstand-in-gewone-taal samen-water-vasthouden windadvies-in-de-la",
}

# A busy machine is slow, which is no fault of what is tested.
hypothesis_settings.register_profile(
    "any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("any-machine")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Keep a copy of the migrated database, for tests that start other processes on it."""
    if connection.vendor != "sqlite":
        return
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        # There are no tables when none of the chosen tests asked for a database.
        if connection.introspection.table_names(cursor):
            cursor.execute("VACUUM INTO %s", [str(django_settings.DATA_DIR / MIGRATED)])


@pytest.fixture(scope="session")
def migrated_database(django_db_setup: None) -> Path:
    """A SQLite file with all tables and no content: to copy, not to change."""
    path = Path(django_settings.DATA_DIR / MIGRATED)
    if not path.exists():
        plugins = ",".join(django_settings.PLUGINS)
        database = f"sqlite:///{path}"
        variables = servers.environment(path.parent, plugins=plugins, database=database)
        servers.migrate(variables)
    return path


@pytest.fixture(autouse=True)
def clear_cache() -> Iterator[None]:
    """Forget what an earlier test cached; the paths of sites are in the same cache."""
    from search import followers, gap_counting, promotions

    cache.clear()
    followers._synonyms_at.cache_clear()
    promotions._promotions_at.cache_clear()
    gap_counting.forget()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """Forget afterwards which language the last visitor of a test spoke: a thread remembers it."""
    with translation.override(translation.get_language()):
        yield


@pytest.fixture(autouse=True)
def search_directory(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Give each test a search index of its own; there is none until somebody builds it.

    Search requests look at no clock, so that a slow machine applies as many changes as a fast one.
    """
    from search import applying, followers

    monkeypatch.setattr(applying, "REQUEST_SECONDS", 600)

    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    followers.forget()
    yield settings.SEARCH_INDEX_DIR
    followers.forget()


@pytest.fixture
def index(db: None, search_directory: Path) -> ModuleType:
    """`search.indexing` with an index built from the database of this moment.

    Pages made later come in with the next search request, or with `index.rebuild()`.
    """
    from search import indexing

    indexing.rebuild()
    return indexing


def restore_what_migrations_made() -> None:
    """Put back rows that a test with real commits has flushed away."""
    for code, _name in django_settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    root = Page.get_first_root_node() or Page.add_root(
        instance=Page(title="Root", slug="root", locale=Locale.get_default())
    )
    abilities = {
        roles.EDITORS: ("add", "change"),
        roles.CHIEF_EDITORS: ("add", "change", "publish"),
        roles.VOCABULARY_MANAGERS: (),
    }
    for name, codenames in abilities.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        for codename in codenames:
            permission = Permission.objects.get(
                content_type__app_label="wagtailcore", codename=f"{codename}_page"
            )
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    if not WorkflowPage.objects.filter(page=root).exists():
        task = GroupApprovalTask.objects.create(name=WORKFLOW)
        task.groups.add(Group.objects.get(name=roles.CHIEF_EDITORS))
        workflow = Workflow.objects.create(name=WORKFLOW)
        WorkflowTask.objects.create(workflow=workflow, task=task)
        WorkflowPage.objects.create(workflow=workflow, page=root)


@pytest.fixture
def site(db: None) -> Any:
    """The Wagtail site with home pages in both languages and every Dutch section, no content."""
    from wagtail.models import Site

    PREPARED.do(_prepare)
    return Site.objects.get(is_default_site=True)


def _prepare() -> None:
    from slimmernetwerk import setup

    restore_what_migrations_made()
    setup.prepare_site()
    for step in setup.steps(with_content=False):
        if not step.language:
            step.run()


@pytest.fixture
def english_sections(site: Any) -> Locale:
    """The English language of a site whose sections are translated."""
    TRANSLATED.do(_translate)
    return Locale.objects.get(language_code="en")


def _translate() -> None:
    from slimmernetwerk import setup

    for step in setup.steps(with_content=False):
        if step.language:
            step.run()


@pytest.fixture(scope="session")
def sample_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A part of the starter catalogue that stands by itself: 12 methods and 3 practice cases.

    All of it takes six seconds to import, too long for the many tests that want some content.
    """
    target = tmp_path_factory.mktemp("sample")
    for folder, names in SAMPLE.items():
        (target / folder).mkdir()
        for name in names.split():
            shutil.copy(ROOT / "content" / folder / f"{name}.yaml", target / folder)
    return target


@pytest.fixture
def content(site: Any, sample_files: Path) -> Any:
    """The site with 12 methods and 3 practice cases of the starter catalogue."""

    def import_sample() -> None:
        for folder in SAMPLE:
            call_command("import_methods", str(sample_files / folder), verbosity=0)

    SAMPLED.do(import_sample)
    return site


@pytest.fixture
def make_page(site: Any) -> MakePage:
    """Make and publish a page: `make_page(PlainPage, title="Over", parent=home)`.

    `terms` takes "vocabulary/slug" texts; `live=False` leaves a draft.
    """
    from slimmernetwerk.models import HomePage
    from vocabularies.models import Term

    numbers = count(1)

    def make(model: type[Any], *, parent: Any = None, live: bool = True, **fields: Any) -> Any:
        parent = parent or HomePage.objects.get(locale=Locale.get_default())
        terms = fields.pop("terms", ())
        fields.setdefault("title", f"{model._meta.model_name} {next(numbers)}")
        page = model(locale=parent.locale, live=False, **fields)
        parent.add_child(instance=page)
        if terms:
            chosen = [key.split("/") for key in terms]
            page.terms.set(
                Term.objects.get(vocabulary__key=vocabulary, slug=slug)
                for vocabulary, slug in chosen
            )
            page.save()
        revision = page.save_revision()
        if live:
            revision.publish()
        page.refresh_from_db()
        return page

    return make


@pytest.fixture
def make_method(make_page: MakePage) -> MakePage:
    """Make and publish a method in the catalogue: `make_method(title="Premortem")`."""
    from catalogue.models import MethodIndexPage, MethodPage

    parent = MethodIndexPage.objects.get(locale=Locale.get_default())
    return lambda **fields: make_page(MethodPage, **{"parent": parent, **fields})


@pytest.fixture
def make_news(make_page: MakePage) -> MakePage:
    """Make and publish a news item."""
    from blog.models import NewsIndexPage, NewsPage

    parent = NewsIndexPage.objects.get(locale=Locale.get_default())
    return lambda **fields: make_page(NewsPage, **{"parent": parent, **fields})


@pytest.fixture
def make_press_release(make_page: MakePage) -> MakePage:
    """Make and publish a press release; `embargo_until` keeps it from the public."""
    from blog.models import PressReleaseIndexPage, PressReleasePage

    parent = PressReleaseIndexPage.objects.get(locale=Locale.get_default())
    return lambda **fields: make_page(PressReleasePage, **{"parent": parent, **fields})


@pytest.fixture
def make_private() -> Callable[..., PageViewRestriction]:
    """Restrict a page and all below it to people who have signed in."""

    def restrict(page: Page, kind: str = PageViewRestriction.LOGIN, **fields: Any) -> Any:
        return PageViewRestriction.objects.create(
            page=Page.objects.get(pk=page.pk), restriction_type=kind, **fields
        )

    return restrict


def _user(name: str, group: str = "", **fields: Any) -> Any:
    from slimmernetwerk.models import User

    user = User.objects.create_user(name, f"{name}@slimmernetwerk.example", name, **fields)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def editor(site: Any) -> Any:
    """Somebody who may write and change pages, not publish them."""
    return _user("redacteur", roles.EDITORS)


@pytest.fixture
def moderator(site: Any) -> Any:
    """Somebody who may also publish."""
    return _user("eindredacteur", roles.CHIEF_EDITORS)


@pytest.fixture
def admin_user(site: Any) -> Any:
    return _user("beheerder", is_staff=True, is_superuser=True)


def _signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor_client(editor: Any) -> Client:
    return _signed_in(editor)


@pytest.fixture
def moderator_client(moderator: Any) -> Client:
    return _signed_in(moderator)


@pytest.fixture
def admin_client(admin_user: Any) -> Client:
    return _signed_in(admin_user)


@pytest.fixture
def live_url(site: Any, live_server: Any) -> str:
    """The address of a real server on this machine, for tests with a browser."""
    return str(live_server.url)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database",
        action="store_true",
        help="run the tests that use the site's database: for a second run on another one",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With --only-database leave out tests that never touch it, and those with their own server."""
    if not config.getoption("--only-database"):
        return
    kept, left_out = [], []
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        uses_database = "db" in fixtures or "transactional_db" in fixtures
        uses_database |= item.get_closest_marker("django_db") is not None
        uses_database &= item.get_closest_marker("browser") is None
        (kept if uses_database else left_out).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left_out)
