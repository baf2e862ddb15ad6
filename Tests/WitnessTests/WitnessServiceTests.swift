import Foundation
import Primitives
import Testing
import TransparencyLog

@testable import Witness

/// The rules of a witness over a real folder.
@Suite(.timeLimit(.minutes(30))) struct `Witness` {
    private let log: WatchedLog
    private let folder: WitnessFolder

    init() throws {
        log = try WatchedLog()
        folder = try WitnessFolder(watching: [log.key])
    }

    private func refusal(
        _ body: [UInt8], _ witness: WitnessService
    ) async -> WitnessRefusal? {
        do throws(WitnessRefusal) {
            _ = try await witness.add(body)
            return nil
        } catch {
            return error
        }
    }

    @Test func `cosigns what grows, and says the same after it was started anew`() async throws {
        for (old, size) in [(0, 0), (0, 1), (1, 255), (255, 256), (256, 600)] as [(UInt64, UInt64)]
        {
            let witness = try folder.open()
            folder.moveClock(by: 1)
            let line = try await witness.add(log.request(from: old, to: size))
            let checkpoint = try log.checkpoint(size)
            let signature = try WitnessAnswer.cosignature(
                in: line, of: checkpoint, by: folder.key, now: folder.now)
            #expect(signature.time == folder.now)
            let shown = try #require(witness.latest(.of(log.key.name.bytes)))
            let note = try UnverifiedCheckpoint(parsing: shown)
                .verify(log: log.key, witnesses: [folder.key])
            #expect(note.checkpoint == checkpoint && note.cosignatures.count == 1)
        }
        let witness = try folder.open()
        #expect(try folder.states().first?.latest == (try log.checkpoint(600)))
        #expect(await refusal(try log.request(from: 0, to: 600), witness) == .otherOldSize(600))
    }

    @Test func `never signs an older, another or a forked tree`() async throws {
        let witness = try folder.open()
        _ = try await witness.add(log.request(from: 0, to: 300))
        let fork = try log.forked(at: 100)
        let bad = [
            try log.request(from: 0, to: 200), try log.request(from: 200, to: 400),
            try fork.request(from: 300, to: 300), try fork.request(from: 300, to: 400),
            try fork.request(from: 0, to: 400),
        ]
        for body in bad { #expect(await refusal(body, witness) != nil) }
        #expect(try folder.states().first?.latest == (try log.checkpoint(300)))
        // Garbage and forgeries have not wedged it.
        folder.moveClock(by: 1)
        _ = try await witness.add(log.request(from: 300, to: 301))
    }

    @Test func `keeps the two histories that it was shown, once, as a file that proves them`()
        async throws
    {
        let witness = try folder.open()
        _ = try await witness.add(log.request(from: 0, to: 300))
        let garbage = try log.request(from: 0, to: 200)
        #expect(await refusal(garbage, witness) == .otherOldSize(300))
        #expect(try folder.states().first?.conflict == nil)
        let fork = try log.forked(at: 100)
        #expect(
            await refusal(try fork.request(from: 300, to: 400), witness)
                == .inconsistent(.rootMismatch))
        let path = try #require(folder.states().first?.conflict)
        let bytes = Array(try Data(contentsOf: URL(filePath: path)))
        let found = try TwoHistories(verifying: bytes)
        #expect(found.verdict == .proven && found.first.size == 300 && found.second.size == 400)
        _ = await refusal(try fork.request(from: 300, to: 300), witness)
        #expect(Array(try Data(contentsOf: URL(filePath: path))) == bytes)
    }

    @Test func `stores no line of a key that it does not know`() async throws {
        let witness = try folder.open()
        let stranger = "— stranger.example AAAAAAAAAAA=\n"
        let body = try log.request(from: 0, to: 3) + Array(stranger.utf8)
        _ = try await witness.add(body)
        let note = try #require(witness.latest(.of(log.key.name.bytes)))
        #expect(!String(decoding: note, as: UTF8.self).contains("stranger"))
        #expect(try UnverifiedNote(parsing: note).signatures.count == 2)
    }

    @Test func `never signs a time before its last one, also after a start`() async throws {
        var witness: WitnessService? = try folder.open()
        _ = try await witness?.add(log.request(from: 0, to: 3))
        witness = nil
        folder.moveClock(by: -1)
        let again = try folder.open()
        #expect(await refusal(try log.request(from: 3, to: 4), again) == .clockBehind)
        folder.moveClock(by: 1)
        #expect(await refusal(try log.request(from: 3, to: 4), again) == nil)
    }

    /// A program that another test starts at this moment holds our lock until it is itself.
    private func amendTime(of name: KeyName) async throws -> Timestamp? {
        for _ in 0..<100 {
            do {
                return try folder.home.amendTime(of: name, now: folder.now)
            } catch WitnessError.locked {
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        throw WitnessError.locked
    }

    @Test func `a clock that was years ahead wedges it until its people say so`() async throws {
        let name = log.key.name
        var witness: WitnessService? = try folder.open()
        _ = try await witness?.add(log.request(from: 0, to: 3))
        #expect(throws: WitnessError.locked) {
            _ = try folder.home.amendTime(of: name, now: folder.now)
        }
        witness = nil
        // Nothing to mend: a clock that went back a little.
        await #expect(throws: WitnessError.clockNotAhead) { try await amendTime(of: name) }
        folder.moveClock(by: 300_000_000)
        _ = try await folder.open().add(log.request(from: 3, to: 5))
        let ahead = folder.now
        folder.moveClock(by: -300_000_000 + 60)
        #expect(await refusal(try log.request(from: 5, to: 6), try folder.open()) == .clockBehind)
        let other = try KeyName("other.example/log")
        await #expect(throws: WitnessError.notALogKey) { try await amendTime(of: other) }
        #expect(try await amendTime(of: name) == ahead)
        let again = try folder.open()
        #expect(try folder.states().first?.latest == (try log.checkpoint(5)))
        #expect(try folder.states().first?.time == folder.now)
        // It has forgotten nothing of what it has seen.
        let fork = try log.forked(at: 2)
        #expect(await refusal(try fork.request(from: 5, to: 6), again) != nil)
        #expect(await refusal(try log.request(from: 3, to: 6), again) == .otherOldSize(5))
        #expect(await refusal(try log.request(from: 5, to: 6), again) == nil)
    }

    @Test func `does not start where what it has signed is gone, or of another`() async throws {
        let latest = folder.file("latest", of: log)
        _ = try await folder.open().add(log.request(from: 0, to: 3))
        let other = try WitnessFolder(watching: [log.key])
        let good = try Data(contentsOf: URL(filePath: latest))
        try FileManager.default.removeItem(atPath: latest)
        #expect(throws: WitnessError.stateMissing("broker.example/log")) { _ = try folder.open() }
        for bad in [Data(), Data("none".utf8), good.dropLast(), Data("x\n".utf8) + good] {
            try bad.write(to: URL(filePath: latest))
            #expect(throws: WitnessError.stateOfAnother("broker.example/log")) {
                _ = try folder.open()
            }
        }
        try good.write(to: URL(filePath: latest))
        let running = try folder.open()
        #expect(throws: WitnessError.locked) { _ = try WitnessService(folder.home) { folder.now } }
        // Whoever looks does not stop it.
        #expect(try folder.states().first?.latest?.size == 3)
        withExtendedLifetime(running) {}
        // The log's signature alone vouches for a checkpoint that was given to begin with.
        try good.write(to: URL(filePath: other.file("latest", of: log)))
        _ = try other.open()
        #expect(try other.states().first?.time == nil)
    }

    @Test func `begins with a checkpoint that it is given`() async throws {
        let folder = try WitnessFolder()
        let forged = try WatchedLog().note(300)
        #expect(throws: WitnessError.self) {
            try folder.home.add(log.key, checkpoint: forged)
        }
        try folder.home.add(log.key, checkpoint: try log.note(300))
        let witness = try folder.open()
        #expect(witness.latest(.of(log.key.name.bytes)) == nil)
        #expect(await refusal(try log.request(from: 0, to: 500), witness) == .otherOldSize(300))
        #expect(await refusal(try log.request(from: 300, to: 500), witness) == nil)
    }

    /// A checkpoint that was named was dropped without a word when an earlier `add` had been cut off.
    @Test func `begins with the checkpoint also after an add that was cut off`() async throws {
        let folder = try WitnessFolder()
        let latest = URL(filePath: folder.file("latest", of: log))
        try FileManager.default.createDirectory(
            at: latest.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(LogRecord.none).write(to: latest)
        try folder.home.add(log.key, checkpoint: try log.note(300))
        let witness = try folder.open()
        #expect(await refusal(try log.request(from: 0, to: 500), witness) == .otherOldSize(300))
    }

    @Test func `is not given a log whose state is damaged, and keeps serving its others`()
        async throws
    {
        let folder = try WitnessFolder()
        let latest = URL(filePath: folder.file("latest", of: log))
        try FileManager.default.createDirectory(
            at: latest.deletingLastPathComponent(), withIntermediateDirectories: true)
        for damage in ["", "broker.example/log\n3", "none"] {
            try Data(damage.utf8).write(to: latest)
            #expect(throws: WitnessError.self) {
                try folder.home.add(log.key, checkpoint: try log.note(300))
            }
            _ = try folder.open()
        }
    }

    @Test func `signs nothing more when it could not record`() async throws {
        let witness = try folder.open()
        _ = try await witness.add(log.request(from: 0, to: 3))
        let place = URL(filePath: folder.file("latest", of: log)).deletingLastPathComponent()
        let aside = place.path + "-aside"
        try FileManager.default.moveItem(atPath: place.path, toPath: aside)
        folder.moveClock(by: 1)
        #expect(await refusal(try log.request(from: 3, to: 4), witness) == .notStored)
        try FileManager.default.moveItem(atPath: aside, toPath: place.path)
        #expect(await refusal(try log.request(from: 3, to: 4), witness) == .notStored)
        #expect(witness.hasFault)
    }

    /// Two requests at the same moment that lead to two trees: exactly one is signed, and what was
    /// signed before stays. The environment asks for more pairs: `make torture TEST=T14 N=10000`.
    @Test
    func `of two requests at the same moment one is signed, and nothing is rolled back`()
        async throws
    {
        let wanted = ProcessInfo.processInfo.environment["PLOMBA_WITNESS_PAIRS"].flatMap { Int($0) }
        var left = wanted ?? 200
        while left > 0 { left -= try await race(pairs: min(left, 60)) }
        if let wanted { print("witness race pairs=\(wanted) rollbacks=0") }
    }

    /// Lets pairs race for one log until it has 120 entries.
    private func race(pairs: Int) async throws -> Int {
        var current = try WatchedLog(size: 130)
        let folder = try WitnessFolder(watching: [current.key])
        let witness = try folder.open()
        var size: UInt64 = 0
        for pair in 0..<pairs {
            folder.moveClock(by: 1)
            let isFork = pair.isMultiple(of: 2)
            let other = isFork ? try current.forked(at: Int(size)) : current
            let one = try current.request(from: size, to: size + 1)
            let two = try other.request(from: size, to: size + (isFork ? 1 : 2))
            async let first = refusal(one, witness)
            async let second = refusal(two, witness)
            let refusals = await [first, second].compactMap { $0 }
            try #require(refusals.count == 1, "pair \(pair)")
            let latest = try #require(folder.states().first?.latest)
            let winner = [current, other].first { (try? $0.checkpoint(latest.size)) == latest }
            current = try #require(winner)
            try #require(latest.size > size)
            size = latest.size
        }
        return pairs
    }
}
