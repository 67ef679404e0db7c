"""`python -m schema` prints the schema to schema/schema.graphql, which is committed.

`python -m schema compare` tells what has changed since the last release, `python -m schema release` makes a new one.
"""

import sys
from pathlib import Path

from graphql import build_schema

from schema import released
from schema.root import SCHEMA

PRINTED = SCHEMA.as_str() + "\n"

match sys.argv[1:]:
    case []:
        Path(__file__).with_name("schema.graphql").write_text(PRINTED)
    case ["compare"]:
        print(released.compared(build_schema(PRINTED)))
    case ["release"]:
        Path(__file__).with_name("schema.graphql").write_text(PRINTED)
        released.release(PRINTED)
    case _:
        sys.exit("python -m schema [compare | release]")
