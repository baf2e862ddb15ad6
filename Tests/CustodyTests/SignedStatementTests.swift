import Custody
import Primitives
import Testing

/// Signing, verifying, and that neither believes what the files say about themselves.
@Suite struct `Signed statements` {
    @Test func `a statement verifies with the expected key, mode and event`() throws {
        let story = try Story()
        let key = story.samples.receiverMember.publicKey
        let verified = try story.acceptance.verify(
            as: ConsignmentAcceptance.self, mode: .live, by: key)
        #expect(verified.signer == key)
        #expect(verified.digest == SHA256Digest.of(story.acceptance.json))
        #expect(try story.acceptance.claimedSigner() == key.id)
    }

    @Test func `refuses another key, also when the statement and the signature name it`() throws {
        let samples = try Samples()
        let signed = try SignedStatement.sign(
            samples.sealed, mode: .live, with: samples.senderMember)
        #expect(throws: StatementError.signatureInvalid) {
            try signed.verify(
                as: SealedStatement.self, mode: .live, by: samples.senderDevice.publicKey)
        }
    }

    @Test func `refuses every single changed byte of a statement`() throws {
        let story = try Story()
        let key = story.samples.senderDevice.publicKey
        for index in stride(from: 0, to: story.deposit.json.count, by: 7) {
            var json = story.deposit.json
            json[index] ^= 1
            let changed = try SignedStatement(
                json: json, signature: story.deposit.signature, entry: story.deposit.entry)
            #expect(throws: StatementError.signatureInvalid) {
                try changed.verify(as: DepositStatement.self, mode: .live, by: key)
            }
        }
    }

    @Test func `refuses a training statement in live mode, and the reverse`() throws {
        for mode in [Mode.live, .training] {
            let story = try Story(mode: mode)
            let other = mode == .live ? Mode.training : .live
            #expect(throws: StatementError.signatureInvalid) {
                try story.sealed.verify(
                    as: SealedStatement.self, mode: other,
                    by: story.samples.senderMember.publicKey)
            }
        }
    }

    @Test func `refuses a statement whose text has another mode than its signature`() throws {
        let samples = try Samples()
        let json = samples.sealed.text(mode: .training)
        let signature = SSHSignature.sign(
            json, namespace: "plomba/v1/Sealed", with: samples.senderMember)
        let signed = try SignedStatement(json: json, signature: signature.armored, entry: nil)
        #expect(throws: StatementError.modeUnexpected(expected: .live, found: .training)) {
            try signed.verify(
                as: SealedStatement.self, mode: .live, by: samples.senderMember.publicKey)
        }
    }

    @Test func `refuses a statement of another event than expected`() throws {
        let story = try Story()
        let json = story.acknowledgement.json
        let signature = SSHSignature.sign(
            json, namespace: "plomba/v1/ConsignmentAcceptance",
            with: story.samples.receiverMember)
        let signed = try SignedStatement(json: json, signature: signature.armored, entry: nil)
        #expect(
            throws: StatementError.eventUnexpected(
                expected: .consignmentAcceptance, found: .acknowledgement)
        ) {
            try signed.verify(
                as: ConsignmentAcceptance.self, mode: .live,
                by: story.samples.receiverMember.publicKey)
        }
    }

    @Test func `refuses to sign, and to verify, under another key's name`() throws {
        let samples = try Samples()
        let device = samples.senderDevice.publicKey
        #expect(throws: StatementError.signerMismatch) {
            try SignedStatement.sign(samples.sealed, mode: .live, with: samples.senderDevice)
        }
        let json = samples.sealed.text(mode: .live)
        let signature = SSHSignature.sign(
            json, namespace: "plomba/v1/Sealed", with: samples.senderDevice)
        let signed = try SignedStatement(json: json, signature: signature.armored, entry: nil)
        #expect(throws: StatementError.signerMismatch) {
            try signed.verify(as: SealedStatement.self, mode: .live, by: device)
        }
    }

    @Test func `refuses a stream of another device than the one that signs`() throws {
        let samples = try Samples()
        let other = samples.deposit.numbered { _ in
            .init(device: samples.receiverDevice.publicKey.id, number: 1)
        }
        #expect(throws: StatementError.signerMismatch) {
            try SignedStatement.sign(other, mode: .live, with: samples.senderDevice)
        }
    }

    @Test func `refuses something that is no signature`() throws {
        let story = try Story()
        for signature in [[], Array("-----BEGIN SSH SIGNATURE-----\n".utf8)] as [[UInt8]] {
            let signed = try SignedStatement(
                json: story.sealed.json, signature: signature, entry: nil)
            #expect(throws: StatementError.signatureMalformed) {
                try signed.verify(
                    as: SealedStatement.self, mode: .live,
                    by: story.samples.senderMember.publicKey)
            }
        }
    }

    @Test func `every refusal has a code, and a sentence without a full stop`() {
        let errors: [StatementError] = [
            .tooLarge(part: "statement", limit: 1), .signatureMalformed, .signatureInvalid,
            .notJSON(.unexpectedEnd), .schema(.missing(path: "x")), .eventUnknown,
            .eventUnexpected(expected: .sealed, found: .deposit),
            .modeUnexpected(expected: .live, found: .training), .signerMismatch, .entryMissing,
            .entryMalformed, .entryMismatch, .sealedOpeningMalformed,
        ]
        #expect(Set(errors.map(\.code)).count == errors.count)
        for error in errors {
            #expect(error.code.hasPrefix("statement."))
            #expect(!error.message.hasSuffix("."))
        }
    }
}
