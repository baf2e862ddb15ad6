import BagIt
import Primitives

/// The case folder while it is filled: it gets its name in `commit`, or disappears.
///
/// Files are made and written on a second thread, a few blocks behind the first. What the first
/// hands over is not on the disk yet, and failures may be told later, in `commit` at the latest.
final class StagedFolder {
    private enum Step: Sendable {
        case begin(BagPath, size: UInt64)
        /// These bytes of the block.
        case write(Range<Int>)
        case end
    }

    /// What is to be done next, and the bytes for it.
    private struct Block: Sendable {
        let bytes = PageBlock()
        var steps: [Step] = []
    }

    private let folder: Folder
    private let blocks: BlockQueue<Block>
    private var block = Block()

    private static let blocks = 3
    /// From so many files on, one sync of the file system is cheaper than one a file.
    private static let manyFiles: UInt64 = 256
    /// Files of no length take no room; the number of steps in a block is bounded too.
    private static let maximumSteps = 1024

    /// - Throws: `FileError`, also when something stands at the target or the disk is too small.
    init(target: String, expectedSize: UInt64, files: UInt64) throws {
        let folder = try Folder(
            StagingDirectory(
                target: target, expectedSize: expectedSize,
                durability: files > Self.manyFiles ? .fileSystem : .eachFile))
        self.folder = folder
        blocks = BlockQueue(spare: (0..<Self.blocks).map { _ in Block() }) { block in
            try folder.carryOut(block.steps, block.bytes)
            block.steps.removeAll(keepingCapacity: true)
            block.bytes.clear()
        }
    }

    // Whoever gave up finds nothing left: the folder goes with its owner, after the last block.
    deinit { blocks.wait() }

    func begin(_ path: BagPath, size: UInt64) throws {
        // A large file is written in whole blocks, so it begins one.
        if size >= StagingDirectory.largeFile { try handOver() }
        try add(.begin(path, size: size))
    }

    func write(_ bytes: Span<UInt8>) throws {
        var taken = 0
        while taken < bytes.count {
            let start = block.bytes.count
            taken += block.bytes.append(bytes.extracting(taken..<bytes.count))
            try addWrite(start..<block.bytes.count)
            if block.bytes.isFull { try handOver() }
        }
    }

    func end() throws { try add(.end) }

    func write(_ files: [BagFile]) throws {
        for file in files {
            try begin(file.path, size: UInt64(file.content.count))
            try write(file.content.span)
            try end()
        }
    }

    /// - Throws: what writing any file threw.
    func commit() throws {
        try handOver()
        try blocks.finish()
        try folder.commit()
    }

    private func add(_ step: Step) throws {
        block.steps.append(step)
        if block.steps.count >= Self.maximumSteps { try handOver() }
    }

    /// What follows in the same file is written with what is there.
    private func addWrite(_ range: Range<Int>) throws {
        guard case .write(let last) = block.steps.last, last.upperBound == range.lowerBound
        else { return try add(.write(range)) }
        block.steps[block.steps.count - 1] = .write(last.lowerBound..<range.upperBound)
    }

    /// What was gathered goes to the second thread; the block is empty then.
    private func handOver() throws {
        guard !block.steps.isEmpty else { return }
        try blocks.exchange(&block)
    }

    /// What the second thread works on. The first touches it only after the last block.
    private final class Folder {
        private var staging: StagingDirectory
        private var file: StagedFile?
        private let ahead: SyncAhead?
        /// Files that no sync has begun with.
        private var unsynced = 0

        /// How many are worth a sync of their own.
        private static let syncStep = 512

        init(_ staging: consuming StagingDirectory) throws {
            if let sync = try staging.earlySync() {
                ahead = SyncAhead(sync)
            } else {
                ahead = nil
            }
            self.staging = staging
        }

        func carryOut(_ steps: [Step], _ bytes: PageBlock) throws {
            for step in steps {
                switch step {
                case .begin(let path, let size): file = try staging.create(path, size: size)
                case .write(let range):
                    try bytes.withBytes { try file?.write($0.extracting(range)) }
                case .end: try finish()
                }
            }
        }

        private func finish() throws {
            try file.take()?.finish()
            unsynced += 1
            if unsynced >= Self.syncStep, ahead?.begin() == true { unsynced = 0 }
        }

        func commit() throws { try staging.commit() }
    }
}
