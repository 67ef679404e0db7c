"""What members write, as documents: a test names the answer by its type."""

SAY = "mutation($space: ID!, $body: String!) { postMessage(space: $space, body: $body) { __typename } }"
POST = """mutation($space: ID!, $id: ID!, $body: String!, $reply: ID) {
  postMessage(space: $space, id: $id, body: $body, replyTo: $reply) { __typename } }"""
EDIT = "mutation($id: ID!, $body: String!) { editMessage(messageId: $id, body: $body) { __typename } }"
WITHDRAW = "mutation($id: ID!) { withdrawMessage(messageId: $id) { __typename } }"
RESTORE = "mutation($id: ID!) { restoreMessage(messageId: $id) { __typename } }"
REACT = """mutation($id: ID!, $word: Reaction!, $on: Boolean!) {
  react(messageId: $id, reaction: $word, on: $on) { __typename } }"""
SIDE = "mutation($id: ID!, $side: Side) { takeSide(threadId: $id, side: $side) { __typename } }"
LEAVE = "mutation($id: ID!) { leaveCommunity(community: $id) { __typename } }"
