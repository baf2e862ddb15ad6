import Age
import Custody
import EvidenceBundle
import Foundation
import KeyDirectory
import Primitives
import TestSupport

/// One case of `Protocol/vectors/bundles`: a FILE.plomba, what a verifier is told, and the verdicts.
struct BundleVector {
    /// How a verification ends: positive without a failure, or the first check that did not hold.
    struct Outcome: Equatable, CustomStringConvertible {
        let check: String?
        let code: String?

        static let verified = Outcome(check: nil, code: nil)

        var description: String { check.map { "\($0) \(code ?? "")" } ?? "verified" }
    }

    let name: String
    /// Below the folder of the vectors; several cases may look at one file.
    let file: String
    let mode: Mode
    let time: Timestamp
    /// Names of organisation files whose fingerprints were compared.
    let organisations: [String]
    let sealed: Outcome
    let bundle: Outcome

    static let folder = Tool.root.appending(path: "Protocol/vectors/bundles")

    /// The encryption key of the reader: SHA-256 of this sentence is its seed. It protects nothing.
    static let readerSentence = "plomba vectors/bundles: the key of the reader, known to everybody"

    static func readerIdentities() throws -> IdentitySet {
        let seed = SHA256Digest.of(Array(readerSentence.utf8)).bytes
        return IdentitySet(try Identity.hybrid(seed: SecretBytes(copying: seed.span)))
    }

    func context() throws -> VerificationContext {
        let known = try organisations.map { try Self.organisation($0, mode: mode) }
        return VerificationContext(
            mode: mode, time: time, confirmed: known.compactMap { $0 })
    }

    /// Nil where the organisation is of the other mode: nobody could have confirmed it.
    private static func organisation(_ name: String, mode: Mode) throws -> VerifiedOrganisation? {
        let path = folder.appending(path: "organisations/\(name).json")
        let file = try OrganisationFile(parsing: Array(try Data(contentsOf: path)))
        let unverified = try UnverifiedOrganisation(file)
        return try? unverified.verify(fingerprint: unverified.fingerprint, mode: mode)
    }
}

extension BundleVector {
    /// What our verifier says without a key.
    func verifySealed() throws -> Outcome {
        do {
            let file = try BundleFile(path: Self.folder.appending(path: self.file).path)
            let verification = try BundleVerifier.verify(
                file, context: try context(), progress: { _, _ in })
            return Outcome(verification.failure, verification.verdict)
        } catch let error as BundleError {
            return Outcome(error)
        }
    }

    /// What our reader says with the reader's key; the case folder is at `target` if it is positive.
    func verifyBundle(into target: String) throws -> Outcome {
        do {
            let file = try BundleFile(path: Self.folder.appending(path: self.file).path)
            var reader = BundleReader(file.parts, context: try context())
            let opened = try reader.extract(
                payload: file.payload(), identities: Self.readerIdentities(), into: target,
                progress: { _, _ in })
            return Outcome(nil, opened.verdict)
        } catch let error as BundleError {
            return Outcome(error)
        }
    }
}

extension BundleVector.Outcome {
    init(_ error: BundleError) { self.init(check: error.check.rawValue, code: error.code) }

    /// A verdict that is not positive and names no failure is none of those that vectors have.
    init(_ failure: BundleError?, _ verdict: Verdict) {
        if let failure {
            self.init(failure)
        } else if verdict.isPositive {
            self = .verified
        } else {
            self.init(check: verdict.unmet.first?.rawValue, code: nil)
        }
    }
}

extension BundleVector {
    /// The cases of `valid` or `invalid`, in the order of their list.
    static func read(_ kind: String) throws -> [BundleVector] {
        let path = folder.appending(path: "\(kind)/cases.json")
        var reader = try JSONObjectReader(
            JSONValue.parse(Array(try Data(contentsOf: path))), at: "")
        return try reader.objects("cases", limit: 1000).map { entry in
            var entry = entry
            return BundleVector(
                name: try entry.string("name"), file: try entry.string("file"),
                mode: try entry.mode("mode"), time: try entry.timestamp("time"),
                organisations: try entry.strings("organisations", limit: 16),
                sealed: try outcome("sealed", in: &entry),
                bundle: try outcome("bundle", in: &entry))
        }
    }

    static func outcome(_ name: String, in entry: inout JSONObjectReader) throws -> Outcome {
        var reader = try entry.object(name)
        return Outcome(
            check: try reader.nullableString("check"), code: try reader.nullableString("code"))
    }

    /// How the case stands in `cases.json`.
    var json: JSONValue {
        .object([
            JSONMember("name", .string(name)), JSONMember("file", .string(file)),
            JSONMember("mode", .string(mode.rawValue)), JSONMember("time", .string(time.text)),
            JSONMember("organisations", .array(organisations.map { .string($0) })),
            JSONMember("sealed", sealed.json), JSONMember("bundle", bundle.json),
        ])
    }
}

extension BundleVector.Outcome {
    var json: JSONValue {
        .object([
            JSONMember("check", check.map { .string($0) } ?? .null),
            JSONMember("code", code.map { .string($0) } ?? .null),
        ])
    }
}
