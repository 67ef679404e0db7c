"""A browser's own name for itself, in words that its owner knows: « Firefox sur Linux »."""

from schema.language import Language

# The first that is found is meant: most browsers also name those they want to be taken for.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def device_words(agent: str, language: Language) -> str:
    """Browser and system, as far as the agent tells."""
    _ = language.gettext
    browser, system = _found(BROWSERS, agent), _found(SYSTEMS, agent)
    if browser and system:
        return _("%(browser)s sur %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Un autre appareil")


def _found(names: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((words for sign, words in names if sign in agent), "")
