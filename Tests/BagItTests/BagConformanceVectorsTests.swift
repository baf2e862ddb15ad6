import Foundation
import TestSupport
import Testing

@testable import BagIt

/// The conformance bags of the Library of Congress, judged as their folders say:
/// - `valid`: valid, or, for bags that only MD5, SHA-1 or SHA-224 vouches for, `notJudged` without
///   any error: we check everything about them but refuse to call those digests proof;
/// - `invalid`: never valid. One whose only defect is an MD5 digest is `notJudged`;
/// - `warning`: at least one finding, whatever its severity;
/// - `linux-only` and `windows-only`: invalid, on every system: such a bag must not wait for the
///   machine that it hurts.
@Suite struct `Vectors of BagIt conformance` {
    static let root =
        ProcessInfo.processInfo.environment["PLOMBA_VECTORS"] ?? Tool.path("../shared/vectors")

    static func bags(_ kind: String) throws -> [String] {
        let base = root + "/bagit-conformance"
        return try FileManager.default.contentsOfDirectory(atPath: base)
            .filter { $0.hasPrefix("v") }
            .map { "\(base)/\($0)/\(kind)" }
            .filter { FileManager.default.fileExists(atPath: $0) }
            .flatMap { folder in
                try FileManager.default.contentsOfDirectory(atPath: folder)
                    .map { folder + "/" + $0 }
                    .filter { FileManager.default.fileExists(atPath: $0 + "/bagit.txt") }
            }
            .sorted()
    }

    static func verdict(_ bag: String) throws -> BagVerdict {
        try BagReader.validate(bag, progress: { _ in })
    }

    /// The digest algorithms of a bag's payload manifests, by their file names.
    static func reliesOnUnsupported(_ bag: String) throws -> Bool {
        try FileManager.default.contentsOfDirectory(atPath: bag).contains { name in
            name.hasPrefix("manifest-") && !name.contains("sha256") && !name.contains("sha512")
        }
    }

    @Test func `valid bags are valid`() throws {
        for bag in try Self.bags("valid") {
            let verdict = try Self.verdict(bag)
            let expected: BagVerdict.Judgement =
                try Self.reliesOnUnsupported(bag) ? .notJudged : .valid
            #expect(verdict.judgement == expected, "\(bag) \(verdict.findings)")
        }
    }

    @Test func `invalid bags are never valid`() throws {
        for bag in try Self.bags("invalid") {
            let verdict = try Self.verdict(bag)
            #expect(verdict.judgement != .valid, "\(bag)")
            if verdict.judgement == .notJudged {
                #expect(try Self.reliesOnUnsupported(bag), "\(bag) \(verdict.findings)")
            }
        }
    }

    @Test func `bags with a warning are not passed over in silence`() throws {
        for bag in try Self.bags("warning") {
            #expect(try !Self.verdict(bag).findings.isEmpty, "\(bag)")
        }
    }

    @Test(arguments: ["linux-only", "windows-only"])
    func `bags that hurt one system are invalid on all`(kind: String) throws {
        for bag in try Self.bags(kind) {
            let verdict = try Self.verdict(bag)
            #expect(verdict.judgement == .invalid, "\(bag) \(verdict.findings)")
        }
    }

    @Test func `all bags were found and counted`() throws {
        let kinds = ["valid", "invalid", "warning", "linux-only", "windows-only"]
        let bags = try kinds.flatMap(Self.bags)
        let unsupported = try bags.filter {
            try Self.verdict($0).findings.contains { $0.kind == .algorithmUnsupported }
        }
        #expect(!bags.isEmpty, "no bags below \(Self.root): set PLOMBA_VECTORS")
        print("vectors bagit-conformance cases=\(bags.count)")
        print("vectors bagit-conformance/algorithm-unsupported cases=\(unsupported.count)")
    }
}
