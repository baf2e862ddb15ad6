// Pointers for C functions that must not be given a null pointer, not even for no bytes.

extension Span where Element == UInt8 {
    /// Lends a pointer to `count` readable bytes.
    func withPointer<Result>(_ body: (UnsafePointer<UInt8>) -> Result) -> Result {
        unsafe withUnsafeBufferPointer { buffer in
            if let start = buffer.baseAddress { return unsafe body(start) }
            var nothing: UInt8 = 0
            return unsafe body(&nothing)
        }
    }
}

extension MutableSpan where Element == UInt8 {
    /// Lends a pointer to `count` writable bytes.
    mutating func withPointer<Result>(
        _ body: (UnsafeMutablePointer<UInt8>) -> Result
    ) -> Result {
        unsafe withUnsafeMutableBufferPointer { buffer in
            if let start = buffer.baseAddress { return unsafe body(start) }
            var nothing: UInt8 = 0
            return unsafe body(&nothing)
        }
    }
}

extension Array where Element == UInt8 {
    /// An array with the bytes of `span`.
    package init(copying span: Span<UInt8>) {
        self = unsafe span.withUnsafeBufferPointer { unsafe Array($0) }
    }
}
