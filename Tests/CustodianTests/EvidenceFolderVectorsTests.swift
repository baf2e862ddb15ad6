import Custody
import Foundation
import KeyDirectory
import Primitives
import SystemPackage
import TestSupport
import Testing
import Timestamping
import TransparencyLog

@testable import Custodian
@testable import Verification

/// `Protocol/vectors/evidence-folders`: whole folders, each with what a verifier knows and what every
/// check says; by our reader and by the second verifier.
@Suite(.timeLimit(.minutes(10))) struct `Vectors: evidence folders` {
    private static let place = Tool.root.appending(path: "Protocol/vectors/evidence-folders")

    private struct World: Decodable {
        struct Broker: Decodable {
            let name: String
            let serviceKey: String
            let logKey: String
            /// The logs that it continues, as far as somebody has told them.
            let earlierLogs: [EarlierLog]?
        }
        struct EarlierLog: Decodable {
            let key: String
            let size: UInt64
        }
        struct Authority: Decodable {
            let name: String
            let policy: String
            let roots: String
        }
        let organisations: [String]
        let broker: Broker
        let policies: [String: String]
        let authority: Authority?
    }

    struct Case: Codable {
        let name: String
        let what: String
        /// The file that says what there is to know.
        let world: String
        let organisations: Bool
        let broker: Bool
        let policy: String?
        /// Policies that the verifier had before, each with the last second at which it counted.
        let former: [Former]?
        /// When the verifier first chose witnesses.
        let since: String?
        let authorities: Bool
        let time: String
        var outcomes: [String: String]
    }

    struct Former: Codable {
        let policy: String
        let until: String
    }

    private struct List: Codable { var cases: [Case] }

    /// A file of the folder: text, or what is none.
    private enum Content: Decodable {
        case text(String)
        case bytes([UInt8])

        init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(String.self) {
                self = .text(text)
                return
            }
            let object = try decoder.singleValueContainer().decode([String: Data].self)
            self = .bytes(Array(try #require(object["base64"])))
        }
    }

    private struct Files: Decodable { let files: [String: Content] }

    private func decode<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
        try JSONDecoder().decode(
            type, from: Data(contentsOf: Self.place.appending(path: name)))
    }

    private func known(_ one: Case, _ world: World) throws -> KnownParties {
        let log = try VerifierKey(parsing: world.broker.logKey)
        let organisations = try world.organisations.map { text in
            let history = try UnverifiedOrganisation(OrganisationFile(parsing: Array(text.utf8)))
            return try history.verify(fingerprint: history.fingerprint, mode: .live)
        }
        var keys = BrokerKeys(
            name: try #require(OrganisationName(world.broker.name)),
            serviceKey: try PublicKey(openSSH: world.broker.serviceKey), logKey: log)
        keys.earlierLogs = try (world.broker.earlierLogs ?? []).map { earlier in
            LogKeys.Former(key: try VerifierKey(parsing: earlier.key), size: earlier.size)
        }
        let rule = QuorumRule(faulty: 0, operatorName: nil)
        func text(_ policy: String) throws -> [UInt8] {
            Array(try #require(world.policies[policy]).utf8)
        }
        var policy = try one.policy.map { try PinnedPolicy(text($0), by: rule) }
        policy?.former = try (one.former ?? []).map { former in
            try FormerPolicy(
                text(former.policy), by: rule, until: #require(Timestamp(former.until)))
        }
        policy?.since = one.since.flatMap { Timestamp($0) }
        let authorities = try world.authority.map { authority in
            try PinnedAuthorities.Entry(
                name: try #require(AuthorityName(authority.name)),
                policy: try #require(ASN1ObjectIdentifier(authority.policy)),
                pem: Array(authority.roots.utf8))
        }
        return KnownParties(
            confirmed: one.organisations ? organisations : [], broker: one.broker ? keys : nil,
            pinned: policy,
            authorities: PinnedAuthorities(
                entries: one.authorities ? [authorities].compactMap { $0 } : []),
            at: try #require(Timestamp(one.time)))
    }

    /// What each check says; `evidence.layout` alone for a folder that cannot be read.
    private func judge(_ one: Case, _ kind: String) throws -> [String: String] {
        Dictionary(
            try report(one, kind).lines.map { ($0.code, $0.outcome.rawValue) },
            uniquingKeysWith: { first, _ in first })
    }

    private func report(_ one: Case, _ kind: String) throws -> VerificationReport {
        let world = try decode(World.self, one.world + ".json")
        let folder = try written(one.name, kind)
        do {
            let read = try EvidenceFolder(reading: FilePath(folder.place("folder")))
            return VerificationReport(
                EvidenceVerification(read, known: try known(one, world)))
        } catch let failure as EvidenceFolderError {
            return VerificationReport(refused: failure)
        }
    }

    /// The folder of a vector, as `folder`.
    private func written(_ name: String, _ kind: String) throws -> TestFolder {
        let folder = try TestFolder()
        for (path, content) in try decode(Files.self, "\(kind)/\(name).json").files {
            switch content {
            case .text(let text): try folder.write("folder/" + path, text)
            case .bytes(let bytes): try folder.write("folder/" + path, bytes)
            }
        }
        return folder
    }

    /// Without a home there are the records in a folder, or none.
    @Test(arguments: [
        ("valid", "given-up-and-the-recipient-is-not-confirmed", []),
        ("valid", "given-up-and-no-record-of-the-recipient", []),
        ("invalid", "given-up-against-the-record-in-the-folder", ["lint.not-relayed"]),
        ("invalid", "handed-on-and-no-record-says-so", []),
    ])
    func `the linter asks the records in a folder where a mailbox lives`(
        _ kind: String, _ name: String, _ codes: [String]
    ) throws {
        let folder = try written(name, kind)
        let found = try OfflineLint.lint([folder.place("folder")], home: nil, clock: .system)
        #expect(found.findings.map(\.code) == codes)
    }

    @Test func `a signer whose clock others contradict is told, and nothing else`() throws {
        var told: Set<String> = []
        for kind in ["valid", "invalid"] {
            for one in try decode(List.self, "\(kind)/cases.json").cases {
                let notes = try report(one, kind).notes
                if notes.contains(where: { $0.contains("[time.claim-contradicts]") }) {
                    told.insert(one.name)
                }
            }
        }
        #expect(
            told == ["seen-expired-five-minutes-early", "seen-expired-before-the-deadline"])
    }

    /// What a check leaves open keeps a verdict from being positive only where an end stands on it.
    @Test(arguments: [
        ("not-delivered", nil, true), ("given-up-and-not-in-the-log", "time.end-not-shown", false),
        ("given-up-before-witnesses-were-chosen", nil, true),
        ("given-up-and-nobody-chose-witnesses", nil, true),
        ("given-up-and-no-record-of-the-recipient", "evidence.home-unknown", true),
        (
            "given-up-and-the-recipient-is-not-confirmed", "evidence.organisation-unconfirmed",
            true
        ),
    ])
    func `a failure that nobody saw is no end`(
        _ name: String, _ code: String?, _ isPositive: Bool
    ) throws {
        let one = try #require(
            try decode(List.self, "valid/cases.json").cases.first { $0.name == name })
        let report = try report(one, "valid")
        #expect((report.exitStatus == 0) == isPositive)
        #expect(report.lines.first { $0.code == "custody.chain" }?.reasonCode == code)
    }

    @Test(arguments: [
        ("given-up-ahead-of-the-clock", "custody.end-ahead"),
        ("expired-ahead-of-the-clock", "custody.end-ahead"),
        ("handed-on-and-no-record-says-so", "custody.not-relayed"),
        ("given-up-against-the-record-in-the-folder", "custody.not-relayed"),
        ("consent-withdrawn-of-what-was-not-delivered", "custody.before-end"),
        ("consent-withdrawn-of-what-was-refused", "custody.before-end"),
        ("disposed-of-and-not-delivered", "custody.before-end"),
    ])
    func `what a broker alone says is refused with its code`(
        _ name: String, _ code: String
    ) throws {
        let one = try #require(
            try decode(List.self, "invalid/cases.json").cases.first { $0.name == name })
        let line = try report(one, "invalid").lines.first { $0.code == "custody.chain" }
        #expect(line?.reasonCode == code)
    }

    @Test(arguments: ["valid", "invalid"])
    func `every check says what the vector says`(_ kind: String) throws {
        var list = try decode(List.self, "\(kind)/cases.json")
        let isWriting = ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "1"
        for (index, one) in list.cases.enumerated() {
            let found = try judge(one, kind)
            if isWriting { list.cases[index].outcomes = found }
            #expect(isWriting || found == one.outcomes, "\(one.name): \(found)")
            #expect(
                found.values.contains("failed") == (kind == "invalid"), "\(one.name): \(found)")
        }
        print("vectors evidence-folders/\(kind) cases=\(list.cases.count)")
        guard isWriting else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try (encoder.encode(list) + Data("\n".utf8))
            .write(to: Self.place.appending(path: "\(kind)/cases.json"))
    }

    @Test func `valid and invalid are equally many, and each has its file`() throws {
        var counts: Set<Int> = []
        for kind in ["valid", "invalid"] {
            let names = try decode(List.self, "\(kind)/cases.json").cases.map(\.name).sorted()
            let files = try FileManager.default
                .contentsOfDirectory(atPath: Self.place.appending(path: kind).path)
                .filter { $0 != "cases.json" }.map { String($0.dropLast(5)) }.sorted()
            #expect(names == files)
            counts.insert(names.count)
        }
        #expect(counts.count == 1)
    }

    @Test func `the second verifier says the same of each check`() throws {
        let text = try python("evidence_vectors.py")
        let said = try JSONDecoder().decode(
            [String: [String: String]].self, from: Data(text.utf8))
        for kind in ["valid", "invalid"] {
            for one in try decode(List.self, "\(kind)/cases.json").cases {
                #expect(said["\(kind)/\(one.name)"] == one.outcomes, "\(kind)/\(one.name)")
            }
        }
    }

    @Test func `the second verifier refuses what it must, and nothing else`() throws {
        let text = try python("verifier_refusals.py")
        let count = text.split(separator: "=").last
            .flatMap { Int($0.filter { $0 != "\n" }) }
        #expect((count ?? 0) >= 280, "\(text)")
        print("vectors plomba-second-verifier-refusals cases=\(count ?? 0)")
    }

    /// What a script of `Tests/Interop` prints about the folder `Protocol`.
    private func python(_ script: String) throws -> String {
        let told = try Tool.python(script, [Tool.path("Protocol")])
        try #require(told.status == 0, "\(told.everything)")
        return told.text
    }
}
