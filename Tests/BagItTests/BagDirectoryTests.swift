import Foundation
import TestSupport
import Testing

@testable import BagIt

@Suite struct `Bag directory` {
    /// A bag of the payload test's files at `bag` in the folder.
    static func makeBag(in folder: Folder, omitting omitted: Set<String> = []) throws {
        for name in `Payload source`.names where !omitted.contains(name) {
            try folder.write("case-12/" + name, `Payload source`.content(of: name))
        }
        let source = try PayloadSource(paths: [folder.place("case-12")])
        _ = try BagWriter.write(
            source,
            tagFiles: [
                .init(path: BagPath("case.json"), content: Array("{}\n".utf8)),
                .init(path: BagPath("custody/0001-Sealed.json"), content: Array("{}\n".utf8)),
            ],
            fields: [.init(label: "Bag-Software-Agent", value: "plomba")],
            to: folder.place("bag"), progress: { _ in })
    }

    static func bagit(_ folder: Folder) throws -> Outcome {
        try Tool.run(
            Tool.path(".venv/bin/bagit.py"), ["--validate", "--quiet", folder.place("bag")])
    }

    static func verdict(_ folder: Folder) throws -> BagVerdict {
        try BagReader.validate(folder.place("bag"), progress: { _ in })
    }

    @Test func `is valid for us`() throws {
        let folder = try Folder()
        try Self.makeBag(in: folder)
        let verdict = try Self.verdict(folder)
        #expect(verdict.judgement == .valid)
        #expect(verdict.findings.isEmpty)
        #expect(verdict.payload.count == `Payload source`.names.count)
    }

