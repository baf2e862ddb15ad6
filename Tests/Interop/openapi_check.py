"""Holds answers of the broker against its OpenAPI document.

Reads one JSON object from standard input, prints one:

    {"document": path, "valid": {schema: [instance, ...]}, "invalid": {schema: [instance, ...]}}

Exit status 1 when a reference leads nowhere, a valid instance is refused or an invalid one taken.
"""

import json
import sys

import yaml
from jsonschema import Draft202012Validator

METHODS = {"get", "post", "patch", "delete", "head", "options"}


def references(node):
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from references(part)


def resolve(document, reference):
    node = document
    for part in reference.removeprefix("#/").split("/"):
        node = node[part]
    return node


order = json.load(sys.stdin)
with open(order["document"], encoding="utf-8") as file:
    document = yaml.safe_load(file)
assert document["openapi"].startswith("3.1.")
for reference in references(document):
    resolve(document, reference)
for schema in document["components"]["schemas"].values():
    Draft202012Validator.check_schema(schema)

checked = 0
for expected in ("valid", "invalid"):
    for name, instances in order[expected].items():
        root = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
        validator = Draft202012Validator(root)
        for instance in instances:
            errors = [error.message for error in validator.iter_errors(instance)]
            assert bool(errors) == (expected == "invalid"), (name, expected, errors)
            checked += 1

operations = [
    f"{method.upper()} {path}"
    for path, item in document["paths"].items()
    for method in item
    if method in METHODS
]
codes = document["components"]["schemas"]["ProblemCode"]["enum"]
print(json.dumps({"checked": checked, "operations": sorted(operations), "codes": codes}))
