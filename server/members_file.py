"""Lists of members: a CSV or a file of JSON lines, read line by line, with a reason for each line that is no good."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from graph.address import mail_address
from graph.folding import folded
from graph.problems import StartProblem
from graph.roster import Entry, Places

COLUMNS: Final = ("name", "email", "headline", "region", "stage", "seeks", "brings", "communities", "locale")
LISTS: Final = {"stage", "seeks", "brings", "communities"}  # several, with | or ; between two
STAGES: Final = ("GRADUATE", "MENTOR", "ALUM")
LOCALES: Final = ("fr", "en")
LONGEST: Final = {"name": 80, "headline": 160, "region": 80}


class UnreadableFile(StartProblem):
    """The file is not there, or is no list of members."""


class BadLine(Exception):
    """Why a line can't be taken: one short phrase."""


@dataclass(frozen=True)
class Line:
    """A line of the file, by its number: what it says, or why it can't be taken."""

    number: int
    entry: Entry | None
    reason: str = ""


def lines(file: Path, places: Places) -> list[Line]:
    """Every line of a file, judged. UnreadableFile."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            rows = _json_rows(text) if file.suffix == ".jsonl" else _csv_rows(text, file)
            return judged(rows, places)
    except OSError as error:
        raise UnreadableFile(f"{file} can't be read: {(error.strerror or str(error)).lower()}.") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{file} is not in UTF-8: save it again as “CSV UTF-8”.") from error
    except csv.Error as error:
        raise UnreadableFile(f"{file} is no CSV: {error}.") from error


def judged(rows: Iterable[tuple[int, Mapping[str, Any] | str]], places: Places) -> list[Line]:
    """Each row as an entry or a reason; the second line of an address is refused."""
    seen: dict[str, int] = {}
    found: list[Line] = []
    for number, row in rows:
        try:
            if isinstance(row, str):
                raise BadLine(row)
            entry = _entry(row, places)
            if (first := seen.setdefault(entry.email, number)) != number:
                raise BadLine(f"{entry.email} is on line {first} already")
            found.append(Line(number, entry))
        except BadLine as bad:
            found.append(Line(number, None, str(bad)))
    return found


def written(entry: Entry) -> str:
    """An entry as a line of JSON, which can be read again."""
    row = asdict(entry)
    row["stage"] = row.pop("stages")
    return json.dumps({name: row[name] for name in COLUMNS}, ensure_ascii=False)


def _csv_rows(text: Iterable[str], file: Path) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    kept = iter(text)
    head = next(kept, "")
    names = [name.strip().lower() for name in next(csv.reader([head], delimiter=_delimiter(head)), [])]
    if missing := {"name", "email"} - set(names):
        raise UnreadableFile(
            f"{file} has no column {' and no column '.join(sorted(missing))}: line 1 names the columns."
        )
    if unknown := [name for name in names if name not in COLUMNS]:
        raise UnreadableFile(f"{file} has an unknown column “{unknown[0]}”: the columns are {', '.join(COLUMNS)}.")
    reader = csv.reader(kept, delimiter=_delimiter(head), strict=True)
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(names):
            yield reader.line_num + 1, f"{len(cells)} cells where line 1 names {len(names)} columns"
        else:
            yield reader.line_num + 1, dict(zip(names, cells, strict=True))


def _delimiter(head: str) -> str:
    return ";" if head.count(";") > head.count(",") else ","


def _json_rows(text: Iterable[str]) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    for number, line in enumerate(text, 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError:
                row = None
            yield number, row if isinstance(row, dict) else "this is no JSON object"


def _entry(row: Mapping[str, Any], places: Places) -> Entry:
    texts = {name: _text(row, name) for name in COLUMNS if name not in LISTS}
    several = {name: _several(row, name) for name in LISTS}
    email = mail_address(texts["email"])
    if not texts["name"]:
        raise BadLine("no name")
    if email is None:
        raise BadLine(f"“{texts['email']}” is no mail address")
    stages = [_one_of(stage.upper(), STAGES, "stage") for stage in several["stage"]]
    communities = [_community(places, slug) for slug in several["communities"]]
    return Entry(
        name=texts["name"],
        email=email,
        headline=texts["headline"],
        region=texts["region"],
        locale=_one_of(texts["locale"].lower() or "fr", LOCALES, "locale"),
        stages=stages,
        seeks=[_topic(places, name) for name in several["seeks"]],
        brings=[_topic(places, name) for name in several["brings"]],
        communities=[*([places.root] if places.root else []), *communities],
    )


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name) or ""
    if not isinstance(value, str):
        raise BadLine(f"{name} is no text")
    text = " ".join(value.split())
    if len(text) > LONGEST.get(name, 300):
        raise BadLine(f"{name} has {len(text)} letters, {LONGEST.get(name, 300)} at most")
    return text


def _several(row: Mapping[str, Any], name: str) -> list[str]:
    value = row.get(name) or []
    parts = value.replace("|", ";").split(";") if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise BadLine(f"{name} is no list of texts")
    return [part.strip() for part in parts if part.strip()]


def _one_of(value: str, allowed: tuple[str, ...], name: str) -> str:
    if value not in allowed:
        raise BadLine(f"{name} “{value}” is none of {', '.join(allowed)}")
    return value


def _community(places: Places, slug: str) -> str:
    if slug not in places.communities:
        raise BadLine(f"there is no community “{slug}”")
    return places.communities[slug]


def _topic(places: Places, name: str) -> str:
    id = places.topics.get(folded(name.replace("-", " ")))
    if id is None:
        raise BadLine(f"there is no topic “{name}”")
    return id
