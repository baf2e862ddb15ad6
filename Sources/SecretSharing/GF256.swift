import Primitives

/// The field with 256 elements, modulo x^8 + x^4 + x^3 + x + 1, in which each byte is shared.
///
/// Neither branches nor table look-ups depend on an element: how long it takes says nothing of it.
enum GF256 {
    static func multiply(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var product: UInt8 = 0
        var term = left
        for bit in UInt8(0)..<8 {
            product ^= term & mask(right >> bit)
            term = term << 1 ^ 0x1B & mask(term >> 7)
        }
        return product
    }

    /// The element with which `element` makes 1; of 0, which has none, 0.
    static func inverse(_ element: UInt8) -> UInt8 {
        // The group has 255 elements, so the inverse is the power of 254: 11111110 in binary.
        var power: UInt8 = 1
        for _ in 0..<7 { power = multiply(multiply(power, power), element) }
        return multiply(power, power)
    }

    /// All ones where the lowest bit is 1, else zero.
    private static func mask(_ bit: UInt8) -> UInt8 { 0 &- (bit & 1) }
}

/// One value of each byte's polynomial: what all of them are at `x`.
final class SharePoint: Sendable {
    let x: UInt8
    let y: SecretBytes

    init(x: UInt8, y: consuming SecretBytes) {
        self.x = x
        self.y = y
    }

    /// Whether two points have one value, in a time that does not depend on it.
    func hasValue(_ value: borrowing SecretBytes) -> Bool {
        y.withBytes { ConstantTime.equal($0, value.span) }
    }

    /// What the polynomials through `points` are at `x`.
    ///
    /// - Precondition: the points have different `x`, and values of one length.
    static func interpolate(
        _ points: [SharePoint], at x: UInt8
    ) throws(SecretMemoryError) -> SecretBytes {
        let weights = points.map { point in weight(of: point, among: points, at: x) }
        let count = points.first.map { $0.y.count } ?? 0
        return try SecretBytes(count: count) { out in
            for (point, weight) in zip(points, weights) {
                point.y.withBytes { value in
                    for index in 0..<count { out[index] ^= GF256.multiply(value[index], weight) }
                }
            }
        }
    }

    /// Lagrange's basis polynomial of one point. Which points there are is no secret.
    private static func weight(
        of point: SharePoint, among points: [SharePoint], at x: UInt8
    ) -> UInt8 {
        points.reduce(1) { weight, other in
            guard other.x != point.x else { return weight }
            let factor = GF256.multiply(x ^ other.x, GF256.inverse(point.x ^ other.x))
            return GF256.multiply(weight, factor)
        }
    }
}
