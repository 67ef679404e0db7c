// Starts GraphiQL with the questions of its page. It asks as whoever is signed in: the cookie goes along.
const place = document.getElementById("graphiql");
const {nonce, questions} = place.dataset;
window.__webpack_nonce__ = nonce;

const ask = async (asked, {headers} = {}) => {
  const answer = await fetch("/graphql", {
    method: "POST",
    headers: {accept: "application/graphql-response+json, application/json;q=0.9", "content-type": "application/json", ...headers},
    body: JSON.stringify(asked),
  });
  return answer.json();
};

const tabs = JSON.parse(questions).map(({query, variables}) => ({query, variables: JSON.stringify(variables, null, 2)}));
const night = document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
ReactDOM.createRoot(place).render(React.createElement(GraphiQL, {fetcher: ask, defaultTabs: tabs, forcedTheme: night, shouldPersistHeaders: false}));
