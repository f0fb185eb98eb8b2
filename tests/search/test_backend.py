"""The contract of the backends. It runs on SQLite and on PostgreSQL: the model of both is `Term.found_in`."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.backends import backend
from search.fold import fold, tokens
from search.models import Entry
from search.terms import Term, all_found
from tests.people import person, room

pytestmark = pytest.mark.django_db(transaction=True)

TEXTS = [
    "We deploy on Friday, after the café",
    "Cargo is going to Oslo",
    "c++ and c# and C",
    '100% sure: snake_case \\ back\'slash "quoted"',
    "日本語を話しますか",
    "東京タワー tower",
    "한국어 검색",
    "party 🎉 time",
    "Straße und Größe",
    "a",
    "",
    "AND OR NOT NEAR(x) * ^ : - ()",
    "go日本go",
    "поиск по словам",
]
WORDS = [
    "deploy", "ploy", "DEPLOY", "friday after", "go", "oi", "os", "o", "c", "c+", "c#", "c++", "100%", "0%",
    "snake_case", "case", "\\", "back'slash", '"quoted"', "日", "日本", "日本語", "本語を", "タワ", "タワー",
    "ワ", "한국", "국어", "검", "🎉", "party 🎉", "strasse", "grosse", "a", "an", "AND", "NOT NEAR(x)",
    "near(x) *", "^ :", "()", "本go", "go日", "по", "поиск", "ловам", "ло", "сл", "zzz", "'", "''", "&", "|",
    "!", "*", ":*", "%", "_", "%%%", "___", "x'y",
]  # fmt: skip


def terms(*texts: str) -> tuple[Term, ...]:
    return tuple(term for text in texts if (term := Term.of(text)))


def put(owner: int, room_id: int, number: int, text: str) -> None:
    folded = fold(text)
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
    values = {"room_id": room_id, "author_id": owner, "at": at, "seq": 1, "folded": folded}
    Entry.objects.update_or_create(
        kind="message", object=number, defaults=values | {"tokens": " ".join(tokens(folded))}
    )


def found(wanted: tuple[Term, ...]) -> set[int]:
    rows = Entry.objects.all()
    for sql, parameters in backend().conditions(wanted):
        rows = rows.filter(RawSQL(sql, parameters, output_field=BooleanField()))
    with backend().bounded():
        return set(rows.values_list("object", flat=True))


@pytest.fixture
def index() -> tuple[int, int]:
    ann = person("ann")
    hall = room(ann)
    for number, text in enumerate(TEXTS):
        put(ann.pk, hall.id, number, text)
    return ann.pk, hall.id


def expected(wanted: tuple[Term, ...]) -> set[int]:
    return {number for number, text in enumerate(TEXTS) if all_found(wanted, text)}


@pytest.mark.usefixtures("index")
def test_every_word_alone() -> None:
    for word in WORDS:
        assert found(terms(word)) == expected(terms(word)), word


@pytest.mark.usefixtures("index")
def test_words_together() -> None:
    for one in WORDS:
        for other in ("go", "日本", "deploy", "c"):
            assert found(terms(one, other)) == expected(terms(one, other)), (one, other)
    assert found(()) == set(range(len(TEXTS)))


@pytest.mark.usefixtures("index")
def test_what_people_expect() -> None:
    def first(*words: str) -> list[str]:
        return [TEXTS[number] for number in sorted(found(terms(*words)))]

    assert first("ploy") == [TEXTS[0]]  # a part of a word
    assert first("CAFE") == [TEXTS[0]]  # without case and accents
    assert first("go") == [TEXTS[1], TEXTS[12]]  # two letters begin a word: not "cargo" alone, but "going"
    assert first("日本") == [TEXTS[4], TEXTS[12]] and first("日") == first("日本")
    assert (
        first("タワー") == [TEXTS[5]] and first("tower 東京") == [] and first("tower", "東京") == [TEXTS[5]]
    )
    assert first("국어") == [TEXTS[6]]
    assert first("100%") == [TEXTS[3]] and first("___") == []


def test_a_changed_and_a_deleted_entry(index: tuple[int, int]) -> None:
    put(*index, 0, "something else 日")
    assert found(terms("deploy")) == set() and found(terms("something")) == {0}
    assert found(terms("日")) == {0, 4, 12} and found(terms("we")) == set()
    Entry.objects.filter(object=0).delete()
    assert found(terms("something")) == set() and found(terms("日")) == {4, 12}
    put(*index, 0, TEXTS[0])
    assert found(terms("deploy")) == {0}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.one_of(
            st.sampled_from(WORDS),
            st.text(alphabet="acdgo #+日本語🎉é'\"*-_%\\", min_size=1, max_size=4),
            st.sampled_from(TEXTS).flatmap(
                lambda t: st.sampled_from([t[i : i + 3] for i in range(len(t) or 1)])
            ),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_the_backend_finds_what_the_model_finds(index: tuple[int, int], words: list[str]) -> None:
    assert found(terms(*words)) == expected(terms(*words))
