"""Reads reports with an HTML5 parser that forgives nothing, and says what stands in them.

usage: report_html.py FILE...
"""
import re
import sys

import html5lib

FORBIDDEN = {"script", "link", "img", "iframe", "object", "embed", "form", "input", "a", "svg"}

for path in sys.argv[1:]:
    data = open(path, "rb").read()
    data.decode("utf-8")
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(data)
    for element in tree.iter():
        if element.tag in FORBIDDEN:
            sys.exit(f"{path}: <{element.tag}>")
        for name, value in element.attrib.items():
            if name.startswith("on") or name in ("href", "src", "action"):
                sys.exit(f"{path}: {name}={value}")
    for address in re.findall(r"url\(([^)]{0,20})", "".join(tree.find("head").itertext())):
        if not address.startswith("data:font/woff2"):
            sys.exit(f"{path}: url({address})")
    for table in tree.iter("table"):
        widths = {
            sum(int(cell.get("colspan", 1)) for cell in row if cell.tag in ("td", "th"))
            for row in table.iter("tr")
        }
        if len(widths) != 1:
            sys.exit(f"{path}: a table with rows of {widths} columns")
    if not tree.get("lang"):
        sys.exit(f"{path}: no language")
    front = next(s for s in tree.iter("section") if s.get("class") == "front")
    boxes = (d for d in front.iter("div") if d.get("class", "").startswith("verdict"))
    # A hand-over record has one only where something failed.
    verdict = next(boxes, None)
    words = "" if verdict is None else "".join(verdict.itertext())
    title = " ".join("".join(tree.find("body").find("header").find("h1").itertext()).split())
    kind = "no verdict" if verdict is None else verdict.get("class")
    print(tree.get("lang"), kind, " ".join(words.split()), f"[{title}]")
