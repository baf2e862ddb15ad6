internal import Primitives

/// The path of one file inside a bag or one of its archives, kept byte for byte.
///
/// Components are separated by `/`. Every rule below holds for every value of this type, so code
/// that holds one need not check again:
/// - valid UTF-8 in any normal form, no control character (C0, DEL, C1), no backslash, no colon;
/// - not absolute, no leading `~`, no empty component, no `.` or `..`;
/// - no component that Windows would change or refuse: trailing dot or space, `CON`, `aux.txt`;
/// - at most 255 bytes a component, 1,024 bytes in all, 32 components.
///
/// Equality and order are those of the bytes: `é` in its two normal forms are two paths. Whether
/// two paths would become one file elsewhere is the business of `PathCollisions`.
/// - SeeAlso: Protocol/bag.md, "Paths".
package struct BagPath: Hashable, Sendable {
    package static let maximumSize = 1024
    package static let maximumComponentSize = 255
    package static let maximumDepth = 32

    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) throws(BagPathError) {
        try Self.check(bytes)
        self.bytes = bytes
    }

    package init(_ text: String) throws(BagPathError) {
        try self.init(Array(text.utf8))
    }

    /// The bytes as text; nothing is lost, since every path is valid UTF-8.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The path `component` `/` this path.
    package func below(_ component: String) throws(BagPathError) -> BagPath {
        // Both hold the rules already; what is left are the limits of the whole.
        let folder = try BagPath(component)
        let whole = folder.bytes + [UInt8(ascii: "/")] + bytes
        guard whole.count <= Self.maximumSize else { throw .tooLong }
        guard folder.depth + depth <= Self.maximumDepth else { throw .tooDeep }
        return BagPath(tail: whole)
    }

    /// Whether this path stands below the folder `component`, whatever its own name begins with.
    package func isBelow(_ component: String) -> Bool {
        let size = component.utf8.count
        return bytes.count > size + 1 && bytes[size] == UInt8(ascii: "/")
            && bytes[..<size].elementsEqual(component.utf8)
    }

    /// Whether the first component would be `name` on some machine: equal after normalisation and
    /// case folding, as in `PathCollisions`.
    package func firstComponentResembles(_ name: String) -> Bool {
        let first = bytes.prefix { $0 != UInt8(ascii: "/") }
        // No folding makes an ASCII name longer or shorter.
        if first.count != name.utf8.count, first.allSatisfy({ $0 < 0x80 }),
            name.utf8.allSatisfy({ $0 < 0x80 })
        {
            return false
        }
        let folded = CaseFolding.fold(String(decoding: first, as: UTF8.self))
        // Canonical equivalence, on purpose.
        return folded == CaseFolding.fold(name)
    }

    /// What follows `component` `/`, or nil if this path does not stand below it or what follows
    /// is no path by itself: it begins with `~`.
    package func removing(_ component: String) -> BagPath? {
        guard isBelow(component) else { return nil }
        return BagPath(unchecked: Array(bytes[(component.utf8.count + 1)...]))
    }

    /// What follows byte `start`, to be opened below a folder. It may begin with `~`, which means
    /// something to a shell only.
    func tail(from start: Int) -> BagPath { BagPath(tail: Array(bytes[start...])) }

    private init(tail bytes: [UInt8]) { self.bytes = bytes }

    /// A part of a path that holds every rule holds them too, but for a leading `~`.
    private init?(unchecked bytes: [UInt8]) {
        guard bytes.first != UInt8(ascii: "~") else { return nil }
        self.bytes = bytes
    }

    /// Whether the path keeps its limits when it stands below one more folder of this length.
    func fits(belowNameOf size: Int) -> Bool {
        bytes.count + size + 1 <= Self.maximumSize && depth < Self.maximumDepth
    }

    /// How many components there are.
    private var depth: Int { bytes.count { $0 == UInt8(ascii: "/") } + 1 }
}

extension BagPath: Comparable {
    package static func < (left: BagPath, right: BagPath) -> Bool {
        left.bytes.precedes(right.bytes)
    }
}

/// Why bytes are not a path of a bag.
package enum BagPathError: PlainFailure, Equatable {
    case empty
    case tooLong
    case tooDeep
    case componentTooLong
    case notUTF8
    case absolute
    case homeFolder
    case emptyComponent
    case dotComponent
    case controlCharacter
    case backslash
    case colon
    case trailingDotOrSpace
    case reservedName

    package var code: String {
        switch self {
        case .empty: "path.empty"
        case .tooLong: "path.too-long"
        case .tooDeep: "path.too-deep"
        case .componentTooLong: "path.component-too-long"
        case .notUTF8: "path.not-utf8"
        case .absolute: "path.absolute"
        case .homeFolder: "path.home-folder"
        case .emptyComponent: "path.empty-component"
        case .dotComponent: "path.dot-component"
        case .controlCharacter: "path.control-character"
        case .backslash: "path.backslash"
        case .colon: "path.colon"
        case .trailingDotOrSpace: "path.trailing-dot-or-space"
        case .reservedName: "path.reserved-name"
        }
    }

    package var message: String {
        switch self {
        case .empty: "the path is empty"
        case .tooLong: "the path has more than \(BagPath.maximumSize) bytes"
        case .tooDeep: "the path has more than \(BagPath.maximumDepth) components"
        case .componentTooLong: "a name has more than \(BagPath.maximumComponentSize) bytes"
        case .notUTF8: "the name is not valid UTF-8"
        case .absolute: "the path is absolute"
        case .homeFolder: "the path begins with '~'"
        case .emptyComponent: "the path has an empty component"
        case .dotComponent: "the path has a component '.' or '..'"
        case .controlCharacter: "the name holds a control character"
        case .backslash: "the name holds a backslash"
        case .colon: "the name holds a colon"
        case .trailingDotOrSpace: "a name ends with a dot or a space, which Windows drops"
        case .reservedName: "a name is reserved on Windows"
        }
    }
}
