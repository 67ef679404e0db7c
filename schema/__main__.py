"""`python -m schema` prints the schema to schema/schema.graphql, which is committed."""

from pathlib import Path

from schema.root import SCHEMA

Path(__file__).with_name("schema.graphql").write_text(SCHEMA.as_str() + "\n")
