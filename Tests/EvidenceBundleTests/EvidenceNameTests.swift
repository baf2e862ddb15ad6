import BagIt
import Custody
import Foundation
import Primitives
import TestSupport
import Testing

@testable import EvidenceBundle

/// Nobody has signed that a file stands in evidence/ of a FILE.plomba: what a carrier adds must not be a
/// thing that somebody opens.
@Suite struct `Names in evidence` {
    private static let good = [
        "SubmissionAcceptance.json", "SubmissionAcceptance.json.sig", "SubmissionAcceptance.entry",
        "SubmissionAcceptance.tlog-proof", "statement.tlog-proof", "Acknowledgement-2.json",
        "Acknowledgement-128.json.sig", "statement.300.tlog-proof", "Sealed.tlog-proof",
        "ConsentWithdrawal-3.7.tlog-proof",
    ]
    private static let bad = [
        "virus.exe", "README-FIRST.html", "a\u{202E}b.txt", "Deposit.json", "statement.json",
        "statement.entry", "statement-2.tlog-proof", "submissionacceptance.json", "Transfer",
        "Transfer.json.exe", "Transfer.html", "Transfer-1.json", "Transfer-02.json",
        "Transfer-1000.json", "Transfer-.json", "Transfer-2-3.json", "Transfer.0.tlog-proof",
        "Transfer.07.tlog-proof", "Transfer..tlog-proof",
        "Transfer.12345678901234567890.tlog-proof",
        ".json", "Other.json", "Transfer.json\u{301}", "Transfer.+2.tlog-proof", "Transfer-+2.json",
        "CustodyAct.json", "Transfer .json", "Transfer.json.sig.sig",
    ]

    @Test func `are those of statements that there are`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        var forged = try Forgery(scene)
        forged.evidence = Self.good.sorted().map { ("evidence/" + $0, [1]) }
        try forged.write(scene)
        #expect(try scene.open("FORGED.plomba").verdict.isPositive)
        for event in Event.allCases where event != .deposit {
            #expect(EvidenceFile.isName(event.fileStem + ".json"))
        }
    }

    @Test func `are no others, and nothing is written for one`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        var forged = try Forgery(scene)
        for name in Self.bad {
            #expect(!EvidenceFile.isName(name), "\(name)")
            forged.evidence = [("evidence/" + name, [1])]
            try forged.write(scene)
            #expect(throws: BundleError.outerLayout, "\(name)") { try scene.open("FORGED.plomba") }
            #expect(!scene.exists("case"))
        }
    }

    /// The pattern of `schemas/texts.json`, by which `Protocol/verifier` judges.
    @Test func `are the same for the second implementation`() throws {
        let path = Tool.root.appending(path: "Protocol/schemas/texts.json")
        let bytes = try Data(contentsOf: path)
        let schema = try JSONSerialization.jsonObject(with: bytes) as? [String: Any]
        let texts = schema?["$defs"] as? [String: [String: Any]]
        let text = try #require(texts?["outerNames"]?["pattern"] as? String)
        let pattern = try NSRegularExpression(pattern: text)
        let fixed =
            "payload.age\npreview.age\nstatement.json\nstatement.json.sig\nstatement.entry\n"
        func holds(_ name: String) -> Bool {
            let all = fixed + "evidence/" + name + "\n"
            let range = NSRange(all.startIndex..., in: all)
            return pattern.firstMatch(in: all, range: range)?.range == range
        }
        for name in Self.good { #expect(holds(name), "\(name)") }
        for name in Self.bad { #expect(!holds(name), "\(name)") }
        for event in Event.allCases {
            #expect(holds(event.rawValue + ".json") == (event != .deposit))
        }
    }
}

/// A sentence names the limit that was exceeded, and the thing that differs.
@Suite struct `Words for what is refused` {
    @Test func `each limit of the bag has its own`() throws {
        var layout = BagLayout()
        let long = try BagPath("data/" + Array(repeating: "y", count: 31).joined(separator: "/"))
        let deep = #expect(throws: BundleError.layout(.pathTooLong, long)) {
            try layout.accept(long, size: 1)
        }
        #expect(deep?.code == "bundle.layout-too-large")
        #expect(deep?.message.contains("1000 bytes or 30 parts") == true)
        let many = BundleError.layout(.tooManyOriginals, nil)
        #expect(many.code == "bundle.layout-too-large")
        #expect(many.message.contains("99000 originals"))
        let faults: [BagLayoutFault] = [
            .tooManyOriginals, .pathTooLong, .tooManyEarlier, .earlierTooLarge, .sizeOverflow,
        ]
        for fault in faults {
            #expect(!BundleError.layout(fault, nil).message.contains("tag file"))
            #expect(BundleError.layout(fault, nil).check == .bagManifests)
        }
        #expect(BundleError.layout(.tooLarge, nil).message.contains("a tag file"))
    }

    @Test func `too many files of evidence are told with their limit`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        var forged = try Forgery(scene)
        forged.evidence = (0..<4_097).map { number in
            let event = Event.allCases.filter { $0 != .deposit }[number % 17]
            return ("evidence/\(event.rawValue)-\(2 + number / 17).json", [])
        }
        try forged.write(scene)
        let error = #expect(throws: BundleError.self) {
            try BundleFile(path: scene.path("FORGED.plomba"))
        }
        #expect(error?.message.contains("more than 4101 entries") == true, "\(error as Any)")
        forged.evidence.removeLast()
        try forged.write(scene)
        #expect(try BundleFile(path: scene.path("FORGED.plomba")).parts.evidence.count == 4_096)
    }

    @Test func `another salt is not told as other content`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        var forged = try Forgery(scene)
        try forged.reopen { $0 }
        try forged.seal(scene)
        try forged.write(scene)
        let error = #expect(throws: BundleError.self) { try scene.open("FORGED.plomba") }
        #expect(error?.code == "bundle.opening-not-committed")
        #expect(error?.message.contains("the seal does not cover it") == true)
        #expect(error?.message.contains("differs") == false)
    }
}
