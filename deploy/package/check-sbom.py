"""Holds a list of components against the schema of CycloneDX 1.5, by its own library: check-sbom.py FILE"""

import sys

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

with open(sys.argv[1], encoding="utf-8") as file:
    error = JsonStrictValidator(SchemaVersion.V1_5).validate_str(file.read())
if error is not None:
    print(str(error).splitlines()[0], file=sys.stderr)
    sys.exit(1)
