extension BagPath {
    /// Checks every rule of the type, the cheap ones first.
    static func check(_ bytes: [UInt8]) throws(BagPathError) {
        guard let first = bytes.first else { throw .empty }
        guard bytes.count <= maximumSize else { throw .tooLong }
        guard first != UInt8(ascii: "/") else { throw .absolute }
        guard first != UInt8(ascii: "~") else { throw .homeFolder }
        try checkCharacters(bytes)
        try checkComponents(bytes)
    }

    private static func checkCharacters(_ bytes: [UInt8]) throws(BagPathError) {
        var isASCII = true
        for byte in bytes {
            if byte < 0x20 || byte == 0x7F { throw .controlCharacter }
            if byte == UInt8(ascii: "\\") { throw .backslash }
            if byte == UInt8(ascii: ":") { throw .colon }
            if byte >= 0x80 { isASCII = false }
        }
        if isASCII { return }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        // C1 controls: a terminal may read U+009B as the start of an escape sequence.
        guard !text.unicodeScalars.contains(where: { (0x80...0x9F).contains($0.value) }) else {
            throw .controlCharacter
        }
    }

    private static func checkComponents(_ bytes: [UInt8]) throws(BagPathError) {
        var depth = 0
        var start = 0
        while start <= bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != UInt8(ascii: "/") { end += 1 }
            depth += 1
            guard depth <= maximumDepth else { throw .tooDeep }
            try check(component: bytes[start..<end])
            start = end + 1
        }
    }

    private static func check(component: ArraySlice<UInt8>) throws(BagPathError) {
        guard let last = component.last else { throw .emptyComponent }
        guard component.count <= maximumComponentSize else { throw .componentTooLong }
        if last == UInt8(ascii: "."), component.count <= 2, component.first == last {
            throw .dotComponent
        }
        guard last != UInt8(ascii: "."), last != UInt8(ascii: " ") else {
            throw .trailingDotOrSpace
        }
        guard !isReservedOnWindows(component) else { throw .reservedName }
    }

    /// Windows opens a device for these names, with any extension and in any case.
    private static func isReservedOnWindows(_ component: ArraySlice<UInt8>) -> Bool {
        // Every reserved stem starts with one of four letters: most names end here.
        guard let first = component.first, reservedInitials.contains(first) else { return false }
        var stem = component.prefix { $0 != UInt8(ascii: ".") }
        while stem.last == UInt8(ascii: " ") { stem.removeLast() }
        guard (3...7).contains(stem.count) else { return false }
        let name = String(decoding: stem, as: UTF8.self).uppercased()
        return reservedStems.contains(name)
    }

    private static let reservedInitials = Array("cpanlCPANL".utf8)

    private static let reservedStems: Set<String> = {
        var stems: Set = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
        for digit in "0123456789¹²³" {
            stems.insert("COM\(digit)")
            stems.insert("LPT\(digit)")
        }
        return stems
    }()
}