    /// bagit.py 1.9.0 does not decode the `%25` that RFC 8493 prescribes; see Protocol/bag.md.
    @Test func `bagit.py and sha256sum accept it`() throws {
        let folder = try Folder()
        try Self.makeBag(in: folder, omitting: ["100%.txt"])
        let bagit = try Self.bagit(folder)
        #expect(bagit.status == 0, "\(bagit.errors)")
        for manifest in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
            let summed = try Tool.run(
                "sha256sum", ["--strict", "--quiet", "-c", manifest], in: folder.place("bag"))
            #expect(summed.status == 0, "\(summed.errors)")
        }
    }

    @Test func `a name with a percent sign is written as RFC 8493 says`() throws {
        let folder = try Folder()
        try Self.makeBag(in: folder)
        let manifest = String(
            decoding: try folder.read("bag/manifest-sha256.txt"), as: UTF8.self)
        #expect(manifest.contains("  data/case-12/100%25.txt\n"))
        #expect(FileManager.default.fileExists(atPath: folder.place("bag/data/case-12/100%.txt")))
        #expect(try Self.verdict(folder).judgement == .valid)
        // Undone as the RFC says, sha256sum agrees too.
        try folder.write(
            "bag-plain.txt", manifest.replacingOccurrences(of: "%25", with: "%"))
        let summed = try Tool.run(
            "sha256sum", ["--quiet", "-c", folder.place("bag-plain.txt")], in: folder.place("bag"))
        #expect(summed.status == 0)
    }

    static let tampering: [(String, BagFinding.Kind, @Sendable (Folder) throws -> Void)] = [
        ("content", .digestMismatch, { try $0.write("bag/data/case-12/.hidden", "other") }),
        (
            "same size", .digestMismatch,
            { folder in
                var content = try folder.read("bag/data/case-12/.hidden")
                content[0] ^= 1
                try folder.write("bag/data/case-12/.hidden", content)
            }
        ),
        ("extra file", .notListed, { try $0.write("bag/data/case-12/extra", "x") }),
        ("extra empty file", .notListed, { try $0.write("bag/data/extra") }),
        (
            "missing file", .listedMissing,
            {
                try FileManager.default.removeItem(atPath: $0.place("bag/data/case-12/empty"))
            }
        ),
        ("tag file", .digestMismatch, { try $0.write("bag/case.json", "{ }\n") }),
        (
            "manifest line gone", .notListed,
            { folder in
                let lines = try folder.read("bag/manifest-sha256.txt").split(separator: 10)
                try folder.write(
                    "bag/manifest-sha256.txt", Array(lines.dropLast().joined(separator: [10])))
            }
        ),
        (
            "declaration", .declarationMalformed,
            {
                try $0.write(
                    "bag/bagit.txt", "BagIt-Version: 1.0 \nTag-File-Character-Encoding: UTF-8\n")
            }
        ),
        (
            "declaration gone", .declarationMissing,
            {
                try FileManager.default.removeItem(atPath: $0.place("bag/bagit.txt"))
            }
        ),
        ("oxum", .oxumMismatch, { try $0.write("bag/bag-info.txt", "Payload-Oxum: 1.1\n") }),
        (
            "link for a file", .notAFile,
            { folder in
                let path = folder.place("bag/data/case-12/.hidden")
                try FileManager.default.moveItem(atPath: path, toPath: folder.place("elsewhere"))
                try FileManager.default.createSymbolicLink(
                    atPath: path, withDestinationPath: folder.place("elsewhere"))
            }
        ),
        (
            "a link more", .notAFile,
            {
                try FileManager.default.createSymbolicLink(
                    atPath: $0.place("bag/link"), withDestinationPath: "/etc")
            }
        ),
        ("a twin", .pathCollision, { try $0.write("bag/data/CASE-12/x", "x") }),
        (
            "normal form", .listedMissing,
            { folder in
                try FileManager.default.moveItem(
                    atPath: folder.place("bag/data/case-12/ime\u{301}.txt"),
                    toPath: folder.place("bag/data/case-12/im\u{E9}.txt"))
            }
        ),
    ]

    @Test(arguments: tampering.indices)
    func `every change is refused, here and by name`(index: Int) throws {
        let (name, kind, tamper) = Self.tampering[index]
        let folder = try Folder()
        try Self.makeBag(in: folder, omitting: ["100%.txt"])
        try tamper(folder)
        let verdict = try Self.verdict(folder)
        #expect(verdict.judgement == .invalid, "\(name)")
        #expect(verdict.findings.contains { $0.kind == kind && $0.severity == .error }, "\(name)")
    }

    @Test(arguments: 0..<7)
    func `what bagit.py refuses of these, we refuse too`(index: Int) throws {
        let folder = try Folder()
        try Self.makeBag(in: folder, omitting: ["100%.txt"])
        #expect(try Self.bagit(folder).status == 0)
        try Self.tampering[index].2(folder)
        #expect(try Self.bagit(folder).status != 0)
        #expect(try Self.verdict(folder).judgement == .invalid)
    }

    @Test func `a full bag is not written over anything`() throws {
        let folder = try Folder()
        try folder.write("bag", "mine")
        #expect(throws: FileError.self) { try Self.makeBag(in: folder) }
        #expect(try folder.read("bag") == Array("mine".utf8))
        #expect(try folder.tree().filter { $0.contains("partial") }.isEmpty)
    }

    @Test func `stopping in the middle leaves nothing`() throws {
        struct Stop: Error {}
        let folder = try Folder()
        try folder.write("case/a", "hello")
        let source = try PayloadSource(paths: [folder.place("case")])
        #expect(throws: Stop.self) {
            try BagWriter.write(
                source, tagFiles: [], fields: [], to: folder.place("bag"),
                progress: { _ in throw Stop() })
        }
        #expect(try folder.tree() == ["case", "case/a"])
    }

    @Test func `a thousand small files with a sync for the file system`() throws {
        let folder = try Folder()
        for number in 0..<1000 { try folder.write("many/d\(number % 7)/f\(number)", "\(number)") }
        let source = try PayloadSource(paths: [folder.place("many")])
        _ = try BagWriter.write(
            source, tagFiles: [], fields: [], to: folder.place("bag"), progress: { _ in })
        #expect(try Self.verdict(folder).judgement == .valid)
        #expect(try Self.bagit(folder).status == 0)
    }
}
