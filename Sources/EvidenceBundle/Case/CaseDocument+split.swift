package import BagIt
package import Primitives

/// One file of `data/` as the packer knows it.
package struct PackedFile: Sendable {
    package let path: BagPath
    package let size: UInt64
    package let digest: SHA256Digest

    package init(path: BagPath, size: UInt64, digest: SHA256Digest) {
        (self.path, self.size, self.digest) = (path, size, digest)
    }
}

/// What the tool knows and the person need not write.
package struct PackingFacts: Sendable {
    package var consignment: ConsignmentID
    package var createdAt: Timestamp
    package var files: [PackedFile]

    package init(consignment: ConsignmentID, createdAt: Timestamp, files: [PackedFile]) {
        (self.consignment, self.createdAt, self.files) = (consignment, createdAt, files)
    }
}

/// The two documents that a case becomes in a bag.
package struct CaseFiles: Sendable, Equatable {
    /// The exact bytes of bag/preview.json.
    package let preview: [UInt8]
    /// The exact bytes of bag/case.json.
    package let caseDocument: [UInt8]
}

extension CaseDocument {
    /// Splits the case into preview.json and case.json.
    ///
    /// - Throws: `invalid` when an item names a file that is not there, or states a size or a
    ///   digest that is not the file's; `tooLarge`; `previewTooLarge`.
    package func split(_ facts: PackingFacts) throws(CaseError) -> CaseFiles {
        try split(facts, .packing)
    }

    /// Whether digests are known yet. The sizes of the documents do not depend on them, so that a
    /// plan made before hashing stays true.
    enum Stage {
        case planning, packing
    }

    func split(_ facts: PackingFacts, _ stage: Stage) throws(CaseError) -> CaseFiles {
        let items = try completedItems(facts.files, stage)
        let caseDocument = try caseMembers(items, facts).serialized()
        guard caseDocument.count <= CaseLimits.documentSize else {
            throw .tooLarge(limit: CaseLimits.documentSize)
        }
        let preview = try previewDocument(facts).serialized()
        guard preview.count < PreviewPadding.size else {
            throw .previewTooLarge(limit: PreviewPadding.size - 1)
        }
        return CaseFiles(preview: preview, caseDocument: caseDocument)
    }

    /// preview.json: the allow-list of `Protocol/case.md`, and nothing that is not on it.
    private func previewDocument(_ facts: PackingFacts) throws(CaseError) -> JSONValue {
        guard let totalBytes = facts.files.totalSize.flatMap(Int64.init(exactly:)) else {
            throw .tooLarge(limit: CaseLimits.documentSize)
        }
        var members = [
            JSONMember(name: "schema", value: .string(CaseSchema.previewName)),
            JSONMember(name: "bundle_id", value: .string(facts.consignment.uuidText)),
            JSONMember(name: "created_at", value: .string(facts.createdAt.text)),
        ]
        members += CaseSchema.envelopeMembers.compactMap(member)
        let shown = CaseSchema.preview.compactMap { field in
            document["preview"]?[field.name].map { JSONMember(name: field.name, value: $0) }
        }
        let counts = [
            JSONMember(name: "items", value: .integer(Int64(facts.files.count))),
            JSONMember(name: "total_bytes", value: .integer(totalBytes)),
        ]
        members.append(JSONMember(name: "preview", value: .object(shown + counts)))
        return .object(members)
    }

    /// case.json: every member of the user's document that the preview does not hold.
    private func caseMembers(
        _ items: JSONValue?, _ facts: PackingFacts
    ) throws(CaseError) -> JSONValue {
        guard case .object(let members) = document else { throw .invalid([]) }
        let elsewhere = (CaseSchema.envelopeMembers + ["preview"]).map { Array($0.utf8) }
        return .object(
            members.compactMap { member in
                let name = Array(member.name.utf8)
                if elsewhere.contains(name) { return nil }
                if name == Array("items".utf8), let items {
                    return JSONMember(name: member.name, value: items)
                }
                if name == Array("referral".utf8) {
                    return JSONMember(name: member.name, value: readied(member.value, facts))
                }
                return member
            })
    }

    /// A referral that is packed is ready to go: that is what packing means.
    private func readied(_ referral: JSONValue, _ facts: PackingFacts) -> JSONValue {
        guard case .object(var members) = referral, referral["state"] == nil else {
            return referral
        }
        members.removeAll { Array($0.name.utf8) == Array("state_at".utf8) }
        members.append(JSONMember(name: "state", value: .string("ready")))
        members.append(JSONMember(name: "state_at", value: .string(facts.createdAt.text)))
        return .object(members)
    }

    private func member(_ name: String) -> JSONMember? {
        document[name].map { JSONMember(name: name, value: $0) }
    }
}
