"""The loops of all documents over all spaces: each begins with its first subscriber and ends with its last."""

from collections.abc import Callable, Hashable

from server.live.tasks import Tasks
from server.subscriptions.follow import Follow
from server.subscriptions.subscriber import Subscriber


class Follows:
    """Belongs to one desk. `make` makes the loop of a document; `ended` is told whose space nobody follows any more."""

    def __init__(self, make: Callable[[Subscriber], Follow], ended: Callable[[str], None], tasks: Tasks) -> None:
        self._make, self._ended, self._tasks = make, ended, tasks
        self._follows: dict[str, dict[Hashable, Follow]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._follows.values()))

    def join(self, subscriber: Subscriber, since: int) -> None:
        """They wait to be caught up from a position, with all who are answered alike."""
        follows, key = self._follows.setdefault(subscriber.listening.space, {}), _key(subscriber)
        if key not in follows:
            follows[key] = self._make(subscriber)
            self._tasks.start(self._run(follows[key], key))
        follows[key].join(subscriber, since)

    def of(self, subscriber: Subscriber) -> Follow | None:
        """The loop by which they are told, while it runs."""
        return self._follows.get(subscriber.listening.space, {}).get(_key(subscriber))

    def spaces(self) -> list[str]:
        """Every space that somebody follows."""
        return list(self._follows)

    def nudge(self, id: str) -> None:
        """Something of `id`, which may be a space, changed."""
        for follow in self._follows.get(id, {}).values():
            follow.nudge()

    def held_in(self, space: str) -> str:
        """The community of a space; "" where it has none, or isn't known yet."""
        return next((one.held_in for one in self._follows.get(space, {}).values() if one.held_in), "")

    async def _run(self, follow: Follow, key: Hashable) -> None:
        try:
            await follow.run()
        finally:
            del self._follows[follow.space][key]
            if not self._follows[follow.space]:
                del self._follows[follow.space]
                self._ended(follow.space)


def _key(subscriber: Subscriber) -> Hashable:
    wanted = subscriber.listening
    return subscriber if wanted.key is None else wanted.key
