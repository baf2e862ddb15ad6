import Primitives
import Testing

@testable import Age

@Suite struct TestkitVectors {
    private let cases: [TestkitCase]

    init() throws {
        cases = try Testkit.load()
        print("vectors age-testkit cases=\(cases.count)")
        try #require(cases.count >= Testkit.minimumCount)
    }

    @Test func `judges every file of the testkit as its head says`() throws {
        for testCase in cases {
            let release = try judge(testCase, piece: .max, buffer: 1 << 20)
            #expect(layer(of: release.failure) == testCase.expectation, "\(testCase.name)")
            expectPayload(of: testCase, release)
        }
    }

    @Test(arguments: [(4_093, 65_536), (65_552, 1_000), (1, 70_000)])
    func `judges them alike when bytes come and go in odd pieces`(
        piece: Int, buffer: Int
    ) throws {
        for testCase in cases where testCase.file.count < 200_000 {
            let release = try judge(testCase, piece: piece, buffer: buffer)
            #expect(layer(of: release.failure) == testCase.expectation, "\(testCase.name)")
            expectPayload(of: testCase, release)
        }
    }

    @Test func `writes a header that it has read with the same bytes`() throws {
        var count = 0
        for testCase in cases where !testCase.isArmored {
            guard testCase.expectation != "header failure" else { continue }
            let header = try AgeHeader(startOf: testCase.file.span)
            let written = AgeHeader.unauthenticatedBytes(of: header.stanzas)
            #expect(written == header.authenticatedBytes, "\(testCase.name)")
            count += 1
        }
        #expect(count > 30)
    }

    @Test func `finds the file key that the testkit names`() throws {
        for testCase in cases where testCase.expectation == "success" && !testCase.isArmored {
            let header = try AgeHeader(startOf: testCase.file.span)
            let fileKey = try identities(of: testCase).unwrap(header.wrappedKeys)
            #expect(Hex.encode(Array(copying: fileKey.span)) == testCase.fileKey)
        }
    }

    private func judge(_ testCase: TestkitCase, piece: Int, buffer: Int) throws -> Release {
        do {
            let file = testCase.isArmored ? try Armor.decode(testCase.file) : testCase.file
            return try Reading.release(
                file, try identities(of: testCase), piece: piece, buffer: buffer)
        } catch let failure as AgeError {
            return Release(failure: failure)
        }
    }

    private func identities(of testCase: TestkitCase) throws -> IdentitySet {
        guard let passphrase = testCase.passphrases.first else {
            return try Reading.identities(testCase.identities)
        }
        return try Reading.identities(testCase.identities, adding: Reading.passphrase(passphrase))
    }

    private func expectPayload(of testCase: TestkitCase, _ release: Release) {
        guard let digest = testCase.payloadDigest else {
            #expect(release.plaintext.isEmpty, "\(testCase.name)")
            return
        }
        #expect(SHA256Digest.of(release.plaintext).hex == digest, "\(testCase.name)")
    }

    private func layer(of failure: AgeError?) -> String {
        switch failure {
        case nil: "success"
        case .header: "header failure"
        case .headerMAC: "HMAC failure"
        case .noMatch: "no match"
        case .payload: "payload failure"
        case .armor: "armor failure"
        case .recipient, .identity, .secret: "another failure"
        }
    }
}
