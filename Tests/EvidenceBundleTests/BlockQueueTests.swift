import Primitives
import Synchronization
import Testing

@testable import EvidenceBundle

private struct DiskFull: Error {}

/// A second thread that works behind the first: what is written while sealing and opening.
@Suite struct `A queue of blocks behind` {
    @Test func `blocks are worked on in order and completely`() throws {
        let output = Output()
        let blocks = BlockQueue(spare: [[], [], []]) { (block: inout [UInt8]) in
            output.append(block.span)
            block = []
        }
        var expected: [UInt8] = []
        for size in [1, 0, 100_000, 3, 70_000, 2, 1, 1] {
            var block = Randomness.bytes(size)
            expected += block
            try blocks.exchange(&block)
            #expect(block.isEmpty)
        }
        try blocks.finish()
        #expect(output.bytes == expected)
    }

    @Test func `a failure is told to whoever goes on, and nothing more is worked on`() throws {
        let output = Output()
        let blocks = BlockQueue(spare: [[], []]) { (block: inout [UInt8]) in
            guard output.bytes.count < 3 else { throw DiskFull() }
            output.append(block.span)
        }
        #expect(throws: DiskFull.self) {
            for _ in 0..<1000 {
                var block: [UInt8] = [1]
                try blocks.exchange(&block)
            }
        }
        #expect(throws: DiskFull.self) { try blocks.finish() }
        #expect(output.bytes == [1, 1, 1])
    }

    @Test func `blocks change hands without a copy`() throws {
        let seen = Mutex<[UInt]>([])
        let blocks = BlockQueue(spare: [[UInt8](repeating: 0, count: 4096)]) {
            (block: inout [UInt8]) in
            seen.withLock { $0.append(address(of: &block)) }
        }
        var block = [UInt8](repeating: 1, count: 4096)
        var given: [UInt] = []
        for _ in 0..<10 {
            given.append(address(of: &block))
            try blocks.exchange(&block)
        }
        try blocks.finish()
        #expect(seen.withLock { $0 } == given)
        #expect(Set(given).count == 2)
    }
}

/// A second thread that works ahead of the first: what is read while sealing and opening.
@Suite struct `Blocks filled ahead` {
    @Test func `come in order, and then the end as often as one asks`() throws {
        let counter = Mutex(0)
        let blocks = BlocksAhead(spare: [0, 0, 0]) { (block: inout Int) in
            block = counter.withLock {
                $0 += 1
                return $0
            }
            return block <= 100
        }
        var block = 0
        for number in 1...100 {
            #expect(try blocks.exchange(&block))
            #expect(block == number)
        }
        #expect(try !blocks.exchange(&block))
        #expect(try !blocks.exchange(&block))
    }

    @Test func `a failure is told after what was filled before it, ever after`() throws {
        let counter = Mutex(0)
        let blocks = BlocksAhead(spare: [0, 0]) { (block: inout Int) in
            block = counter.withLock {
                $0 += 1
                return $0
            }
            guard block <= 5 else { throw DiskFull() }
            return true
        }
        var block = 0
        for number in 1...5 {
            #expect(try blocks.exchange(&block))
            #expect(block == number)
        }
        #expect(throws: DiskFull.self) { try blocks.exchange(&block) }
        #expect(throws: DiskFull.self) { try blocks.exchange(&block) }
    }

    @Test func `no more are filled than there is room for, and giving up ends it`() throws {
        let filled = Mutex(0)
        do {
            let blocks = BlocksAhead(spare: [0, 0, 0]) { (_: inout Int) in
                filled.withLock { $0 += 1 }
                return true
            }
            var block = 0
            for _ in 0..<10 { #expect(try blocks.exchange(&block)) }
        }
        let afterwards = filled.withLock { $0 }
        #expect((10...13).contains(afterwards))
        // Whoever gave up has waited: nothing goes on behind its back.
        #expect(filled.withLock { $0 } == afterwards)
    }
}

private func address(of bytes: inout [UInt8]) -> UInt {
    unsafe bytes.withUnsafeMutableBytes { UInt(bitPattern: $0.baseAddress) }
}
