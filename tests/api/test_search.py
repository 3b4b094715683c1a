"""Search: what is found by which words, on a running server; and the index kept whole and in step with its store."""

from __future__ import annotations

import asyncio
import doctest
import importlib
import os
import shutil
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from serving import Server

from api.errors import BadParameter, SearchNotReady
from api.search.find import Wanted
from api.search.keeper import Search
from api.search.query import parse
from api.search.words import folded, tokens
from api.settings import Settings
from api.workers import Pool
from graph_builder import build

WORDS = st.text(st.characters(exclude_categories=["Cs"]))


def web(method: str, url: str, **more: Any) -> httpx.Response:
    """An answer, however busy the machine is."""
    return httpx.request(method, url, timeout=120, **more)


def get(server: Server, name: str, **parameters: Any) -> httpx.Response:
    """An answer of the search; where the first index is still being made, the one after that."""
    for _ in range(20):
        answer = web("GET", f"{server.url}/api/{name}", params=parameters)
        if not answer.is_server_error:
            break
    return answer


def search(server: Server, q: str, **more: object) -> dict[str, Any]:
    answer = get(server, "search", q=q, **more)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def suggest(server: Server, q: str, **more: object) -> list[dict[str, Any]]:
    answer = get(server, "suggest", q=q, **more)
    assert answer.status_code == 200, answer.text
    suggestions: list[dict[str, Any]] = answer.json()["suggestions"]
    return suggestions


# ------------------------------------------------------------------ words


@pytest.mark.parametrize("module", ["api.search.words", "api.search.query", "api.search.indexer"])
def test_examples_in_docstrings_hold(module: str) -> None:
    assert doctest.testmod(importlib.import_module(module)).failed == 0


@given(WORDS)
def test_words_have_the_places_where_they_stand(text: str) -> None:
    found = [*tokens(text)]
    assert [token.word for token in found] == folded(text).split()
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert all(folded(text[token.start : token.end]).split() for token in found)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Condemn  terrorism", [("condemn", "terrorism")]),
        ('"Chemical weapons" ban', [("chemical weapons",), ("ban",)]),
        ('"left open', [("left open",)]),
        ("short-range", [("short range",)]),
        ("恐怖主义", [("恐 怖 主 义",)]),
    ],
)
def test_query_is_taken_apart(words: str, found: list[tuple[str, ...]]) -> None:
    assert [" ".join(one.words) for one in parse(words)] == [word for group in found for word in group]


@pytest.mark.parametrize("words", ["", " ", "…", "- *", '""', "-terrorism", " ".join(["word"] * 33)])
def test_query_without_a_word_to_search_for_is_told_so(words: str) -> None:
    with pytest.raises(BadParameter, match=r"word"):
        parse(words)


@given(WORDS)
def test_any_text_is_a_query_or_told_to_be_none(text: str) -> None:
    try:
        asked = parse(text)
    except BadParameter:
        return
    assert all(word and " " not in word for one in asked for word in one.words)


# ------------------------------------------------------------------ what is found


@pytest.mark.parametrize(
    ("q", "first", "matched"),
    [
        ("terr", "threat/terrorism", None),
        ("терр", "threat/terrorism", "терроризм"),
        ("恐怖主", "threat/terrorism", "恐怖主义"),
        ("сша", "actor/USA", "США"),
        ("united sttes", "actor/USA", None),
        ("cote d'iv", "actor/CIV", None),
        ("CÔTE D’IVOIRE", "actor/CIV", None),
        ("united na", "actor/UN", "United Nations"),
        ("inf", "treaty/inf-treaty", None),
        ("sco", "actor/SCO", None),
        ("prc", "actor/CHN", "PRC"),
        ("ｆｒａｎｃｅ", "actor/FRA", None),
    ],
)
def test_name_that_is_begun_is_completed(server: Server, q: str, first: str, matched: str | None) -> None:
    best = suggest(server, q, limit=3)[0]
    assert (best["id"], best["matched"]) == (first, matched)
    assert best["page"] == f"/entity/{first}"
    assert web("GET", server.url + best["page"]).status_code == 200
    shown = best["matched"] or best["label"]
    assert all(0 <= start < end <= len(shown) for start, end in best["marks"]) and best["marks"]


def test_suggestions_come_in_the_language_and_of_the_kind_that_is_asked_for(server: Server) -> None:
    assert suggest(server, "terrorism", language="zh")[0]["label"] == "恐怖主义"
    assert suggest(server, "terrorism", language="ru-RU")[0]["label"] == "терроризм"
    assert suggest(server, "terrorism", language="xx")[0]["label"] == "terrorism"
    kinds = {one["kind"] for one in suggest(server, "te", limit=50, kind="actor")}
    assert kinds == {"actor"}


