package import Custody
package import EvidenceBundle
package import Primitives

/// What a case carries of material that was sealed before, in the words that a person needs.
package struct OriginalReport: Sendable {
    /// Who handed it on, to which mailbox, and why.
    package struct Transfer: Sendable {
        package let from: OrganisationName
        package let to: MailboxAddress
        package let purpose: String
        package let basis: String
    }

    /// `disclosed` or `transferred`.
    package let kind: String
    package let sender: OrganisationReference
    package let consignment: ConsignmentID
    package let files: Int
    package let transfers: [Transfer]
    /// Why nothing of this is proven; nil when all of it is.
    package let doubt: String?

    package var isVerified: Bool { doubt == nil }

    package init?(_ carried: CarriedOriginal?) {
        guard let carried else { return nil }
        kind = carried.kind.rawValue
        (sender, consignment) = (carried.sender, carried.consignment)
        files = carried.files
        transfers = carried.transfers.map {
            Transfer(
                from: $0.issuer.organisation.name, to: $0.to.mailbox, purpose: $0.purpose,
                basis: $0.basis)
        }
        doubt = carried.doubt?.message
    }

    /// `these 3 files are part of what vasaprava.ba sealed as 0f8e...; what else was sealed is not
    /// shown`
    package var sentence: String {
        let subject = files == 1 ? "this file is" : "these \(files) files are"
        let isPart = kind == CarriedOriginal.Kind.disclosed.rawValue
        let claim =
            "\(isPart ? "part of what" : "what") \(sender.name.text) sealed as \(consignment.text)"
        let told = isVerified ? "\(subject) \(claim)" : "\(subject) said to be \(claim)"
        return told + ending + (doubt.map { "; NOT CHECKED: \($0)" } ?? "")
    }

    private var ending: String {
        let hands = transfers.map { "\($0.from.text) to \($0.to.text)" }
        let passed = hands.isEmpty ? "" : ", passed on by " + hands.joined(separator: ", then ")
        return
            (kind == CarriedOriginal.Kind.disclosed.rawValue
            ? "; what else was sealed is not shown" : "") + passed
    }

    package var json: JSONValue {
        .object([
            JSONMember("kind", .string(kind)),
            JSONMember("sender", .string(sender.name.text)),
            JSONMember("fingerprint", .string(sender.fingerprint.text)),
            JSONMember("consignment", .string(consignment.text)),
            JSONMember("files", .integer(Int64(files))),
            JSONMember("checked", .bool(isVerified)),
            JSONMember("transfers", .array(transfers.map(\.json))),
        ])
    }
}

extension OriginalReport.Transfer {
    fileprivate var json: JSONValue {
        .object([
            JSONMember("from", .string(from.text)), JSONMember("to", .string(to.text)),
            JSONMember("purpose", .string(purpose)), JSONMember("basis", .string(basis)),
        ])
    }
}
