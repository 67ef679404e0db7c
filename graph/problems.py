"""What can keep Maille from starting: each problem's text is one sentence for the person at the keyboard."""


class StartProblem(Exception):
    """Something that a person must see to first."""


class Unreachable(StartProblem):
    """Nobody answers at the address, or not in Bolt."""


class WrongPassword(StartProblem):
    """The database refuses the user or the password."""


class TooOld(StartProblem):
    """The Neo4j at the address lacks what Maille uses."""


class CannotStart(StartProblem):
    """The embedded engine can't run on this folder."""
