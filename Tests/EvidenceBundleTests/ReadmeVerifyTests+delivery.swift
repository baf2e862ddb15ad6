import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import TestSupport
import Testing

/// The steps about a case that was passed on: each seal, and who announced it, took it over and passed it
/// on, by keys that the expert has from elsewhere.
extension `README-VERIFY` {
    @Test func `a case that was passed on twice is checked by steps 8 to 11`() throws {
        let passed = try PassedOn.made()
        try passed.pass()
        let further = try PassedOn(
            transferring: passed.scene, to: TestOrganisation("zavod.example"), by: passed.broker)
        let readme = try prepare(further)
        let (first, second) = (passed.known[0], passed.known[1])
        let keys = try [Self.keys(first, second), Self.keys(second, #require(passed.known.last))]
            .flatMap { $0 }
        let outcome = try follow(further.scene, "FILE.plomba", readme: readme, originals: keys)
        #expect(outcome.status == 0, "\(outcome.everything)")
        var wrong = keys
        wrong[4] = keys[0]
        try expectFailure(further, readme, wrong, "ssh-keygen -Y verify -f ../ORIGINAL", step: 10)
        // Nobody's word counts for another: device, who took it over, who passed it on.
        for (place, name) in [(5, "SENDER"), (6, "TAKER"), (7, "GIVER")] {
            wrong = keys
            wrong[place] = keys[0]
            try expectFailure(
                further, readme, wrong, "ssh-keygen -Y verify -f ../\(name)", step: 11)
        }
    }

    /// The giver's own keys sign each of these.
    @Test func `a story about something else fails at step 9`() throws {
        let passed = try PassedOn.made()
        let readme = try prepare(passed)
        let keys = Self.keys(passed.known[0], passed.known[1])
        let outcome = try follow(passed.scene, "FILE.plomba", readme: readme, originals: keys)
        #expect(outcome.status == 0, "\(outcome.everything)")
        let getter = try #require(passed.known.last)
        let consignment = passed.consignment
        var forged = passed
        try forged.retell { try $0.transfer(to: getter, as: ConsignmentID()) }
        try expectFailure(forged, readme, keys, "three lines that end with one number.", step: 9)
        forged = passed
        try forged.retell { try $0.transfer(to: getter, as: consignment, mailbox: "night-shift") }
        try expectFailure(forged, readme, keys, "two lines that end with one mailbox.", step: 9)
        forged = passed
        let other = try TestOrganisation("drugi.example")
        try forged.retell {
            try $0.transfer(
                to: other, as: consignment, mailbox: "intake", at: getter.verified.name)
        }
        try expectFailure(forged, readme, keys, "the line \"recipients\" names", step: 9)
        forged = passed
        let another = try PassedOn.made()
        forged[PassedOn.proof + "sealed.opening"] = another[PassedOn.proof + "sealed.opening"]
        try expectFailure(forged, readme, keys, "the first digest stands as", step: 9)
    }

    @Test func `somebody for whom it was not sealed cannot take it over, by step 9`() throws {
        let first = try Scene(
            from: TestOrganisation("vasaprava.ba"), to: TestOrganisation("group484.rs"))
        try first.seal(PassedOn.originals)
        try first.open(context: first.context(at: Times.sealed))
        let taker = try TestOrganisation("group484.rs")
        let passed = try PassedOn(
            transferring: first, to: TestOrganisation("myla.example"), by: TestBroker(),
            taker: taker)
        let readme = try prepare(passed)
        let keys = Self.keys(first.sender, taker)
        try expectFailure(passed, readme, keys, "one \"fingerprint\", twice", step: 9)
    }

    /// Of one seal and its delivery: in the order of the steps.
    private static func keys(
        _ sender: TestOrganisation, _ taker: TestOrganisation
    ) -> [PublicKey] {
        [
            sender.member.publicKey, sender.device.publicKey, taker.member.publicKey,
            taker.member.publicKey,
        ]
    }
}
