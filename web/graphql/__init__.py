"""POST and GET /graphql, after the GraphQL-over-HTTP specification: what is asked, what is known, what is answered."""
