"""Which topics a sentence speaks of: by their names, by the everyday words for them, the rarest counting most."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from graph.folding import words

MOST: Final = 3
SHORTEST_STEM: Final = 4
LEAST: Final = 2.0  # a score below says nothing

WIDE: Final = 1.25  # of a topic that has narrower ones: a word alone means it rather than them

# Words that say nothing of a subject, folded.
_EMPTY: Final = frozenset(
    words(
        "je tu il elle on nous vous ils elles me te se moi toi le la les un une des du de au aux ce cet cette ces"
        " mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs qui que quoi dont où et ou mais donc or ni"
        " car si ne pas plus moins très trop bien être avoir suis es est sommes êtes sont ai as a avons avez ont été"
        " fait faire fais peut peux pouvez pourrait aider aide aidez aimerais voudrais veux veut cherche cherchez"
        " besoin quelqu un dans sur sous pour par avec sans chez vers entre après avant depuis pendant comme comment"
        " pourquoi quand combien aujourd hui demain hier lundi mardi mercredi jeudi vendredi samedi dimanche mois an"
        " ans année soir matin midi merci bonjour salut prépare préparer dois doit faut savoir sais sait passe"
        " passer petit petite grand grande chose choses propose donne tout tous toute toutes même encore déjà mieux"
        " rien jamais toujours cela ça dit dire quel quelle lequel trois the a an of to in on for with my your is"
        " are am i you we they can could someone anyone help need how what when have has been do does not and or it"
        " this that from at be would should like want week friday monday"
    )
)
# Words that say something only beside another: « première semaine », « premier jour », folded.
_WEAK: Final = frozenset(
    words(
        "première premier first semaine week jour day nouveau nouvelle new commence commencer débuts montre montrer"
        " partir changer change message mail à distance bases dossier étude article poste plan en mer chef projet"
        " quitter"
    )
)
# Forms of a few verbs that no suffix brings together, folded.
_FORMS: Final = {
    **dict.fromkeys(("reli", "relit", "relisez", "relirai", "relisent", "relecture"), "relire"),
    **dict.fromkeys(("salariale", "salarial"), "salaire"),
    **dict.fromkeys(("comptable", "comptabilite"), "compta"),
}
_ENDINGS: Final = (
    "ement ements ation ations ition itions tion er ere ez ent ant eur euse euses ateur atrice rice ment age ages ing"
    " ings ed ee ees es e ique iques"
)
_SUFFIXES: Final = sorted(_ENDINGS.split(), key=len, reverse=True)


@dataclass(frozen=True)
class Subject:
    """A topic as it is recognised: its names, all words for it (searchText), the id of the broader one."""

    id: str
    names: str
    words: str
    broader: str | None = None


def content(text: str) -> list[str]:
    """The stems of a text's words, in order, without those that say nothing."""
    return [_stem(word) for word in words(text) if len(word) > 1 and word not in _EMPTY]


def topics(text: str, known: Sequence[Subject]) -> list[str]:
    """Ids of at most three topics, the likeliest first; of a topic and its broader one, the likelier."""
    asked = content(text)
    said, pairs = set(asked), set(pairwise(asked))
    owned = [(one, _content(one.names), _content(one.words)) for one in known]
    spread = Counter(word for _, names, its in owned for word in {*names, *its})
    weak = {_stem(word) for word in _WEAK}
    rarity = {word: math.log(1 + len(owned) / n) * (0.2 if word in weak else 1) for word, n in spread.items()}
    wide = {one.broader for one in known}
    scored = [
        (_score(said, pairs, names, its, rarity) * (WIDE if one.id in wide else 1), one) for one, names, its in owned
    ]
    best = sorted((each for each in scored if each[0]), key=lambda each: (-each[0], each[1].id))[: MOST + 2]
    likely: list[Subject] = []
    for score, one in best:
        if score >= max(best[0][0] * 0.35, LEAST) and not any(_above(one, other) for other in likely):
            likely.append(one)
    return [one.id for one in likely][:MOST]


def _above(one: Subject, other: Subject) -> bool:
    """True where one is the broader one of the other, whichever: the likelier of the two says it all."""
    return one.broader == other.id or other.broader == one.id


def _score(
    said: set[str],
    pairs: set[tuple[str, str]],
    names: tuple[str, ...],
    its: tuple[str, ...],
    rarity: dict[str, float],
) -> float:
    named, meant = said & set(names), said & set(its)
    if not named | meant:
        return 0.0
    together = pairs & {*pairwise(names), *pairwise(its)}
    score = sum(rarity[word] * (1.6 if word in named else 1.0) for word in named | meant)
    score += sum(rarity[one] + rarity[other] for one, other in together)
    whole = len(named) / len(set(names))  # of two topics that share a word, the one whose name it is
    return score * (1 + whole / 2)


@lru_cache(maxsize=1024)
def _content(text: str) -> tuple[str, ...]:
    return tuple(content(text))


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    word = _FORMS.get(word, word)
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST_STEM:
            return word[: -len(suffix)]
    return word
