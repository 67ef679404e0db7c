"""Answers `!rendez-vous …` in a room: misses nothing, answers once, never itself, and comes back after a cut."""

import json
import os
import time
from http.client import HTTPException
from typing import Any
from urllib.request import Request, urlopen
from uuid import UUID, uuid5

ADDRESS, TOKEN, ROOM = (os.environ[name] for name in ("MAILLE_ADDRESS", "MAILLE_TOKEN", "ROOM"))
HEADERS = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
WORD, TEXT = "!rendez-vous", "Rendez-vous : **{}**. Qui vient met « Pareil pour moi » sous ce message."
FOLLOW = """subscription ($space: ID!, $since: Int) { spaceChanges(space: $space, since: $since) {
  from to reload changes { message { id body author { id } } } } }"""
MISSED = """query ($space: ID!, $since: Int!) { space(id: $space) { changes(since: $since) {
  to: position more changes { message { id body author { id } } } } } }"""
SAY = """mutation ($space: ID!, $id: ID!, $to: ID!, $body: String!) {
  postMessage(space: $space, id: $id, replyTo: $to, body: $body) { __typename ... on Refusal { message } } }"""


def ask(document: str, accept: str = "application/json", **variables: Any) -> Any:
    body = json.dumps({"query": document, "variables": variables}).encode()
    return urlopen(Request(f"{ADDRESS}/graphql", body, HEADERS | {"Accept": accept}), timeout=40)


def answer(message: Any, me: str) -> None:
    if message["body"].startswith(WORD) and message["author"]["id"] != me:
        body, id = TEXT.format(message["body"].removeprefix(WORD).strip()), uuid5(UUID(message["id"]), WORD)
        told = ask(SAY, space=ROOM, id=str(id), to=message["id"], body=body)  # twice is once, by its id
        told = json.load(told)["data"]["postMessage"]
        if told["__typename"] == "TooSoon":
            raise OSError(told["message"])  # a pause, and again from the same position
        print("answered", message["id"], told.get("message", ""), flush=True)


def follow(since: int | None) -> Any:
    for line in ask(FOLLOW, "text/event-stream", space=ROOM, since=since):
        if line.startswith(b"data: "):  # else a comment, which says that the line stands
            event = json.loads(line[6:])["data"]["spaceChanges"]
            if since is not None and event["from"] > since:
                break
            yield event
            while event.get("reload") or event.get("more"):  # too far behind: page by page
                event = json.load(ask(MISSED, space=ROOM, since=event["to"]))["data"]["space"]["changes"]
                yield event
            since = event["to"]


me, position = json.load(ask("{ viewer { id } }"))["data"]["viewer"]["id"], None
while True:
    try:
        for event in follow(position):
            for change in event["changes"]:
                answer(change["message"], me)
            lost = "more" in event and not event["changes"]  # the room has no such position, as after a restore
            position = None if lost else event["to"]
    except (OSError, HTTPException, KeyError, TypeError) as cut:  # an error of GraphQL has no data
        print("cut off:", cut, flush=True)
    time.sleep(1)
