import Custody
import Foundation
import Primitives
import TestSupport

/// One case of `Protocol/vectors/statements`, `evidence`, `streams` or `consent`: three files and a line of `cases.json`.
struct StatementVector {
    /// The folder that it stands in. What has landed in one stays as it is: later events get
    /// vectors of their own.
    enum Series: String, CaseIterable {
        case statements
        case evidence
        case streams
        case consent
        case relay

        var folder: String { Tool.path("Protocol/vectors/") + rawValue + "/" }
    }

    let name: String
    let event: Event
    let mode: Mode
    /// The key that a verifier passes in.
    let signer: PublicKey
    /// The refusal's code; nil for a case that verifies.
    let code: String?
    let json: [UInt8]
    let signature: [UInt8]
    let entry: [UInt8]?

    /// Verifies as a receiver would: opening file, signature, text.
    func verify() throws {
        let signed = try SignedStatement(json: json, signature: signature, entry: entry)
        if event != .sealed { _ = try signed.openingFile() }
        switch event {
        case .sealed: try verify(signed, as: SealedStatement.self)
        case .deposit: try verify(signed, as: DepositStatement.self)
        case .submissionAcceptance: try verify(signed, as: SubmissionAcceptance.self)
        case .submissionRejection: try verify(signed, as: SubmissionRejection.self)
        case .contentHandover: try verify(signed, as: ContentHandover.self)
        case .acknowledgement: try verify(signed, as: Acknowledgement.self)
        case .consignmentAcceptance: try verify(signed, as: ConsignmentAcceptance.self)
        case .consignmentRejection: try verify(signed, as: ConsignmentRejection.self)
        case .relayAcceptance: try verify(signed, as: RelayAcceptance.self)
        case .relayRejection: try verify(signed, as: RelayRejection.self)
        case .relayFailure: try verify(signed, as: RelayFailure.self)
        case .contentConsignment: try verify(signed, as: ContentConsignment.self)
        case .withdrawal: try verify(signed, as: Withdrawal.self)
        case .acceptanceRejectionExpiry:
            try verify(signed, as: AcceptanceRejectionExpiry.self)
        case .transfer: try verify(signed, as: TransferStatement.self)
        case .disposal: try verify(signed, as: Disposal.self)
        case .skipped: try verify(signed, as: SkippedStatement.self)
        case .consentWithdrawal: try verify(signed, as: ConsentWithdrawal.self)
        case .consentAnswer: try verify(signed, as: ConsentAnswer.self)
        }
    }

    private func verify<Content: StatementPredicate>(
        _ signed: SignedStatement, as type: Content.Type
    ) throws {
        _ = try signed.verify(as: type, mode: mode, by: signer)
    }
}

extension StatementVector {
    /// The cases of `valid` or `invalid`, in the order of their list.
    static func read(_ kind: String, of series: Series) throws -> [StatementVector] {
        let list = try JSONValue.parse(bytes(series.folder + kind + "/cases.json"))
        var reader = try JSONObjectReader(list, at: "")
        return try reader.objects("cases", limit: 1000).map { entry in
            var entry = entry
            let name = try entry.string("name")
            let path = series.folder + kind + "/" + name
            return StatementVector(
                name: name,
                event: try entry.parsed("event", expected: "an event") { Event(rawValue: $0) },
                mode: try entry.mode("mode"),
                signer: try PublicKey(openSSH: try entry.string("signer")),
                code: try entry.nullableString("code"), json: try bytes(path + ".json"),
                signature: try bytes(path + ".json.sig"), entry: try? bytes(path + ".entry"))
        }
    }

    static func write(
        _ kind: String, of series: Series, _ vectors: [StatementVector]
    ) throws {
        let base = series.folder + kind
        try? FileManager.default.removeItem(atPath: base)
        try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true)
        for vector in vectors {
            let path = base + "/" + vector.name
            try Data(vector.json).write(to: URL(filePath: path + ".json"))
            try Data(vector.signature).write(to: URL(filePath: path + ".json.sig"))
            if let entry = vector.entry {
                try Data(entry).write(to: URL(filePath: path + ".entry"))
            }
        }
        let cases = vectors.map { vector in
            JSONValue.object([
                JSONMember("name", .string(vector.name)),
                JSONMember("event", .string(vector.event.rawValue)),
                JSONMember("mode", .string(vector.mode.rawValue)),
                JSONMember("signer", .string(vector.signer.openSSHLine)),
                JSONMember("code", vector.code.map { .string($0) } ?? .null),
            ])
        }
        let list = JSONValue.object([JSONMember("cases", .array(cases))])
        try Data(list.serialized()).write(to: URL(filePath: base + "/cases.json"))
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path)))
    }
}
