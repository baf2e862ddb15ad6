/// What an upload reads from: a size that does not change, and bytes at any offset.
package struct UploadSource: Sendable {
    package typealias Reader =
        @Sendable (_ offset: Int64, _ count: Int) async throws -> [UInt8]

    package let size: Int64
    private let read: Reader

    /// - Parameter read: returns exactly `count` bytes, or fewer when the source has become shorter.
    package init(
        size: Int64,
        read: @escaping @Sendable (_ offset: Int64, _ count: Int) async throws -> [UInt8]
    ) {
        self.size = size
        self.read = read
    }

    /// Exactly `count` bytes at `offset`.
    func piece(at offset: Int64, count: Int) async throws -> [UInt8] {
        let bytes = try await read(offset, count)
        guard bytes.count == count else { throw BrokerClientError.sourceChanged }
        return bytes
    }
}
