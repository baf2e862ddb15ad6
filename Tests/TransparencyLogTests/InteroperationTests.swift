import Primitives
import TestSupport
import Testing

@testable import TransparencyLog

/// Other people's programs agree on what we write, and refuse a tampered copy.
@Suite struct `Interoperation of logs` {
    @Test func `aics-tlog audits our tiles, cosignatures and proofs`() throws {
        var log = try TestLog()
        let witness = try TestWitness("witness.example/w")
        log.grow(to: 300)
        let folder = try Folder()
        let old = try log.checkpoint()
        try folder.write(
            "old/checkpoint", try log.signedCheckpoint() + witness.cosign(old))
        log.grow(to: 1000)
        try folder.write(
            "checkpoint", try log.signedCheckpoint() + witness.cosign(try log.checkpoint()))
        for (path, bytes) in log.tiles { try folder.write(path, bytes) }
        for index in [0, 255, 256, 767, 999] as [UInt64] {
            try folder.write("proofs/\(index).tlog-proof", try log.proof(of: index).bytes)
        }
        let growth = try log.reader(size: 1000).tree.consistencyProof(from: 300)
        try folder.write(
            "growth", growth.hashes.flatMap { Base64.encodeASCII($0.bytes) + [10] })

        let arguments = [folder.path, log.key.text, witness.key.text]
        let checked = try Tool.python("tlog_check.py", arguments)
        #expect(checked.status == 0, "\(checked.everything)")
        #expect(checked.text.contains("proofs=5 "), "\(checked.everything)")

        for name in [
            "checkpoint", "tile/0/001", "tile/0/003.p/232", "tile/1/000.p/3",
            "tile/entries/002", "proofs/256.tlog-proof", "growth", "old/checkpoint",
        ] {
            let bytes = try folder.read(name)
            var changed = bytes
            changed[bytes.count / 2] ^= 1
            try folder.write(name, changed)
            #expect(try Tool.python("tlog_check.py", arguments).status == 1, "\(name)")
            try folder.write(name, bytes)
        }
        #expect(try Tool.python("tlog_check.py", arguments).status == 0)
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
        let folder = try Folder()
        let prefix = try #require(Hex.decode("302a300506032b6570032100"))
        let key = try folder.write("key.der", prefix + key.publicKey.bytes)
        let arguments = [
            "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", key, "-rawin",
            "-sigfile", try folder.write("signature", signature), "-in",
        ]
        let good = try folder.write("message", message)
        let checked = try Tool.run("openssl", arguments + [good])
        #expect(checked.status == 0, "\(checked.everything)")
        var changed = message
        changed[changed.count - 3] ^= 1
        let bad = try folder.write("changed", changed)
        #expect(try Tool.run("openssl", arguments + [bad]).status != 0)
    }
}
