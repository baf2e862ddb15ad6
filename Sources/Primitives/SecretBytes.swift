import CSodium

/// Bytes that must not leak: in locked memory between guard pages, read-only, erased at the end.
///
/// Not copyable, so that the one owner decides when they are gone. It has no description; printing
/// it, or a value that holds it, shows the type's name only. It takes at least three pages, so it
/// is for keys and passphrases, not for files. Where the system's limit on locked memory is used
/// up, the bytes are kept without the lock.
@safe package struct SecretBytes: ~Copyable, @unchecked Sendable {
    // Sendable: nobody writes to the memory after `init`, and one owner frees it.
    private let base: UnsafeMutablePointer<UInt8>
    package let count: Int

    /// Draws `count` random bytes.
    package init(random count: Int) throws(SecretMemoryError) {
        unsafe base = try Self.allocate(count)
        self.count = count
        unsafe randombytes_buf(base, count)
        unsafe Self.protect(base)
    }

    /// Takes the bytes over: `source` is zero in every place afterwards.
    package init(copyingAndErasing source: inout [UInt8]) throws(SecretMemoryError) {
        defer { Self.erase(&source) }
        try self.init(copying: source.span)
    }

    package init(copying span: Span<UInt8>) throws(SecretMemoryError) {
        unsafe base = try Self.allocate(span.count)
        count = span.count
        for index in span.indices { unsafe base[index] = span[index] }
        unsafe Self.protect(base)
    }

    /// Lets `body` write the bytes; they begin as zeros.
    package init(
        count: Int, filling body: (inout MutableSpan<UInt8>) -> Void
    ) throws(SecretMemoryError) {
        let base = try unsafe Self.allocate(count)
        unsafe Self.fill(base, count, body)
        unsafe self.base = unsafe base
        self.count = count
    }

    /// For the few bytes of a derived key, where no room means what it means for an array.
    init(keySize count: Int, filling body: (inout MutableSpan<UInt8>) -> Void) {
        guard let base = try? unsafe Self.allocate(count) else {
            preconditionFailure("no memory for a key")
        }
        unsafe Self.fill(base, count, body)
        unsafe self.base = unsafe base
        self.count = count
    }

    deinit {
        unsafe sodium_free(base)
    }

    /// The bytes, for as long as the owner lives.
    package var span: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get {
            let span = unsafe Span(_unsafeStart: base, count: count)
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }

    package borrowing func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(span)
    }

    /// Overwrites an array in place with zeros.
    ///
    /// Only this array: copies that were made before are the caller's concern.
    package static func erase(_ bytes: inout [UInt8]) {
        let count = bytes.count
        unsafe sodium_memzero(&bytes, count)
    }

    private static func allocate(
        _ count: Int
    ) throws(SecretMemoryError) -> UnsafeMutablePointer<UInt8> {
        Sodium.prepare()
        guard count >= 0, let memory = unsafe sodium_malloc(count) else {
            throw .outOfMemory(count: count)
        }
        unsafe sodium_memzero(memory, count)
        return unsafe memory.bindMemory(to: UInt8.self, capacity: count)
    }

    private static func fill(
        _ base: UnsafeMutablePointer<UInt8>, _ count: Int,
        _ body: (inout MutableSpan<UInt8>) -> Void
    ) {
        var span = unsafe MutableSpan(_unsafeStart: base, count: count)
        body(&span)
        unsafe protect(base)
    }

    private static func protect(_ base: UnsafeMutablePointer<UInt8>) {
        let status = unsafe sodium_mprotect_readonly(base)
        precondition(status == 0, "cannot protect the memory of a secret")
    }
}
