"""Validates JSON files against a schema of ours with python-jsonschema.

usage: statement_schema.py SCHEMA_FOLDER SCHEMA_NAME FILE...
       SCHEMA_NAME may point into a schema: case#/properties/items/items
exit:  0 all valid, 2 one is not (the first error is printed), 1 could not be carried out
"""
import json
import pathlib
import sys

from jsonschema import Draft202012Validator
from referencing import Registry, Resource


def load(folder):
    schemas = [json.loads(path.read_text()) for path in sorted(pathlib.Path(folder).glob("*.json"))]
    return {schema["$id"]: schema for schema in schemas if "$id" in schema}


def main():
    folder, name, files = sys.argv[1], sys.argv[2], sys.argv[3:]
    schemas = load(folder)
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    registry = Registry().with_resources(
        (identifier, Resource.from_contents(schema)) for identifier, schema in schemas.items()
    )
    schema = {"$ref": "urn:plomba:schema:" + name}
    validator = Draft202012Validator(schema, registry=registry)
    for file in files:
        error = next(validator.iter_errors(json.loads(pathlib.Path(file).read_text())), None)
        if error is not None:
            print(f"{file}: {error.json_path}: {error.message[:200]}")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
