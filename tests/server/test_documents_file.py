"""What the tools of clients write is read: the documents that a site knows, by the names that clients call them."""

import json
from pathlib import Path

import pytest

from server.documents_file import WrongDocuments, kept, known
from server.settings import settings
from web.graphql.kept import digest, of_the_pages

NAME, OTHER = "query Name { __typename }", "query Other { __typename }"
APOLLO = {
    "format": "apollo-persisted-query-manifest",
    "version": 1,
    "operations": [{"id": "one", "name": "Name", "type": "query", "body": NAME}],
}


def test_a_folder_is_a_document_a_file(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "name.graphql").write_text(NAME)
    (tmp_path / "below" / "other.graphql").write_text(OTHER)
    (tmp_path / "read.me").write_text("nothing")
    assert known(tmp_path) == {digest(NAME): NAME, digest(OTHER): OTHER}


@pytest.mark.parametrize("written", [APOLLO, {"one": NAME}])
def test_a_list_keeps_its_names_beside_the_hashes(tmp_path: Path, written: object) -> None:
    path = tmp_path / "documents.json"
    path.write_text(json.dumps(written))
    assert known(path) == {"one": NAME, digest(NAME): NAME}


@pytest.mark.parametrize("written", ["", "{", "[]", "7", '{"a": 7}', '{"operations": [{"id": "a"}]}'])
def test_what_is_no_list_is_one_sentence(tmp_path: Path, written: str) -> None:
    path = tmp_path / "documents.json"
    path.write_text(written)
    with pytest.raises(WrongDocuments, match=r"^MAILLE_DOCUMENTS: .*documents.json can't be read: [^\n]*\.$"):
        known(path)
    with pytest.raises(WrongDocuments):
        known(tmp_path / "nowhere.json")


def test_a_site_knows_the_documents_of_its_pages_and_those_of_the_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "name.graphql").write_text(NAME)
    monkeypatch.setenv("MAILLE_GRAPHQL", "known")
    monkeypatch.setenv("MAILLE_DOCUMENTS", str(tmp_path))
    given = settings()
    store = kept(given.documents, given.graphql == "known")
    assert store.only
    assert set(store.known) == {digest(NAME), *of_the_pages()}
    assert not kept(None, settings(graphql="open").graphql == "known").only
