// What GraphQL Code Generator makes of the schema fits what Apollo Client takes.
import type { ApolloClient } from "@apollo/client/core";
import { SayDocument, ThreadDocument } from "./made/graphql";

export async function title(client: ApolloClient, id: string): Promise<string | undefined> {
  const { data } = await client.query({ query: ThreadDocument, variables: { id } });
  // @ts-expect-error a thread has no such field
  data?.thread?.nothing;
  // @ts-expect-error the id is needed
  await client.query({ query: ThreadDocument, variables: {} });
  const status: "OPEN" | "HELPED" | "CLOSED" | undefined = data?.thread?.status;
  return status && data?.thread?.title;
}

export async function say(client: ApolloClient, space: string, body: string): Promise<string> {
  const said = (await client.mutate({ mutation: SayDocument, variables: { space, body } })).data?.postMessage;
  return said && "message" in said ? said.message : (said?.__typename ?? "");
}