def test_suggestion_tells_how_many_positions_there_are(server: Server) -> None:
    held = web("GET", f"{server.url}/api/positions", params={"holder": "SCO"}).json()["total"]
    assert suggest(server, "SCO")[0]["positions"] == held == 21


def test_words_find_things_positions_and_documents(server: Server) -> None:
    found = search(server, "drugs")
    assert found["counts"] == {"things": 15, "positions": 3, "documents": 1}
    assert found["things"][0]["label"] == "drug trafficking"
    assert found["positions"]["total"] == sum(found["acts"].values()) == 3
    for position in found["positions"]["positions"]:
        marked = [position["quote"][start:end] for start, end in position["marks"]]
        assert marked and set(marked) <= {"drug", "drugs"}
    document = found["documents"][0]
    text = web("GET", f"{server.url}{document['page']}").text
    assert document["label"] in text
    passage = document["excerpt"]
    assert {passage["text"][start:end] for start, end in passage["marks"]} <= {"drug", "drugs"}
    assert passage["end"] - passage["start"] == len(passage["text"])


def test_excerpt_stands_in_the_text_where_it_says(server: Server) -> None:
    passage = search(server, '"chemical and biological"', kind="document")["documents"][0]["excerpt"]
    text = search_text(server)
    assert text[passage["start"] : passage["end"]] == passage["text"]
    assert [passage["text"][start:end] for start, end in passage["marks"]] == ["chemical and biological"]


def search_text(server: Server) -> str:
    query = "PREFIX sg: <https://w3id.org/stancegraph/ontology#> SELECT ?text { ?version sg:text ?text }"
    answer = web("GET", server.sparql, params={"query": query, "format": "json"})
    return str(answer.json()["results"]["bindings"][0]["text"]["value"])


@pytest.mark.parametrize(
    ("q", "word", "how", "read"),
    [("terorism", "terorism", "fuzzy", "terrorism"), ("separ", "separ", "prefix", "separatism")],
)
def test_word_that_nothing_has_is_read_otherwise_and_that_is_told(
    server: Server, q: str, word: str, how: str, read: str
) -> None:
    told = search(server, q)["read_as"]
    assert [(one["word"], one["how"]) for one in told] == [(word, how)]
    assert told[0]["words"][0] == read


def test_word_that_is_there_is_not_taken_for_another(server: Server) -> None:
    found = search(server, "Iran", limit=100)
    assert found["read_as"] == []
    assert "actor/IRQ" not in {thing["id"] for thing in found["things"]}


def test_phrase_must_stand_as_it_is_and_unwanted_words_must_not(server: Server) -> None:
    assert search(server, '"illegal distribution of drugs"')["counts"]["positions"] == 3
    assert search(server, '"illegal drugs"')["counts"]["positions"] == 0
    with_both = search(server, "drugs")["counts"]["positions"]
    assert search(server, "drugs -legalize")["counts"]["positions"] == with_both - 2


def test_a_position_is_found_by_its_holder_and_things_in_any_language(server: Server) -> None:
    assert search(server, "恐怖主义", kind="position")["counts"]["positions"] == 3
    assert search(server, "ШОС наркотики OR", kind="position")["counts"]["positions"] == 0
    assert search(server, "ШОС drugs", kind="position")["counts"]["positions"] == 3


@pytest.mark.parametrize(
    ("filters", "positions"),
    [
        ({}, 2),
        ({"act": "affirm"}, 1),
        ({"polarity": "against"}, 1),
        ({"polarity": "for"}, 1),
        ({"holder": "SCO"}, 2),
        ({"holder": "NATO"}, 0),
        ({"about": "terrorism"}, 1),
        ({"about": "terrorism", "polarity": "for"}, 0),
        ({"date_from": "2020"}, 2),
        ({"date_from": "2020-11-11"}, 0),
        ({"date_to": "2020-11"}, 2),
        ({"date_to": "2020-11-09"}, 0),
        ({"document": "sco-moscow-2020-news"}, 2),
        ({"document": "other"}, 0),
        ({"kind": "document"}, 0),
        ({"kind": ["position", "threat"]}, 2),
    ],
    ids=str,
)
def test_filters_narrow_what_is_found(server: Server, filters: dict[str, Any], positions: int) -> None:
    found = search(server, "security", **filters)
    assert found["counts"]["positions"] == len(found["positions"]["positions"]) == positions
    if "kind" in filters:
        assert found["kinds"]["position"] == 2  # what there would be


def test_filters_that_things_do_not_have_leave_none(server: Server) -> None:
    assert search(server, "security", act="affirm")["things"] == []
    kept = search(server, "security", document="sco-moscow-2020-news")
    assert (kept["things"], len(kept["documents"])) == ([], 1)


