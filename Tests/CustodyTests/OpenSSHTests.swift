import Custody
import Foundation
import Primitives
import TestSupport
import Testing

/// OpenSSH agrees with us on statements, in both directions.
@Suite struct `ssh-keygen` {
    @Test(arguments: [Mode.live, .training])
    func `verifies each event and refuses a changed byte`(mode: Mode) throws {
        let story = try Story(mode: mode)
        let folder = try Folder()
        let keys = [
            story.samples.senderMember.publicKey, story.samples.senderDevice.publicKey,
            story.samples.receiverMember.publicKey, story.samples.receiverDevice.publicKey,
            story.samples.broker.publicKey,
        ]
        let signers = keys.map { "\($0.id.text) \($0.openSSHLine)\n" }.joined()
        let allowed = try folder.write("allowed_signers", Array(signers.utf8))
        var events: Set<Event> = []
        for signed in try story.everyEvent() {
            let event = try Statement(parsing: signed.json).event
            let namespace = mode.namespace(event.rawValue)
            let signature = try folder.write("s.sig", signed.signature)
            func verdict(_ json: [UInt8], _ namespace: String) throws -> Int32 {
                try Tool.run(
                    "ssh-keygen",
                    [
                        "-Y", "verify", "-f", allowed, "-I", signed.claimedSigner().text, "-n",
                        namespace, "-s", signature,
                    ], input: folder.write("s.json", json)
                ).status
            }
            #expect(try verdict(signed.json, namespace) == 0)
            #expect(try verdict(signed.json + [0x0A], namespace) != 0)
            #expect(try verdict(signed.json, namespace + "x") != 0)
            events.insert(event)
        }
        #expect(events.count == Event.allCases.count)
        print("vectors ssh-keygen-statements-\(mode.rawValue) cases=\(events.count)")
    }

    @Test(arguments: ["sha512", "sha256"])
    func `a statement that stock ssh-keygen signed is accepted`(hash: String) throws {
        let folder = try Folder()
        let keyFile = folder.path + "/key"
        let made = try Tool.run(
            "ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", keyFile])
        #expect(made.status == 0)
        let key = try PublicKey(
            openSSH: String(decoding: folder.read("key.pub"), as: UTF8.self)
                .trimmingCharacters(in: .whitespacesAndNewlines))
        let samples = try Samples()
        let sealed = SealedStatement(
            commitmentsDigest: Samples.digest("c"), consignment: samples.consignment,
            sender: samples.sender, keyID: key.id, claimedTime: samples.time)
        let json = sealed.text(mode: .live)
        let file = try folder.write("Sealed.json", json)
        let signing = try Tool.run(
            "ssh-keygen",
            ["-Y", "sign", "-f", keyFile, "-n", "plomba/v1/Sealed", "-O", "hashalg=\(hash)", file])
        #expect(signing.status == 0)
        let signed = try SignedStatement(
            json: json, signature: folder.read("Sealed.json.sig"), entry: nil)
        let verified = try signed.verify(as: SealedStatement.self, mode: .live, by: key)
        #expect(verified.content == sealed)
    }
}
