extension MutableSpan where Element == UInt8 {
    /// Copies all of `source` to `offset`, where there must be room for it.
    ///
    /// The standard library has no bulk copy between spans yet, and a loop over subscripts takes
    /// longer than encrypting the same bytes.
    package mutating func copy(_ source: Span<UInt8>, at offset: Int) {
        precondition(offset >= 0 && source.count <= count - offset)
        var room = _mutatingExtracting(offset..<offset + source.count)
        unsafe room.withUnsafeMutableBytes { target in
            unsafe source.withUnsafeBytes { unsafe target.copyMemory(from: $0) }
        }
    }
}

extension [UInt8] {
    /// Copies all of `source` to `offset`, where there must be room for it.
    package mutating func copy(_ source: Span<UInt8>, at offset: Int) {
        var target = mutableSpan
        target.copy(source, at: offset)
    }

    /// Moves the bytes of a range to the start; the two places may overlap.
    package mutating func moveToStart(_ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        unsafe withUnsafeMutableBytes { whole in
            unsafe whole.copyMemory(from: UnsafeRawBufferPointer(rebasing: whole[range]))
        }
    }
}
