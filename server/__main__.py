"""The maille command."""


def main() -> None: ...
