import Primitives
import TestSupport
import Testing

@testable import Age

/// Other people's implementations open what we write and write what we open; and where they
/// refuse a changed copy, so do we.
@Suite struct InteroperationTests {
    private static let plaintext = Writing.plaintext(3 * PayloadCipher.chunkSize + 77)

    /// What one program is asked to do with the files of a folder.
    private struct Job {
        let program: String
        let arguments: [String]
        var pathFirst: String?

        func run() throws -> Outcome {
            try Tool.run(program, arguments, pathFirst: pathFirst)
        }
    }

    private func python(_ script: String, _ arguments: [String]) throws -> Job {
        Job(program: try Tool.python(), arguments: [try Tool.script(script)] + arguments)
    }

    private func write(_ identity: borrowing Identity, to name: String, in folder: Folder) throws {
        let text = try identity.text()
        try folder.write(name, Array(copying: text.span) + [0x0A])
    }

    /// They open our file, and neither they nor we open a changed copy of it.
    private func expectTheyOpen(
        _ file: [UInt8], in folder: Folder, with identities: IdentitySet, job: Job
    ) throws {
        try folder.write("sealed", file)
        let outcome = try job.run()
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try folder.read("opened") == Self.plaintext)

        let payload = try AgeHeader(startOf: file.span).bytes.count
        for index in [payload - 10, payload + 3, file.count - 1] {
            let changed = Writing.flipped(file, at: index)
            try folder.write("sealed", changed)
            #expect(try job.run().status != 0)
            #expect(try Reading.release(changed, identities).failure != nil)
        }
    }

    @Test func `stock age opens our file, and we open its`() throws {
        let folder = try Folder()
        let identity = try Identity.generateX25519()
        let recipient = identity.recipient
        try write(identity, to: "key", in: folder)
        let identities = IdentitySet(identity)
        let age = try Tool.system("age")
        let names = ["key", "opened", "sealed"].map { folder.place($0) }
        try expectTheyOpen(
            Writing.file(Self.plaintext, to: [recipient]), in: folder, with: identities,
            job: Job(program: age, arguments: ["-d", "-i", names[0], "-o", names[1], names[2]]))

        try folder.write("plain", Self.plaintext)
        let outcome = try Tool.run(
            age, ["-r", recipient.text, "-o", names[2], folder.place("plain")])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try Reading.open(folder.read("sealed"), identities) == Self.plaintext)
    }

    @Test func `reads the identity that age-keygen writes`() throws {
        let outcome = try Tool.run(Tool.system("age-keygen"), [])
        let text = String(decoding: outcome.output, as: UTF8.self)
        let set = try IdentitySet(identityFile: SecretBytes(copying: outcome.output.span))
        #expect(text.contains("# public key: \(set.recipients[0].text)\n"))
    }

    @Test func `rage opens our file, and we open its`() throws {
        let folder = try Folder()
        let identity = try Identity.generateX25519()
        let recipient = identity.recipient
        try write(identity, to: "key", in: folder)
        let identities = IdentitySet(identity)
        let names = ["key", "sealed", "opened"].map { folder.place($0) }
        try expectTheyOpen(
            Writing.file(Self.plaintext, to: [recipient]), in: folder, with: identities,
            job: python("age_rage.py", ["decrypt"] + names))

        try folder.write("plain", Self.plaintext)
        let job = try python(
            "age_rage.py", ["encrypt", recipient.text, folder.place("plain"), names[1]])
        #expect(try job.run().status == 0)
        #expect(try Reading.open(folder.read("sealed"), identities) == Self.plaintext)
    }

    @Test func `an implementation on another library opens our hybrid file, and we its`() throws {
        let folder = try Folder()
        let identity = try Identity.generateHybrid()
        let recipient = identity.recipient
        try write(identity, to: "key", in: folder)
        let identities = IdentitySet(identity)
        let names = ["key", "sealed", "opened"].map { folder.place($0) }
        let recipients = try Recipient.dummyHybridRecipients(3) + [recipient]
        try expectTheyOpen(
            Writing.file(Self.plaintext, to: recipients), in: folder, with: identities,
            job: python("age_hybrid.py", ["decrypt"] + names))

        try folder.write("plain", Self.plaintext)
        let job = try python(
            "age_hybrid.py", ["encrypt", recipient.text, folder.place("plain"), names[1]])
        #expect(try job.run().status == 0)
        #expect(try Reading.open(folder.read("sealed"), identities) == Self.plaintext)
    }

    @Test func `stock age with a plugin opens our hybrid file, and we open its`() throws {
        let folder = try Folder()
        let identity = try Identity.generateHybrid()
        let recipient = identity.recipient
        try write(identity, to: "key", in: folder)
        let identities = IdentitySet(identity)
        try installPlugin(in: folder)
        let age = try Tool.system("age")
        let converted = try python("age_plugin_pq.py", ["--convert", folder.place("key")]).run()
        try folder.write("plugin-key", converted.output)
        let names = ["plugin-key", "opened", "sealed"].map { folder.place($0) }
        let recipients = try [recipient] + Recipient.dummyHybridRecipients(3)
        try expectTheyOpen(
            Writing.file(Self.plaintext, to: recipients), in: folder, with: identities,
            job: Job(
                program: age, arguments: ["-d", "-i", names[0], "-o", names[1], names[2]],
                pathFirst: folder.path))

        try folder.write("plain", Self.plaintext)
        let outcome = try Tool.run(
            age, ["-r", recipient.text, "-o", names[2], folder.place("plain")],
            pathFirst: folder.path)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try Reading.open(folder.read("sealed"), identities) == Self.plaintext)
    }

    /// The plugin under the name that age looks for.
    private func installPlugin(in folder: Folder) throws {
        let script =
            "#!/bin/sh\nexec '\(try Tool.python())' "
            + "'\(try Tool.script("age_plugin_pq.py"))' \"$@\"\n"
        try folder.write("age-plugin-pq", script, mode: 0o700)
    }
}
