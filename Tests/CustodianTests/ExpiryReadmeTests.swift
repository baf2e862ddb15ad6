import Foundation
import TestSupport
import Testing

@testable import Custodian

/// README-VERIFY of folders whose delivery expired, followed to the letter where Plomba is not installed.
@Suite(.timeLimit(.minutes(5))) struct `The text that verifies an expiry`: ReadmeFollower {
    private static let sentence = "An expiry holds a state of the log"
    private static let formerName = "keys/broker/policy.until-20261201190000Z"

    @Test(arguments: ["expired", "expired-under-a-former-witness"])
    func `leads from the witnesses of the policy to the deadline`(_ name: String) throws {
        let (folder, text) = try folder(name)
        #expect(text.contains(Self.sentence))
        let told = try follow(folder)
        #expect(told.status == 0, "\(told.text)")
        // Another key under a witness's name, in the file that the step reads.
        let file = name == "expired" ? "keys/broker/policy" : Self.formerName
        let policy = String(decoding: try folder.read("folder/" + file), as: UTF8.self)
        let words = policy.split(separator: "\n").filter { $0.hasPrefix("witness ") }
        let keys = try words.map { try #require($0.split(separator: " ").last) }
        try #require(keys.count > 1)
        let hash = String(keys[0].split(separator: "+", maxSplits: 1)[1])
        let other = String(keys[1].split(separator: "+", maxSplits: 1)[1])
        try folder.write("folder/" + file, policy.replacing(hash, with: other))
        let refused = try follow(folder)
        #expect(refused.status == 1 && refused.text.contains("FAILED"), "\(refused.text)")
    }

    @Test func `says nothing of one that nobody vouches for`() throws {
        let (folder, text) = try folder("expired-and-nobody-chose-witnesses")
        #expect(!text.contains(Self.sentence))
        let told = try follow(folder)
        #expect(told.status == 0, "\(told.text)")
    }

    @Test(arguments: [
        "at-the-home-broker", "outcome-unknown-and-accepted", "refused-by-the-home-broker",
    ])
    func `leads through a hop`(_ name: String) throws {
        let (folder, text) = try folder(name)
        #expect(text.contains("Not verified, since") == (name == "refused-by-the-home-broker"))
        let told = try follow(folder)
        #expect(told.status == 0, "\(told.text)")
    }

    @Test(arguments: ["not-delivered", "given-up-and-the-recipient-is-not-confirmed"])
    func `shows what a person must see of what was given up`(_ name: String) throws {
        let (folder, text) = try folder(name)
        #expect(text.contains("could not be handed on to another broker"))
        let isHere = name != "not-delivered"
        #expect(text.contains("No record of ") == !isHere)
        let told = try follow(folder)
        #expect(told.status == 0, "\(told.text)")
        guard isHere else { return }
        // The broker that took it in is the home that the record names.
        let named = try ["0001", "0002"].map { number in
            let record = try folder.read("folder/keys/druga.example/\(number).json")
            return try #require(
                String(decoding: record, as: UTF8.self)
                    .firstMatch(of: /"serviceKey": "([^"]*)"/)?.1)
        }
        let place = "folder/keys/broker/allowed_signers"
        let signers = String(decoding: try folder.read(place), as: UTF8.self)
        let own = try #require(signers.firstMatch(of: /ssh-ed25519 [^ \n]*/)?.0)
        try folder.write(place, signers + named.map { signers.replacing(own, with: $0) }.joined())
        let refused = try follow(folder)
        #expect(refused.status == 1, "\(refused.text)")
        #expect(refused.text.contains("expected at least one line."), "\(refused.text)")
    }

    @Test(arguments: ["former-witnesses-date-back", "proven-under-former-and-new-witnesses"])
    func `counts nothing that former witnesses date before a smaller log`(_ name: String) throws {
        let (folder, text) = try folder(name)
        #expect(
            text.contains("A log that was smaller later was not larger before")
                == (name == "former-witnesses-date-back"))
        let told = try follow(folder)
        #expect(told.status == 0, "\(told.text)")
    }
}
