/// First room of EvidenceBundle.
