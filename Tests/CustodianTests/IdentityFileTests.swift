import Age
import Primitives
import Testing

@testable import Custodian

@Suite struct `An identity file` {
    private func file(_ identities: [String]) throws -> SecretBytes {
        try SecretBytes(copying: Array((identities.joined(separator: "\n") + "\n").utf8).span)
    }

    private func texts(_ count: Int) throws -> [String] {
        try (0..<count).map { _ in
            let text = try Identity.generateHybrid().text()
            return text.withBytes { bytes in
                String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
            }
        }
    }

    private func recipients(_ file: borrowing SecretBytes) throws -> [String] {
        try IdentitySet(identityFile: file).recipients.map(\.text)
    }

    /// `keys take` wrote the other computer's file over this one, and what only this one had was lost.
    @Test func `merged with another keeps what only that one has, behind its own`() throws {
        let all = try texts(4)
        let (theirs, ours) = ([all[0], all[1]], ["# a comment", all[1], all[2], all[3]])
        let merged = try IdentityFile.merging(file(theirs), file(ours))
        #expect(try recipients(merged) == recipients(file(all)))
        let same = try IdentityFile.merging(file(theirs), file(theirs))
        #expect(try recipients(same) == recipients(file(theirs)))
    }

    @Test func `is led by the identity of a recipient, and loses none`() throws {
        let all = try texts(3)
        let names = try recipients(file(all))
        guard let led = try IdentityFile.leading(with: names[2], in: file(all)) else {
            Issue.record("the identity was not found")
            return
        }
        #expect(try recipients(led) == [names[2], names[0], names[1]])
        let stranger = try recipients(file(texts(1)))
        let isFound = try IdentityFile.leading(with: stranger[0], in: file(all)) != nil
        #expect(!isFound)
    }
}
