import {graphql} from 'relay-runtime';

export const query = graphql`
  query ThreadQuery($id: ID!) {
    node(id: $id) {
      __typename
      id
      ...Thread_thread @alias(as: "thread")
    }
  }
`;

export const fragment = graphql`
  fragment Thread_thread on Thread
  @refetchable(queryName: "ThreadPaginationQuery")
  @argumentDefinitions(last: {type: "Int", defaultValue: 20}, before: {type: "String"}) {
    title
    messages(last: $last, before: $before) @connection(key: "Thread_messages") {
      edges { node { id body author { name } } }
    }
  }
`;

export const members = graphql`
  fragment Thread_members on Query
  @refetchable(queryName: "MembersQuery")
  @argumentDefinitions(first: {type: "Int", defaultValue: 20}, after: {type: "String"}) {
    members(first: $first, after: $after) @connection(key: "Thread_members") {
      edges { node { id name } }
      totalCount
    }
  }
`;
export const mutation = graphql`
  mutation ThreadSayMutation($space: ID!, $body: String!) {
    postMessage(space: $space, body: $body) {
      __typename
      ... on Message { id body }
      ... on Refusal { message }
    }
  }
`;
