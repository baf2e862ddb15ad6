internal import Primitives

/// What a kind of act asks for, and what it has not.
extension CustodyAct.Words {
    /// - Throws: `invalid` with the path of the first member that breaks a rule.
    func requireRules(signedAt claimedTime: Timestamp) throws(JSONSchemaError) {
        try requireTimes(claimedTime)
        try requireParties()
        try requireFiles()
        try requirePhysical()
        try require((kind == .corrected) == (corrects != nil), "corrects", "of a correction only")
        try require(kind != .corrected || note != nil, "note", "what was wrong, in a correction")
    }

    /// What has not happened yet is not written down.
    private func requireTimes(_ claimedTime: Timestamp) throws(JSONSchemaError) {
        try require(startTime <= claimedTime, "startTime", "no later than claimedTime")
        guard let endTime else { return }
        try require(
            startTime <= endTime && endTime <= claimedTime, "endTime",
            "between startTime and claimedTime")
    }

    private func requireParties() throws(JSONSchemaError) {
        try require(!kind.needsRecipient || to != nil, "to", "who got it")
        try require(!kind.needsGiver || from != nil, "from", "who gave it")
        try require(!kind.needsWitness || witness != nil, "witness", "who saw it")
        try require(!kind.needsLocation || location != nil, "location", "where it lies now")
    }

    private func requireFiles() throws(JSONSchemaError) {
        try require(
            !kind.makesCopy || outcome == .failed || !results.isEmpty, "results",
            "the copy that was made, with its SHA-256")
        try require(
            kind.allowsResults || results.isEmpty, "results", "none: this act makes no file")
    }

    private func requirePhysical() throws(JSONSchemaError) {
        try require(physical?.saysNothing != true, "physical", "null where nothing is said")
        try require(
            !kind.needsSealCondition || physical?.isSealIntact != nil, "physical.sealIntact",
            "whether the seal was intact")
        try require(
            (kind == .resealed) == (physical?.newSeal != nil), "physical.newSeal",
            "the number of the new seal, of a resealing only")
    }

    private func require(
        _ holds: Bool, _ name: String, _ expected: String
    ) throws(JSONSchemaError) {
        guard holds else { throw .invalid(path: "predicate." + name, expected: expected) }
    }
}
