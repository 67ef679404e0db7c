"""What only a person can put right: each problem's text is one sentence for the person at the keyboard."""


class StartProblem(Exception):
    """Something that a person must see to first. The command prints its text and ends."""


class Unreachable(StartProblem):
    """Nobody answers at the address, or not in Bolt."""


class WrongPassword(StartProblem):
    """The database refuses the user or the password."""


class TooOld(StartProblem):
    """The Neo4j at the address lacks what Maille uses."""


class CannotStart(StartProblem):
    """The embedded engine can't run on this folder."""


class InUse(CannotStart):
    """The folder's engine runs already, in another process."""


class CannotBackUp(StartProblem):
    """The backup was not made; nothing is left of it."""


class CannotRestore(StartProblem):
    """The backup was not restored; the folder is as it was."""
