import Custody
import EvidenceBundle
import Primitives
import PrivateFiles
import SystemPackage

/// What has come of one payload.age, by any carrier, until it is opened.
///
/// ```
/// payload.age      its first bytes, from the broker or from pieces
/// pieces.txt, .sig the list that its sender signed, where any of it came by hand
/// pieces/NNNN      pieces that came before those in front of them, each whole and checked
/// ```
/// Without a list there are only the first bytes.
struct ArrivedPieces: Sendable {
    let place: FilePath
    let payload: FilePath

    private static let blockSize = 1 << 20
    private static let listName = "pieces.txt"
    private static let signatureName = "pieces.txt.sig"
    private var folder: FilePath { place.appending("pieces") }

    /// It was verified before it was kept.
    func list() throws -> PieceList? {
        let path = place.appending(Self.listName)
        guard PrivateFolder.isThere(path) else { return nil }
        let bytes = try PrivateFile.read(path, limit: CarrierLimits.pieceListSize)
        do throws(ParcelError) {
            return try PieceList(parsing: bytes)
        } catch {
            throw HomeError.damaged(file: path, reason: error.message)
        }
    }

    /// Keeps a list once it was verified, and holds what is here against it.
    func keep(_ list: PieceList, signature: [UInt8]) throws {
        guard try self.list() == nil else { return }
        try PrivateFile.write(signature, to: place.appending(Self.signatureName))
        try PrivateFile.write(list.bytes, to: place.appending(Self.listName))
    }

    /// How many of the first bytes are here.
    func firstBytes() -> UInt64 {
        guard let size = (try? payload.stat(followTargetSymlink: false))?.size else { return 0 }
        return UInt64(clamping: size)
    }

    /// The pieces that are here whole.
    func here(_ list: PieceList) throws -> NumberSet {
        var numbers = NumberSet()
        let whole = wholePieces(list)
        if whole > 0 { numbers.insert(1...Int64(whole)) }
        for number in try stored(list) { numbers.insert(Int64(number)) }
        return numbers
    }

    /// What is missing, as `4`, `7-9`; nothing when it is whole.
    func missing(_ list: PieceList) throws -> [ClosedRange<Int64>] {
        var numbers = try here(list)
        // The gaps below a number that nobody has are those of all that there are.
        numbers.insert(Int64(list.count) + 1)
        return numbers.gaps
    }

    /// Takes one piece in, when it is the one that the list names.
    ///
    /// - Returns: false for other bytes; nothing of them stays.
    /// - Throws: `FileError` of either side.
    func take(_ number: Int, of list: PieceList, from source: PieceBytes) throws -> Bool {
        let range = list.range(of: number)
        guard source.size == UInt64(range.count) else { return false }
        if number == wholePieces(list) + 1 {
            return try append(range, list.digests[number - 1], source)
        }
        return try storeApart(number, range, list.digests[number - 1], source)
    }

    /// Moves pieces that waited to where they belong, as far as nothing is missing before them.
    ///
    /// - Returns: how many of the first bytes are here then.
    @discardableResult
    func absorb() throws -> UInt64 {
        guard let list = try list() else { return firstBytes() }
        while true {
            let next = wholePieces(list) + 1
            guard next <= list.count, try stored(list).contains(next) else { return firstBytes() }
            let path = folder.appending(Parcel.pieceName(next))
            let isRight = try PieceBytes.file(path) { source in
                try append(list.range(of: next), list.digests[next - 1], source)
            }
            // A damaged one is as good as none: it is fetched anew.
            try SystemCall.removeFile(path)
            if !isRight { return firstBytes() }
        }
    }

    /// Where the next piece begins that waits behind these first bytes.
    func nextStored(after position: UInt64) throws -> UInt64? {
        guard let list = try list() else { return nil }
        return try stored(list).map { list.range(of: $0).lowerBound }
            .filter { $0 > position }.min()
    }

    /// Holds the first bytes against the list, piece by piece, and gives up what follows one that differs.
    ///
    /// - Returns: whether every whole piece is as the list says.
    @discardableResult
    func check(_ list: PieceList) throws -> Bool {
        if firstBytes() > list.payloadSize { try cut(to: 0) }
        for number in 0..<wholePieces(list) {
            let range = list.range(of: number + 1)
            guard try digest(of: range) == list.digests[number] else {
                try cut(to: range.lowerBound)
                return false
            }
        }
        return true
    }

