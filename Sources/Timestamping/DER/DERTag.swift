/// The identifier octet of a DER element. Tag numbers from 31 on, which need more octets, stand in
/// no object of ours.
struct DERTag: Hashable, Sendable {
    let octet: UInt8

    static let boolean = DERTag(octet: 0x01)
    static let integer = DERTag(octet: 0x02)
    static let bitString = DERTag(octet: 0x03)
    static let octetString = DERTag(octet: 0x04)
    static let null = DERTag(octet: 0x05)
    static let objectIdentifier = DERTag(octet: 0x06)
    static let generalizedTime = DERTag(octet: 0x18)
    static let sequence = DERTag(octet: 0x30)
    static let set = DERTag(octet: 0x31)

    /// `[number]` around other elements.
    static func constructed(_ number: UInt8) -> DERTag { DERTag(octet: 0xA0 | number) }
    /// `[number]` in the place of a primitive element's own tag.
    static func primitive(_ number: UInt8) -> DERTag { DERTag(octet: 0x80 | number) }

    var isConstructed: Bool { octet & 0x20 != 0 }
}
