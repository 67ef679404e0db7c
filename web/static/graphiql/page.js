// Starts GraphiQL with the questions of its page. It asks as whoever is signed in: the cookie goes along.
const place = document.getElementById("graphiql");
const {nonce, questions} = place.dataset;
window.__webpack_nonce__ = nonce;

// A subscription comes as events, until GraphiQL has enough.
const follow = ({query, variables, operationName}) => ({
  subscribe(observer) {
    const asked = new URLSearchParams({query, variables: JSON.stringify(variables ?? {}), operationName: operationName ?? ""});
    const source = new EventSource(`/graphql?${asked}`);
    source.addEventListener("next", ({data}) => observer.next(JSON.parse(data)));
    source.addEventListener("complete", () => { source.close(); observer.complete(); });
    source.addEventListener("error", () => { if (source.readyState === EventSource.CLOSED) observer.error(new Error("/graphql")); });
    return {unsubscribe: () => source.close()};
  },
});

const follows = ({operationName}, {documentAST} = {}) =>
  documentAST?.definitions.some(({operation, name}) => operation === "subscription" && (!operationName || name?.value === operationName));

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
ReactDOM.createRoot(place).render(React.createElement(GraphiQL, {fetcher: (asked, given) => (follows(asked, given) ? follow(asked) : ask(asked, given)), defaultTabs: tabs, forcedTheme: night, shouldPersistHeaders: false}));
