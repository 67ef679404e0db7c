"""Prints the open requests that you may read, page after page."""

import json
import os
from typing import Any
from urllib.request import Request, urlopen

ADDRESS, TOKEN = os.environ["MAILLE_ADDRESS"], os.environ["MAILLE_TOKEN"]
REQUESTS = """query ($after: String) {
  threads(kind: REQUEST, status: OPEN, first: 20, after: $after) {
    nodes { title author { name } }
    pageInfo { hasNextPage endCursor }
  }
}"""


def ask(document: str, **variables: Any) -> Any:
    """The data of an answer."""
    body = json.dumps({"query": document, "variables": variables}).encode()
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    with urlopen(Request(f"{ADDRESS}/graphql", body, headers)) as response:
        answer = json.load(response)
    if "errors" in answer:
        raise RuntimeError(answer["errors"][0]["message"])
    return answer["data"]


after, more = None, True
while more:
    page = ask(REQUESTS, after=after)["threads"]
    for thread in page["nodes"]:
        print(f"{thread['author']['name']}: {thread['title']}")
    after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
