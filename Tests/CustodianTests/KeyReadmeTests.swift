import Foundation
import Testing

@testable import Custodian

/// README-VERIFY holds each line of the keys against the records that the roots have signed.
@Suite(.timeLimit(.minutes(5))) struct `The text that verifies keys`: ReadmeFollower {
    private static let list = "folder/keys/allowed_signers"

    @Test(arguments: [
        "accepted", "two-lanes", "revoked-and-shown-by-the-quorum", "revoked-and-dated-too-late",
    ])
    func `takes the lines that the records give`(_ name: String) throws {
        let told = try follow(folder(name).0)
        #expect(told.status == 0, "\(told.text)")
    }

    /// Each makes one line say more than a record does.
    private static let changes: [(what: String, from: String, to: String)] = [
        ("no end", #",valid-before="[^"]*""#, ""),
        ("no start", #",valid-after="[^"]*""#, ""),
        ("any namespace", #"namespaces="[^"]*","#, ""),
        ("every namespace", #"namespaces="[^"]*""#, #"namespaces="*""#),
        ("everybody", #"(?m)^[a-z0-9-]+@"#, "*@"),
        ("a later end", #"valid-before="[^"]*""#, #"valid-before="20991231000000Z""#),
        ("an earlier start", #"valid-after="[^"]*""#, #"valid-after="19700101000000Z""#),
        ("two ends", #"(valid-before="[^"]*")"#, #"valid-before="20991231000000Z",$1"#),
    ]

    @Test(arguments: changes.map(\.what))
    func `refuses a line that says more`(_ what: String) throws {
        let change = try #require(Self.changes.first { $0.what == what })
        for name in ["accepted", "revoked-and-shown-by-the-quorum"] {
            let (folder, _) = try folder(name)
            let text = String(decoding: try folder.read(Self.list), as: UTF8.self)
            let changed = try text.replacing(Regex(change.from)) { match in
                change.to.replacing(
                    "$1", with: match.output.count > 1 ? "\(match.output[1].substring ?? "")" : "")
            }
            try #require(changed != text)
            try folder.write(Self.list, changed)
            let told = try follow(folder)
            #expect(
                told.status == 1 && told.text.contains("FAILED at step 3"), "\(name): \(told.text)")
        }
    }

    /// The device's own entry has no end but the record that drops it; its person's key was stolen hours before.
    @Test func `refuses a device beyond the key of its member`() throws {
        for (end, holds) in [("20261124150000Z", true), ("20261124200000Z", false)] {
            let (folder, _) = try folder("revoked-and-shown-by-the-quorum")
            let record = String(
                decoding: try folder.read("folder/keys/group484.rs/0001.json"), as: UTF8.self)
            let devices = try #require(record.split(separator: "\"devices\"").last)
            let key = try #require(devices.firstMatch(of: /"key": "([^"]*)"/)).output.1
            let line =
                "device-1@group484.rs namespaces=\"plomba/v1/ContentHandover\",valid-after=\"20261124100000Z\","
                + "valid-before=\"\(end)\" \(key)\n"
            let text = String(decoding: try folder.read(Self.list), as: UTF8.self)
            try folder.write(Self.list, text + line)
            let told = try follow(folder)
            #expect((told.status == 0) == holds, "\(told.text)")
            #expect(told.text.contains("FAILED at step 3") != holds, "\(told.text)")
        }
    }

    /// What stands in a record becomes no part of a program that the text runs.
    @Test(arguments: [
        (#""member": "intake-officer""#, #""member": "intake-officer"/e : > pwned #""#),
        (#""issuedTime": ""#, #""issuedTime": "|e : > pwned #"#),
    ])
    func `runs nothing that stands in a record`(_ text: String, _ hostile: String) throws {
        let (folder, _) = try folder("handed-on-and-accepted")
        for version in 1...2 {
            let path = "folder/keys/group484.rs/000\(version).json"
            let record = String(decoding: try folder.read(path), as: UTF8.self)
            try #require(record.contains(text))
            try folder.write(path, record.replacing(text, with: hostile))
        }
        let told = try follow(folder)
        #expect(told.status == 1, "its signatures do not hold: \(told.text)")
        #expect(!FileManager.default.fileExists(atPath: folder.place("folder/pwned")))
    }

    /// In a network of one broker each record names the operator's own key: it speaks under no other name.
    @Test func `says Good of no home whose key is that of who took it in`() throws {
        let (folder, _) = try folder("handed-on-and-accepted")
        let list = "folder/keys/broker/allowed_signers"
        var own = String(decoding: try folder.read(list), as: UTF8.self)
        for version in 1...2 {
            let record = String(
                decoding: try folder.read("folder/keys/group484.rs/000\(version).json"),
                as: UTF8.self)
            for key in record.matches(of: /"serviceKey": "([^"]*)"/).map(\.output.1) {
                own += "broker.example \(key)\n"
            }
        }
        try folder.write(list, own)
        let told = try follow(folder)
        #expect(told.status == 1 && told.text.contains("FAILED at step 4"), "\(told.text)")
    }

    @Test(arguments: [
        "handed-on-and-accepted", "refused-by-the-home-broker", "given-up-at-the-deadline",
        "signed-before-the-home-changed", "signed-by-the-new-key-of-the-home",
    ])
    func `leads through a hop`(_ name: String) throws {
        let told = try follow(folder(name).0)
        #expect(told.status == 0, "\(told.text)")
    }

    @Test func `refuses the times of another key`() throws {
        let (folder, _) = try folder("revoked-and-shown-by-the-quorum")
        let text = String(decoding: try folder.read(Self.list), as: UTF8.self)
        let ends = text.matches(of: /valid-before="[0-9]*Z"/).map { String($0.output) }
        let (first, last) = (try #require(ends.min()), try #require(ends.max()))
        try #require(first != last)
        try folder.write(Self.list, text.replacing(first, with: last))
        let told = try follow(folder)
        #expect(told.status == 1 && told.text.contains("FAILED at step 3"), "\(told.text)")
    }
}