def test_pages_follow_one_another_until_all_is_told(server: Server) -> None:
    path, seen = "/api/search?q=security&limit=10", []
    total = search(server, "security")["counts"]["things"]
    while path:
        page = web("GET", server.url + path).json()
        seen += [thing["id"] for thing in page["things"]]
        path = page["next"]
    assert len(seen) == len(set(seen)) == total > 100


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("search?q=…", 400, "no word to search for"),
        ("search", 422, "q"),
        ("search?q=x&kind=planet", 422, "kind"),
        ("search?q=x&holder=SCOO", 404, "Did you mean SCO"),
        ("search?q=x&date_from=yesterday", 422, "date_from"),
        ("search?q=x&limit=101", 422, "limit"),
        ("suggest?q=-", 400, "no word to search for"),
        ("suggest?q=x&limit=0", 422, "limit"),
        ("suggest?q=x&language=../", 422, "language"),
    ],
)
def test_bad_input_is_told_what_is_wrong(server: Server, path: str, status: int, said: str) -> None:
    answer = web("GET", f"{server.url}/api/{path}")
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in answer.json()["detail"]


@pytest.mark.parametrize(
    "q", ['"', '""a', "a" * 500, "\x00terrorism", "* a*", "a:b AND (c", "‮عربى", "\ud83d\ude00 x", "é" * 200]
)
def test_no_words_break_the_search(server: Server, q: str) -> None:
    for name in ("search", "suggest"):
        answer = web(
            "GET", f"{server.url}/api/{name}", params={"q": q.encode("utf-16", "surrogatepass").decode("utf-16")}
        )
        assert answer.status_code in {200, 400, 422}, answer.text


# ------------------------------------------------------------------ the index


class Running:
    """A pool that stays up, with the searches that are begun on it; all in one event loop."""

    def __init__(self, store: Path) -> None:
        self.store = store
        self.settings = Settings(store=store, workers=1)
        self.pool = Pool(self.settings)
        self.runner = asyncio.Runner()
        self.runner.run(self.pool.start())

    def search(self, work: Callable[[Search], Awaitable[None]]) -> None:
        """Do something with a search that begins as in a service that starts."""

        async def run() -> None:
            index = Search(self.pool, self.settings, wait_seconds=60)
            index.start()
            try:
                await work(index)
            finally:
                await index.stop()

        self.runner.run(run())

    def files(self) -> set[Path]:
        """The files of the index that lies beside the store."""
        return {file for file in (self.store / "search").glob("*/*") if file.suffix == ".idx"}


@pytest.fixture(scope="module")
def running(built_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A copy of the built store, without an index."""
    copy = tmp_path_factory.mktemp("searched") / "store"
    running = Running(Path(shutil.copytree(built_store, copy, ignore=shutil.ignore_patterns("search"))))
    yield running
    running.runner.run(running.pool.stop())
    running.runner.close()


async def found(index: Search, words: str) -> int:
    return (await index.find(Wanted(words))).counts["positions"]


async def finds_drugs(index: Search) -> None:
    assert await found(index, "drugs") == 3


def test_store_that_cannot_be_written_is_searched_all_the_same(running: Running) -> None:
    (running.store / "search").write_text("in the way")
    running.search(finds_drugs)
    assert (running.store / "search").read_text() == "in the way"
    (running.store / "search").unlink()


def test_index_is_made_once(running: Running) -> None:
    running.search(finds_drugs)
    made = running.files()
    running.search(finds_drugs)
    assert len(made) == 1 and running.files() == made


def flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(data)


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


@pytest.mark.parametrize("damage", [flip, cut])
def test_damaged_index_is_made_anew(running: Running, damage: Callable[[Path], None]) -> None:
    running.search(finds_drugs)
    (file,) = running.files()
    file.chmod(0o644)
    damage(file)
    running.search(finds_drugs)
    (after,) = running.files()
    assert after != file


def test_index_that_breaks_while_it_serves_is_made_anew(running: Running) -> None:
    class Broken:
        def __getattr__(self, name: str) -> None:
            raise ValueError("Data corrupted")

    async def stumble(index: Search) -> None:
        await finds_drugs(index)
        assert index._finder is not None
        index._finder._searcher = Broken()  # type: ignore[assignment]
        with pytest.raises(SearchNotReady, match="made anew"):
            await found(index, "drugs")
        await finds_drugs(index)

    running.search(stumble)


def test_index_follows_the_store_and_the_old_one_answers_meanwhile(
    running: Running, write_document: Callable[..., Path]
) -> None:
    new = write_document("The member states condemn piracy in the Gulf of Guinea.")

    async def follow(index: Search) -> None:
        assert await found(index, "piracy") == 0
        version = index.version
        await asyncio.to_thread(build, [new], running.store)
        async with asyncio.timeout(60):
            while index.version == version:
                await finds_drugs(index)
                await asyncio.sleep(0.05)
        assert await found(index, "piracy") == 1
        await finds_drugs(index)

    running.search(follow)
