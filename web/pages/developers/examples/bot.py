"""Answers `!rendez-vous …` in a room: misses nothing, answers once, never itself, and comes back after a cut."""

import json
import os
import time
from typing import Any
from urllib.request import Request, urlopen
from uuid import UUID, uuid5

from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

ADDRESS, TOKEN, ROOM = (os.environ[name] for name in ("MAILLE_ADDRESS", "MAILLE_TOKEN", "ROOM"))
AUTH, PROTOCOL = {"Authorization": f"Bearer {TOKEN}"}, "graphql-transport-ws"
WORD, TEXT = "!rendez-vous", "Rendez-vous : **{}**. Qui vient met « Pareil pour moi » sous ce message."
FOLLOW = """subscription ($space: ID!, $since: Int) { spaceChanges(space: $space, since: $since) {
  from to reload gone changes { message { id body author { id } } } } }"""
SAY = """mutation ($space: ID!, $id: ID!, $to: ID!, $body: String!) {
  postMessage(space: $space, id: $id, replyTo: $to, body: $body) { __typename ... on Refusal { message } } }"""


def ask(document: str, **variables: Any) -> Any:
    body = json.dumps({"query": document, "variables": variables}).encode()
    with urlopen(Request(f"{ADDRESS}/graphql", body, AUTH | {"Content-Type": "application/json"})) as response:
        return json.load(response)["data"]


def answer(message: Any, me: str) -> None:
    if message["body"].startswith(WORD) and message["author"]["id"] != me:
        body, id = TEXT.format(message["body"].removeprefix(WORD).strip()), uuid5(UUID(message["id"]), WORD)
        told = ask(SAY, space=ROOM, id=str(id), to=message["id"], body=body)["postMessage"]  # twice is once, by its id
        if told["__typename"] == "TooSoon":
            raise OSError(told["message"])  # a pause, and again from the same position
        print("answered", message["id"], told.get("message", ""), flush=True)


def follow(since: int | None, me: str) -> Any:
    asked = {"query": FOLLOW, "variables": {"space": ROOM, "since": since}}
    with connect(f"ws{ADDRESS.removeprefix('http')}/graphql", subprotocols=[PROTOCOL]) as line:  # type: ignore
        line.send(json.dumps({"type": "connection_init", "payload": AUTH}))
        line.recv()  # connection_ack; else the line is closed
        line.send(json.dumps({"type": "subscribe", "id": "1", "payload": asked}))
        while (said := json.loads(line.recv()))["type"] == "next":
            event = said["payload"]["data"]["spaceChanges"]
            if event["gone"] or (since is not None and event["from"] > since):
                break
            for change in event["changes"]:
                answer(change["message"], me)
            yield (since := None if event["reload"] else event["to"])
        print("the stream has ended:", said, flush=True)


me, position = ask("{ viewer { id } }")["viewer"]["id"], None
while True:
    try:
        for reached in follow(position, me):
            position = reached
    except (OSError, WebSocketException) as cut:
        print("cut off:", cut, flush=True)
    time.sleep(1)
