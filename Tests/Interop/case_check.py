#!/usr/bin/env python3
"""Validates CASE files by the shapes of CASE and UCO 1.4.0 (case_validate, with every message counting), without a network.

    case_check.py FILE...             exit status 0: each conforms, and uses no term that CASE and UCO do not have
    case_check.py --damage FILE       damages a copy in one place after the other; exit status 0: each damage is found
    case_check.py --facts FILE        prints what it holds, one fact a line
"""
import copy, json, socket, sys, tempfile, uuid
from pathlib import Path


def refuse(*_, **__):
    raise OSError("this test opens no socket")


socket.socket.connect = refuse
socket.getaddrinfo = refuse
from case_utils.case_validate import validate

VERSION = "case-1.4.0"


def specification(path):
    """The example of a specification, as a file."""
    text = Path(path).read_text().split("```json\n")[1].split("```")[0]
    file = tempfile.NamedTemporaryFile("w", suffix=".jsonld")
    file.write(text)
    file.flush()
    return file


def findings(path):
    if str(path).endswith(".md"):
        with specification(path) as file:
            return findings(file.name)
    result = validate(str(path), case_version=VERSION)
    return (result.conforms, sorted(map(str, result.undefined_concepts)), result.text)


def validated(paths):
    bad = 0
    for path in paths:
        conforms, unknown, text = findings(path)
        print(f"{Path(path).name}: conforms={conforms} unknown-terms={len(unknown)}")
        if not conforms or unknown:
            bad += 1
            print(text, unknown)
    return bad


def first(graph, kind):
    return next(node for node in graph if node["@type"] == kind)


def change(term, kind, value):
    def apply(graph):
        first(graph, kind)[term] = value
    return apply


def remove(term, kind):
    def apply(graph):
        del first(graph, kind)[term]
    return apply


def rename(graph):
    first(graph, "identity:Organization")["@id"] = "urn:plomba:without-a-uuid"


def hide(graph):
    del first(graph, "types:Hash")["@id"]


TIMES = [{"@type": "xsd:dateTime", "@value": f"2026-01-0{day}T00:00:00Z"} for day in (1, 2)]
DAMAGE = {
    "a hash that is no hexadecimal number": change("types:hashValue", "types:Hash", {"@type": "xsd:hexBinary", "@value": "xyz"}),
    "a hash without a value": remove("types:hashValue", "types:Hash"),
    "a hash method that nobody has": change("types:hashMethod", "types:Hash", "SHA257"),
    "a size in words": change("observable:sizeInBytes", "observable:FileFacet", "12"),
    "a hash without an identifier": hide,
    "an identifier without a UUID": rename,
    "two times of one beginning": change("action:startTime", "investigation:InvestigativeAction", TIMES),
    "a time that is none": change("action:startTime", "investigation:InvestigativeAction", "yesterday"),
    "a performer that is a word": change("action:performer", "investigation:InvestigativeAction", "somebody"),
    "two exhibit numbers": change("investigation:exhibitNumber", "investigation:ProvenanceRecord", ["1", "2"]),
    "a form of investigation that nobody has": change("investigation:investigationForm", "investigation:Investigation", "trial"),
    "an exhibit that is a text": change("core:object", "investigation:ProvenanceRecord", "a file"),
    "a term that CASE does not have": change("investigation:custodian", "investigation:Investigation", "somebody"),
}


def damaged(path):
    whole = json.loads(Path(path).read_text())
    missed = 0
    for what, apply in DAMAGE.items():
        broken = copy.deepcopy(whole)
        apply(broken["@graph"])
        with tempfile.NamedTemporaryFile("w", suffix=".jsonld") as file:
            json.dump(broken, file)
            file.flush()
            conforms, unknown, _ = findings(file.name)
        found = not conforms or bool(unknown)
        missed += not found
        print(f"{what}: {'found' if found else 'NOT FOUND'}")
    return missed


def facts(path):
    whole = json.loads(Path(path).read_text())
    graph = whole["@graph"]
    by_id = {node["@id"]: node for node in graph}
    namespace = uuid.uuid5(uuid.NAMESPACE_URL, "urn:plomba:case-export:v1")
    assert len(by_id) == len(graph), "an identifier stands twice"

    def refs(value):
        if isinstance(value, dict):
            if set(value) == {"@id"}:
                yield value["@id"]
            else:
                for part in value.values():
                    yield from refs(part)
        elif isinstance(value, list):
            for part in value:
                yield from refs(part)

    for node in graph:
        for target in refs({k: v for k, v in node.items() if k != "@id"}):
            assert target in by_id, f"{target} is not there"
    for node in graph:
        kind = node["@type"]
        if kind == "identity:Organization" and "core:externalReference" in node:
            print_of = by_id[node["core:externalReference"]["@id"]]["core:externalIdentifier"]
            expected = uuid.uuid5(namespace, "\n".join(["organisation", node["core:name"], print_of]))
            assert node["@id"] == f"urn:uuid:{expected}", "another identifier than anybody else computes"
            print("organisation", node["core:name"])
        if kind == "observable:File":
            facets = [by_id[facet["@id"]] for facet in node["core:hasFacet"]]
            names = [f["observable:filePath"] for f in facets if "observable:filePath" in f]
            hashes = [by_id[h["@id"]]["types:hashValue"]["@value"] for f in facets for h in f.get("observable:hash", [])]
            for name in names:
                print("file", hashes[0], name)
        if kind == "investigation:ProvenanceRecord":
            print("exhibit", node["investigation:exhibitNumber"])
        if kind == "observable:ObservableRelationship":
            print(node["core:description"])
        if kind == "investigation:InvestigativeAction":
            who = by_id[node["action:performer"]["@id"]].get("core:name", "") if "action:performer" in node else "-"
            print("action", node["core:name"], "by", who, "informed" if "investigation:wasInformedBy" in node else "")
        if kind == "core:Bundle":
            print("verdict", node["plomba:verdict"])
    return 0


if __name__ == "__main__":
    if sys.argv[1] == "--damage":
        sys.exit(damaged(sys.argv[2]))
    if sys.argv[1] == "--facts":
        sys.exit(facts(sys.argv[2]))
    sys.exit(validated(sys.argv[1:]))
