"""The GraphQL subscription by graphql-transport-ws and by server-sent events: what the hub promises, for any client."""
