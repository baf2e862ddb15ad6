"""metrics_check.py TEXT: whether numbers are in the text form that Prometheus reads, by the client library's own parser."""

import sys

from prometheus_client.parser import text_string_to_metric_families

families = list(text_string_to_metric_families(sys.argv[1]))
names = {family.name for family in families}
samples = [sample for family in families for sample in family.samples]
if not {"plombad_deposits", "plombad_request_seconds"} <= names or any(family.type == "unknown" for family in families):
    sys.exit(f"families are missing or have no type: {sorted(names)}")
if len({(sample.name, tuple(sorted(sample.labels.items()))) for sample in samples}) != len(samples):
    sys.exit("a sample is there twice")
for sample in samples:
    if sample.name.endswith("_bucket"):
        counts = [s.value for s in samples if s.name == sample.name and s.labels["route"] == sample.labels["route"]]
        if counts != sorted(counts):
            sys.exit("the buckets do not add up")
print(f"samples={len(samples)}")
