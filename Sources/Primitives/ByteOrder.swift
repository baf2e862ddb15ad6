import Glibc

extension [UInt8] {
    /// Byte order: as `lexicographicallyPrecedes`, which compares byte by byte through an iterator
    /// and takes a third of the time of sorting 10,000 paths.
    package func precedes(_ other: [UInt8]) -> Bool {
        let common = Swift.min(count, other.count)
        let order = unsafe withUnsafeBytes { own in
            unsafe other.withUnsafeBytes { theirs in
                guard let left = own.baseAddress, let right = theirs.baseAddress else { return 0 }
                return unsafe Int(memcmp(left, right, common))
            }
        }
        return order == 0 ? count < other.count : order < 0
    }
}