    /// After the whole was not what its sender announced: keeps the pieces that are right. Without a list, or where
    /// each of them is, nothing here can be told from the rest, and all of it goes.
    func dropDamaged() throws {
        if let list = try list(), try !check(list) { return }
        try removeAll()
        if PrivateFolder.isThere(payload) { try SystemCall.removeFile(payload) }
    }

    /// Removes everything but the first bytes.
    func removeAll() throws {
        if PrivateFolder.isThere(folder) { try PrivateFolder.remove(folder) }
        for name in [Self.listName, Self.signatureName]
        where PrivateFolder.isThere(place.appending(name)) {
            try SystemCall.removeFile(place.appending(name))
        }
    }

    private func wholePieces(_ list: PieceList) -> Int {
        let bytes = firstBytes()
        guard bytes < list.payloadSize else { return bytes == list.payloadSize ? list.count : 0 }
        return Int(clamping: bytes / list.pieceSize)
    }

    private func stored(_ list: PieceList) throws -> [Int] {
        guard PrivateFolder.isFolder(folder) else { return [] }
        return try PrivateFolder.names(in: folder).compactMap { name in
            guard let number = Int(name), (1...list.count).contains(number),
                Parcel.pieceName(number) == name
            else { return nil }
            return number
        }
    }

    private func append(
        _ range: Range<UInt64>, _ digest: SHA256Digest, _ source: PieceBytes
    ) throws -> Bool {
        try SystemCall.requireSpace(UInt64(range.count), at: payload)
        let file = try PrivateFile.open(
            payload, .writeOnly, options: [.create, .noFollow, .closeOnExec])
        // A failed close would show at the sync before it.
        defer { try? file.close() }
        let start = Int64(clamping: range.lowerBound)
        return try told(at: payload) {
            do {
                try file.resize(to: start)
                try file.seek(offset: start, from: .start)
                if try source.copy(to: file) == digest {
                    try SystemCall.sync(file)
                    return true
                }
                try file.resize(to: start)
                return false
            } catch {
                // What was begun is cut off again: the first failure is the one to tell.
                try? file.resize(to: start)
                throw error
            }
        }
    }

    private func storeApart(
        _ number: Int, _ range: Range<UInt64>, _ digest: SHA256Digest, _ source: PieceBytes
    ) throws -> Bool {
        try PrivateFolder.makeAll(folder)
        let target = folder.appending(Parcel.pieceName(number))
        let temporary = FilePath(target.string + ".new")
        try SystemCall.requireSpace(UInt64(range.count), at: temporary)
        if PrivateFolder.isThere(temporary) { try SystemCall.removeFile(temporary) }
        let file = try PrivateFile.open(
            temporary, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec])
        defer { try? file.close() }
        let isRight = try told(at: temporary) {
            guard try source.copy(to: file) == digest else { return false }
            try SystemCall.sync(file)
            return true
        }
        guard isRight else {
            try SystemCall.removeFile(temporary)
            return false
        }
        try SystemCall.rename(temporary, to: target)
        try PrivateFolder.sync(folder)
        return true
    }

    private func cut(to size: UInt64) throws {
        let file = try PrivateFile.open(payload, .writeOnly, options: [.noFollow, .closeOnExec])
        defer { try? file.close() }
        try told(at: payload) { try file.resize(to: Int64(clamping: size)) }
    }

    /// Says of which file of the home the system spoke.
    private func told<Result>(at path: FilePath, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let number as Errno {
            throw FileError(number, at: path)
        }
    }

    private func digest(of range: Range<UInt64>) throws -> SHA256Digest {
        let input = try InputFile(path: payload.string)
        var hasher = SHA256Hasher()
        var position = range.lowerBound
        while position < range.upperBound {
            let count = Int(min(UInt64(Self.blockSize), range.upperBound - position))
            let bytes = try input.read(at: position, count: count)
            if bytes.isEmpty { break }
            hasher.update(bytes)
            position += UInt64(bytes.count)
        }
        return hasher.finalize()
    }
}
