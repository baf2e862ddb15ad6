internal import Primitives

/// A manifest of a bag that others may have written: any order, any spacing, digest in any case.
struct ForeignManifest {
    enum Scope { case payload, tags }

    let algorithm: DigestAlgorithm?
    let scope: Scope
    private(set) var digests: [BagPath: [UInt8]] = [:]

    /// - Parameter name: `manifest-<algorithm>.txt` or `tagmanifest-<algorithm>.txt`.
    init?(name: [UInt8]) {
        let text = String(decoding: name, as: UTF8.self)
        guard text.hasSuffix(".txt") else { return nil }
        if text.hasPrefix("manifest-") {
            scope = .payload
        } else if text.hasPrefix("tagmanifest-") {
            scope = .tags
        } else {
            return nil
        }
        let algorithmName = text.dropFirst(scope == .payload ? 9 : 12).dropLast(4)
        algorithm = DigestAlgorithm(rawValue: algorithmName.lowercased())
    }

    mutating func read(
        _ lines: [[UInt8]], isVersion1: Bool, _ findings: inout BagFindings
    ) {
        for line in lines where !line.isEmpty {
            guard let (digest, written) = Self.split(line),
                digest.count == algorithm?.size ?? digest.count
            else {
                findings.add(.manifestMalformed)
                continue
            }
            var rest = written
            if rest.first == UInt8(ascii: "*") {
                findings.add(.binaryMark, .warning)
                rest = rest.dropFirst()
            }
            if rest.starts(with: "./".utf8) {
                findings.add(.pathNotPlain, .warning)
                rest = rest.dropFirst(2)
            }
            let decoded = Self.decode(Array(rest), isVersion1: isVersion1)
            guard let path = try? BagPath(decoded), isInScope(path) else {
                findings.add(.pathRefused, .error, decoded)
                continue
            }
            if let earlier = digests.updateValue(digest, forKey: path) {
                let isHarmless = earlier == digest && !isVersion1
                findings.add(.listedTwice, isHarmless ? .warning : .error, path.bytes)
            }
        }
    }

    private func isInScope(_ path: BagPath) -> Bool {
        let isPayload = path.bytes.starts(with: "data/".utf8)
        switch scope {
        case .payload: return isPayload
        case .tags: return !isPayload && !path.bytes.starts(with: "tagmanifest-".utf8)
        }
    }

    /// Hexadecimal, then spaces or tabs, then the path.
    private static func split(_ line: [UInt8]) -> (digest: [UInt8], path: ArraySlice<UInt8>)? {
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        guard let end = line.firstIndex(where: isBlank), end > 0 else { return nil }
        let lowered = line[..<end].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        let path = line[end...].drop(while: isBlank)
        guard let digest = Hex.decode(ascii: lowered), !path.isEmpty else { return nil }
        return (digest, path)
    }

    /// `%0A` and `%0D`, in version 1.0 also `%25`; any other `%` stands for itself.
    private static func decode(_ bytes: [UInt8], isVersion1: Bool) -> [UInt8] {
        var decoded: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%"), let escaped = escaped(rest.prefix(2), isVersion1)
            else {
                decoded.append(byte)
                continue
            }
            decoded.append(escaped)
            rest = rest.dropFirst(2)
        }
        return decoded
    }

    private static func escaped(_ digits: ArraySlice<UInt8>, _ isVersion1: Bool) -> UInt8? {
        switch String(decoding: digits, as: UTF8.self) {
        case "0A", "0a": UInt8(ascii: "\n")
        case "0D", "0d": UInt8(ascii: "\r")
        case "25" where isVersion1: UInt8(ascii: "%")
        default: nil
        }
    }
}

/// The digests that we judge by.
enum DigestAlgorithm: String, CaseIterable {
    case sha256, sha512

    var size: Int { self == .sha256 ? 32 : 64 }
}
