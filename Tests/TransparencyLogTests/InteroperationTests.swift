import Primitives
import Testing

@testable import TransparencyLog

/// Other people's programs agree on what we write, and refuse a tampered copy.
@Suite struct `Interoperation of logs` {
    @Test func `aics-tlog audits our tiles, cosignatures and proofs`() throws {
        var log = try TestLog()
        let witness = try TestWitness("witness.example/w")
        log.grow(to: 300)
        let folder = try TemporaryFolder()
        let old = try log.checkpoint()
        try folder.write(
            try log.signedCheckpoint() + witness.cosign(old), as: "old/checkpoint")
        log.grow(to: 1000)
        try folder.write(
            try log.signedCheckpoint() + witness.cosign(try log.checkpoint()), as: "checkpoint")
        for (path, bytes) in log.tiles { try folder.write(bytes, as: path) }
        for index in [0, 255, 256, 767, 999] as [UInt64] {
            try folder.write(try log.proof(of: index).bytes, as: "proofs/\(index).tlog-proof")
        }
        let growth = try log.reader(size: 1000).tree.consistencyProof(from: 300)
        try folder.write(
            growth.hashes.flatMap { Base64.encodeASCII($0.bytes) + [10] }, as: "growth")

        let arguments = [folder.path, log.key.text, witness.key.text]
        let (status, text) = try Tool.python("tlog_check.py", arguments)
        #expect(status == 0, "\(text)")
        #expect(text.contains("proofs=5 "), "\(text)")

        for name in [
            "checkpoint", "tile/0/001", "tile/0/003.p/232", "tile/1/000.p/3",
            "tile/entries/002", "proofs/256.tlog-proof", "growth", "old/checkpoint",
        ] {
            let bytes = try folder.read(name)
            var changed = bytes
            changed[bytes.count / 2] ^= 1
            try folder.write(changed, as: name)
            #expect(try Tool.python("tlog_check.py", arguments).0 == 1, "\(name)")
            try folder.write(bytes, as: name)
        }
        #expect(try Tool.python("tlog_check.py", arguments).0 == 0)
    }

    @Test func `openssl alone verifies a checkpoint and a cosignature`() throws {
        var log = try TestLog()
        log.grow(to: 7)
        let witness = try TestWitness("w")
        let checkpoint = try log.checkpoint()
        let signed = try log.signedCheckpoint() + witness.cosign(checkpoint)
        let note = try UnverifiedNote(parsing: signed)
        let stamp = Array("cosignature/v1\ntime 1784102014\n".utf8)
        try expectOpenSSL(log.key, note.signatures[0].bytes, note.text)
        try expectOpenSSL(
            witness.key, Array(note.signatures[1].bytes.dropFirst(8)), stamp + note.text)
    }

    private func expectOpenSSL(
        _ key: VerifierKey, _ signature: [UInt8], _ message: [UInt8]
    ) throws {
        let folder = try TemporaryFolder()
        let prefix = try #require(Hex.decode("302a300506032b6570032100"))
        let key = try folder.write(prefix + key.publicKey.bytes, as: "key.der")
        let arguments = [
            "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", key, "-rawin",
            "-sigfile", try folder.write(signature, as: "signature"), "-in",
        ]
        let good = try folder.write(message, as: "message")
        let (status, text) = try Tool.run("/usr/bin/openssl", arguments + [good])
        #expect(status == 0, "\(text)")
        var changed = message
        changed[changed.count - 3] ^= 1
        let bad = try folder.write(changed, as: "changed")
        #expect(try Tool.run("/usr/bin/openssl", arguments + [bad]).0 != 0)
    }
}
