import Glibc
import Testing

@testable import Primitives

@Suite struct `Secrets` {
    @Test func `take bytes over and erase the source in place`() throws {
        var source: [UInt8] = [1, 2, 3]
        let secret = try SecretBytes(copyingAndErasing: &source)
        #expect(source == [0, 0, 0])
        #expect(secret.withBytes { [UInt8](copying: $0) } == [1, 2, 3])
        #expect(secret.count == 3)
    }

    @Test func `are random, zero or empty as asked`() throws {
        let one = try SecretBytes(random: 32)
        let other = try SecretBytes(random: 32)
        #expect([UInt8](copying: one.span) != [UInt8](copying: other.span))
        let zeros = try SecretBytes(count: 4) { _ in }
        #expect([UInt8](copying: zeros.span) == [0, 0, 0, 0])
        #expect(try SecretBytes(random: 0).count == 0)
    }

    @Test func `there is no room for an impossible size`() {
        #expect(throws: SecretMemoryError.outOfMemory(count: -1)) {
            _ = try SecretBytes(random: -1)
        }
        #expect(throws: SecretMemoryError.outOfMemory(count: .max)) {
            _ = try SecretBytes(random: .max)
        }
    }

    @Test func `the program ends when it writes over a secret`() async {
        await #expect(processExitsWith: .signal(SIGSEGV)) {
            ProcessHardening.apply()
            let secret = try SecretBytes(random: 32)
            unsafe secret.span.withUnsafeBufferPointer { buffer in
                guard let start = buffer.baseAddress else { return }
                unsafe UnsafeMutablePointer(mutating: start).pointee = 1
            }
        }
    }

    @Test func `a crash prints nothing of a secret, and memory is closed to others`() async throws {
        let result = await #expect(
            processExitsWith: .failure,
            observing: [\.standardErrorContent, \.standardOutputContent]
        ) {
            #expect(ProcessHardening.apply())
            var limit = rlimit()
            guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0,
                limit.rlim_cur == 0, limit.rlim_max == 0
            else { return }
            var bytes = Array("plomba-canary-in-secret-memory..".utf8)
            let secret = try SecretBytes(copyingAndErasing: &bytes)
            // In the registers, and pointed at by them, at the moment of the crash.
            unsafe secret.span.withUnsafeBufferPointer { buffer in
                precondition(buffer.isEmpty, "the process ends here")
            }
        }
        let printed =
            (result?.standardErrorContent ?? []) + (result?.standardOutputContent ?? [])
        let text = String(decoding: printed, as: UTF8.self)
        // Swift's own report lists registers and the memory they point at: there must be none.
        #expect(!text.contains("Registers"))
        #expect(!text.contains("canary"))
        #expect(!text.contains(Hex.encode(Array("canary".utf8))))
    }
}
