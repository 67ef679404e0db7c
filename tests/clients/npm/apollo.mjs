// Asks a running site as Apollo Client does: by hash first, by GET for queries. Says what came, one line of JSON.
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client/core/index.js";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { createHash } from "node:crypto";

const [address, cookie, thread] = process.argv.slice(2);
const sent = [];
const http = new HttpLink({
  uri: address,
  headers: { cookie },
  fetch: async (url, options) => {
    const answer = await fetch(url, options);
    sent.push([options.method, answer.status]);
    return answer;
  },
});
const hashed = new PersistedQueryLink({
  sha256: (text) => createHash("sha256").update(text).digest("hex"),
  useGETForHashedQueries: true,
});
const client = new ApolloClient({
  link: hashed.concat(http),
  cache: new InMemoryCache(),
});

const page = gql`
  query Page($thread: ID!, $after: String) {
    thread(id: $thread) {
      id
      messages(first: 2, after: $after) {
        edges { cursor node { id body } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`;
const bodies = [];
let info = { hasNextPage: true, endCursor: null };
while (info.hasNextPage && sent.length < 50) {
  const { data } = await client.query({ query: page, variables: { thread, after: info.endCursor } });
  bodies.push(...data.thread.messages.edges.map((edge) => edge.node.body));
  info = data.thread.messages.pageInfo;
}
const say = gql`
  mutation Say($space: ID!, $body: String!) {
    postMessage(space: $space, body: $body) {
      ... on Message { id body }
      ... on Refusal { message }
    }
  }
`;
const said = await client.mutate({ mutation: say, variables: { space: thread, body: "Bonjour" } });
const wrong = await client.query({ query: gql`{ nothing }`, errorPolicy: "all" });
console.log(JSON.stringify({ bodies, said: said.data.postMessage, wrong: wrong.error?.message, sent }));
client.stop();
