// Says something in a space. Sent twice with the same id it is said once; a refusal is an answer like any other.
const {MAILLE_ADDRESS: address, MAILLE_TOKEN: token, SPACE: space} = process.env;
const document = `mutation ($space: ID!, $body: String!, $id: ID!) {
  postMessage(space: $space, body: $body, id: $id) {
    ... on Message { number at }
    ... on Refusal { message }
  }
}`;
const variables = {space, body: "Je peux relire ce soir.", id: crypto.randomUUID()};

const response = await fetch(`${address}/graphql`, {
  method: "POST",
  headers: {authorization: `Bearer ${token}`, "content-type": "application/json"},
  body: JSON.stringify({query: document, variables}),
});
const {data, errors} = await response.json();
if (errors) throw new Error(errors[0].message);
console.log(data.postMessage);
