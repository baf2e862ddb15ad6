import Custody
import EvidenceBundle
import Foundation
import Primitives
import Report
import Testing
import Wording

/// What page one must not claim, and must not leave out.
@Suite struct `Page one` {
    private func failing(_ codes: [CheckCode], _ found: Found) -> Verdict {
        let reason = Check.Reason(code: "receipt.signature", message: "the receipt is forged")
        let checks = VerificationProfile.folder.required.map { Check($0, "a check", .passed) }
        return Verdict(
            profile: .folder,
            checks: checks + codes.map { Check($0, "a check that fails", .failed(reason)) })
    }

    @Test(arguments: WordingLocale.allCases)
    func `claims a seal that was checked only where one was`(locale: WordingLocale) throws {
        let words = Wording(locale)
        let (sealed, open) = (words.say(.howSeal).text, words.say(.howSealOpen).text)
        let good = try Found().front(locale)
        #expect(good.contains(sealed) && !good.contains(open))
        let bad = try Found(failing: .content).front(locale)
        #expect(!bad.contains(sealed) && bad.contains(open))
        var nothing = try Found(failing: .content)
        nothing.findings.files = []
        #expect(!nothing.page(locale).contains(words.say(.methodHashes).text))
    }

    @Test func `names what fails besides a file that differs`() throws {
        var found = try Found(failing: .content)
        found.findings.verdict = failing(
            [.bagManifests, CheckCode(rawValue: "log.two-histories")], found)
        let front = try found.front(.english)
        #expect(front.contains("VP-2026-014-01"))
        #expect(front.contains("a check that fails") || front.contains("log.two-histories"))
    }

    @Test func `counts what it has no room for, files and failures`() throws {
        var found = try Found()
        found.findings.sealer = nil
        found.findings.verdict = failing(
            (0..<9).map { CheckCode(rawValue: "log.check-\($0)") }, found)
        #expect(try found.front(.english).contains("and 3 more, see section 4"))
        let one = try #require(Found(failing: .missing).findings.differences.first)
        found.findings.differences = Array(repeating: one, count: 8)
        #expect(try found.front(.english).contains("and 2 more, see section 1"))
    }

    /// The exhibit's number is of case.json, which may have been changed as well.
    @Test func `names the path of what differs, and calls no list sealed that may be a forger's`()
        throws
    {
        let found = try Found(failing: .content)
        #expect(try found.front(.english).contains("snimak.mov"))
        #expect(!found.page(.english).contains("sealed: "))
        #expect(found.page(.english).contains("by the list that came with it: "))
    }

    @Test(arguments: [
        ("bundle.preview-mismatch", Phrase.verdictFailed),
        ("bundle.seal-malformed", .verdictFailedOpen),
        ("bundle.layout-missing-file", .verdictFailedOpen),
        ("time.act-not-shown", .verdictFailedOpen),
    ])
    func `calls the content other than what was sealed only where that was seen`(
        code: String, headline: Phrase
    ) throws {
        var found = try Found()
        found.findings.sealer = nil
        let reason = Check.Reason(code: code, message: "why")
        found.findings.verdict = Verdict(
            profile: .folder, checks: [Check(.sealSignature, "a check", .failed(reason))])
        let front = try found.front(.english)
        for phrase in [Phrase.verdictFailed, .verdictFailedOpen, .verdictFailedProof] {
            let words = Wording(.english).say(phrase).text
            #expect(front.contains(words) == (phrase == headline), "\(phrase)")
        }
    }

    @Test(arguments: [
        (["custody.acts"], Phrase.verdictFailedActs),
        (["log.inclusion"], .verdictFailedProof),
        (["custody.acts", "receipt.broker"], .verdictFailedProof),
    ])
    func `tells what was written down after receipt from what came with the material`(
        codes: [String], headline: Phrase
    ) throws {
        var found = try Found()
        found.findings.verdict = failing(codes.map { CheckCode(rawValue: $0) }, found)
        let front = try found.front(.english)
        for phrase in [Phrase.verdictFailedActs, .verdictFailedProof] {
            let words = Wording(.english).say(phrase).text
            #expect(front.contains(words) == (phrase == headline), "\(phrase)")
        }
    }

    @Test(arguments: [true, false])
    func `says of a server's receipt whether anybody has confirmed the server`(isConfirmed: Bool)
        throws
    {
        var found = try Found()
        found.findings.receipt = ReportReceipt(
            broker: "broker.example.org",
            receivedTime: try #require(Timestamp("2026-03-12T14:10:00Z")),
            isConfirmed: isConfirmed)
        let words = Wording(.english).say(.whenUnconfirmed).text
        #expect(try found.front(.english).contains(words) == !isConfirmed)
    }

    @Test func `remarks an acquisition that is dated after the seal`() throws {
        var found = try Found()
        let sender = try #require(found.findings.sender)
        #expect(!found.page(.english).contains("is dated later than its seal"))
        found.findings.sealer = ReportSealer(
            organisation: sender, role: "caseworker",
            sealedTime: try #require(Timestamp("2026-03-12T12:00:00Z")))
        #expect(found.page(.english).contains("is dated later than its seal, by 1 hour"))
    }

    @Test func `has the verdict before anything that others wrote`() throws {
        let front = try Found().front(.english)
        let verdict = try #require(front.range(of: "class=\"verdict"))
        let number = try #require(front.range(of: "VP-2026-014"))
        #expect(verdict.lowerBound < number.lowerBound)
    }

    @Test func `who only claims to have signed has kept nothing`() throws {
        var found = try Found()
        var forged = Found.statement("2026-03-13T10:00:00Z", standing: .broken, seed: "b")
        forged.keyID = try SigningKey().publicKey.id
        var honest = Found.statement("2026-03-12T14:05:00Z", seed: "a")
        honest.keyID = try SigningKey().publicKey.id
        found.findings.statements = [
            honest, forged,
            Found.statement("2026-03-14T01:00:00Z", seed: "c"),
        ]
        let page = found.page(.english)
        #expect(
            page.contains("Custody entries that were found: 3; with a signature that holds: 2."))
        #expect(try page.contains(#require(honest.keyID).text))
        #expect(try !page.contains(#require(forged.keyID).text))
        // It does not cut the gap in two.
        #expect(page.components(separatedBy: "<tr class=\"gap\">").count == 2)
    }
}
