import Custody
import Primitives
import PrivateFiles
import SystemPackage
import TransparencyLog
import Verification

/// What is kept of one lane about consent, and how each of it stands with the broker.
struct KeptConsent {
    struct Said {
        let name: String
        let statement: SignedStatement
        /// Where in the broker's log it stands; nil for what the broker has not recorded.
        let place: UInt64?
        /// The code with which the broker refused it for good.
        let refusal: String?
    }

    /// Those of one event in the order in which they were kept.
    let all: [Said]

    init(_ folder: StatementFolder) throws {
        all = try folder.all().sorted { Self.order($0.name) < Self.order($1.name) }.map {
            name, statement, proof in
            Said(
                name: name, statement: statement,
                place: try proof.map { try UnverifiedLogProof(parsing: $0).inclusion.index },
                refusal: proof == nil ? try folder.refusal(name) : nil)
        }
    }

    /// `ConsentAnswer-10` comes after `ConsentAnswer-9`.
    private static func order(_ name: String) -> (stem: String, number: Int) {
        guard let dash = name.lastIndex(of: "-"),
            let number = Int(name[name.index(after: dash)...])
        else { return (name, 1) }
        return (String(name[..<dash]), number)
    }

    /// Without what was refused, which nothing follows.
    var standing: [SignedStatement] { all.filter { $0.refusal == nil }.map(\.statement) }

    /// Where each stands in the broker's log.
    var places: [SHA256Digest: UInt64] {
        Dictionary(
            all.compactMap { said in said.place.map { (said.statement.digest, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// What was refused, and with which code.
    var refusals: [SHA256Digest: String] {
        Dictionary(
            all.compactMap { said in said.refusal.map { (said.statement.digest, $0) } },
            uniquingKeysWith: { first, _ in first })
    }
}

/// `NAME.refusal`: that a broker does not take a statement, and never will.
extension StatementFolder {
    private static let refusalType = "urn:plomba:v1:Refusal"
    private func refusalFile(_ name: String) -> FilePath { path.appending(name + ".refusal") }

    func refusal(_ name: String) throws -> String? {
        guard var state = try StateFile(refusalFile(name)).readIfThere() else { return nil }
        return try state.wrapping { reader in
            try reader.constant("type", Self.refusalType)
            return try reader.string("code")
        }
    }

    func note(refusal code: String, of name: String) throws {
        try StateFile(refusalFile(name)).write([
            JSONMember("type", .string(Self.refusalType)), JSONMember("version", .integer(1)),
            JSONMember("code", .string(code)),
        ])
    }

    func forgetRefusal(of name: String) throws {
        guard PrivateFolder.isThere(refusalFile(name)) else { return }
        try SystemCall.removeFile(refusalFile(name))
    }
}
