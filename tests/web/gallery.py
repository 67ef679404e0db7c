"""Pages with sample data, rendered by the real templates: looked at by the tests, and by hand."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from schema.language import LANGUAGES
from web.drawing.fabric import Fabric
from web.drawing.story import Journey, Knot, Stretch
from web.drawing.tie import Path as Chain
from web.drawing.tie import Person, Step, Tie
from web.templates import FOLDER, Templates
from web.visit import Reader, Theme, Visit

SAMPLES = Path(__file__).parent / "gallery"
PAGES = sorted(path.stem for path in SAMPLES.glob("*.html") if "_sample" not in path.stem)
NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
YASMINE = Reader("y", "Yasmine Ferhat", "yasmine")

KNOTS = [
    Knot(False, "2018-11-05T00:00:00Z", "nov. 2018", "Hélène", "relit son premier CV", True),
    Knot(False, "2019-01-05T00:00:00Z", "janv. 2019", "Idir", "lui fait passer un oral blanc"),
    Knot(True, "2019-06-05T00:00:00Z", "juin 2019", "Kévin", "reçoit ses fiches d’oral", True),
    Knot(False, "2021-02-05T00:00:00Z", "févr. 2021", "Sarah", "l’aide à dire un chiffre", True),
    Knot(True, "2022-10-05T00:00:00Z", "oct. 2022", "Jeanne", "appel de 20 min sur l’audit"),
    Knot(True, "2024-09-05T00:00:00Z", "sept. 2024", "Thi-Mai", "préparée à trois associés", True),
    Knot(True, "2026-03-05T00:00:00Z", "mars 2026", "Yasmine", "entretien blanc, c’était vous", True),
    Knot(False, "2026-09-05T00:00:00Z", "sept. 2026", "Fatoumata", "lui apprend Power Query", True),
]
CHAPTERS = [
    Stretch("Diplômé", "sept. 2018 – mars 2019", "2018-09-01T00:00:00Z", "2019-03-01T00:00:00Z"),
    Stretch("Alum", "depuis mars 2019", "2019-03-01T00:00:00Z", note="Sorbier Énergie"),
    Stretch("Mentor", "depuis janv. 2023", "2023-01-05T00:00:00Z"),
]
PEOPLE = [
    Person("Yasmine Ferhat", "Yasmine", you=True),
    Person("Kévin Hoarau", "Kévin"),
    Person("Sarah Benhamou", "Sarah"),
    Person("Ousmane Keïta", "Ousmane"),
    Person("Thi-Mai Nguyen", "Thi-Mai"),
]
STEPS = [Step(Tie.HELPED, "en mai"), Step(Tie.CIRCLE), Step(Tie.WAS_HELPED, "en 2021"), Step(Tie.KNOWS)]
WEEKS = [3, 5, 4, 6, 5, 7, 6, 4, 5, 8, 7, 6, 3, 2, 5, 6, 8, 7, 9, 8, 7, 8, 9, 6]


def many(number: int) -> list[Knot]:
    """So many helps, the words of some of them long."""
    return [
        Knot(
            place % 3 != 1,
            f"20{10 + place // 12:02}-{place % 12 + 1:02}-05T00:00:00Z",
            f"{['janv.', 'sept.', 'déc.'][place % 3]} 20{10 + place // 12}",
            ["Anne-Charlotte de Montferrand-Lacroix", "Li", "Mohamed-Amine Benabdallah"][place % 3],
            ["relit une lettre de motivation de quatre pages, deux fois, la nuit", "CV", "Excel"][place % 3],
            place % 2 == 0,
        )
        for place in range(number)
    ]


LIFE = [
    *CHAPTERS,
    Stretch("Graduate", "janv. 2011 – févr. 2012", "2011-01-01T00:00:00Z", "2012-02-01T00:00:00Z", "L" * 90),
    Stretch("Mentor", "sept. 2012 – oct. 2012", "2012-09-10T00:00:00Z", "2012-10-01T00:00:00Z", "Les Ateliers du Nord"),
    Stretch("Alum", "depuis nov. 2026", "2026-11-01T00:00:00Z", note="Compagnie générale des comptes et du contrôle"),
]
JOURNEYS = [
    Journey("Nul", [], []),
    Journey("Nul", CHAPTERS[:1], []),
    Journey("Un", CHAPTERS[1:], KNOTS[:1]),
    Journey("Trois", LIFE[-1:], many(3)),
    Journey("Huit", LIFE, many(8)),
    Journey("Trente", LIFE, many(30)),
]
LONG = Person("Anne-Charlotte de Montferrand", "Anne-Charlotte de Montferrand-Lacroix")
CHAINS = [
    *(Chain(PEOPLE[:number], STEPS[: number - 1]) for number in (2, 3, 4, 5)),
    Chain([LONG, PEOPLE[1], LONG, PEOPLE[3], LONG], [Step(Tie.KNOWS, "n" * 50), *STEPS[:3]]),
    Chain([PEOPLE[0], PEOPLE[1]], [Step(Tie.WAS_HELPED)]),
]
CLOTHS = [Fabric([], 0), Fabric([0, 1], 1), Fabric([40, 90, 0, 12] * 6, 40), Fabric(WEEKS, 3)]


def samples() -> dict[str, Any]:
    """What the sample pages show."""
    return {
        "told": Journey("Ousmane Keïta", CHAPTERS, KNOTS),
        "chain": Chain(PEOPLE[:4], STEPS[:3]),
        "cloth": Fabric(WEEKS, 3),
        "journeys": JOURNEYS,
        "chains": CHAINS,
        "cloths": CLOTHS,
    }


def visit(code: str = "fr", *, theme: Theme | None = None, reader: Reader | None = YASMINE) -> Visit:
    """A visit of Yasmine's, on a Monday at noon."""
    return Visit(LANGUAGES[code], NOW, path="/threads/1?a=1&b=2", reader=reader, theme=theme)


def templates() -> Templates:
    """The real environment, with the sample pages beside the real ones."""
    return Templates(folders=(FOLDER, SAMPLES))
