// Subscribes as graphql-ws or graphql-sse does. Says each change, one line of JSON; ends after so many.
import { createClient as overSocket } from "graphql-ws";
import { createClient as overEvents } from "graphql-sse";
import { WebSocket } from "ws";

const [way, address, token, space, most] = process.argv.slice(2);
const authorization = `Bearer ${token}`;
const clients = {
  ws: () =>
    overSocket({ url: address.replace("http", "ws"), connectionParams: { authorization }, webSocketImpl: WebSocket }),
  sse: () => overEvents({ url: address, headers: { authorization } }),
};
const client = clients[way]();
const query = `subscription ($space: ID!, $since: Int) { spaceChanges(space: $space, since: $since) {
  from to changes { number message { body } } } }`;

let left = Number(most);
for await (const { data, errors } of client.iterate({ query, variables: { space, since: 0 } })) {
  if (errors) throw new Error(errors[0].message);
  const { from, to, changes } = data.spaceChanges;
  console.log(JSON.stringify({ from, to, bodies: changes.map(({ message }) => message.body) }));
  left -= changes.length;
  if (left <= 0) break;
}
await client.dispose();
