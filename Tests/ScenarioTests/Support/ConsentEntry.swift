/// One entry of `consent`, as somebody writes it down.
enum ConsentEntry {
    static func to(
        _ releaseTo: [String], not notTo: [String] = [], for purpose: String = "court"
    ) -> [String: Any] {
        [
            "legal_basis": "consent", "purpose": purpose, "release_to": releaseTo,
            "not_to": notTo, "scope": ["narrative", "media"], "onward_sharing": "no",
            "given_by": "self", "given_at": "2026-11-20T16:00:00Z", "form": "written",
            "language": "ar",
            "explained": [
                "purpose": true, "recipients": true, "risks": true,
                "confidentiality_limits": true, "withdrawal": true,
            ],
        ]
    }
}
