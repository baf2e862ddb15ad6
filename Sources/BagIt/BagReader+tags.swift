internal import Primitives

extension BagReader {
    /// `bag-info.txt`: labels and values, with the size of the payload if it is stated.
    static func checkInfo(
        _ files: inout BagFiles, _ declaration: ForeignDeclaration,
        _ findings: inout BagFindings
    ) throws {
        let name = Array(BagInfo.name.utf8)
        guard files.contents.tagPaths.contains(where: { $0.bytes == name }) else { return }
        guard let bytes = try files.read(BagInfo.name, limit: 1 << 20),
            let lines = TagFile.lines(bytes, declaration.encoding)
        else {
            findings.add(.infoMalformed, .error, name)
            return
        }
        for line in lines where !line.isEmpty && !isContinuation(line) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0 else {
                findings.add(.infoMalformed, .warning, name)
                continue
            }
            let label = trimmed(line[..<colon])
            guard label.lowercased() == "payload-oxum" else { continue }
            let oxum = PayloadOxum(trimmed(line[(colon + 1)...]))
            if oxum != files.contents.payload { findings.add(.oxumMismatch, .error, name) }
        }
    }

    /// `fetch.txt`: `<url> <length or -> <path>`. We fetch nothing; its files must stand there.
    static func checkFetch(
        _ files: inout BagFiles, _ declaration: ForeignDeclaration,
        _ findings: inout BagFindings
    ) throws {
        let name = Array("fetch.txt".utf8)
        guard files.contents.tagPaths.contains(where: { $0.bytes == name }) else { return }
        findings.add(.fetchPresent, .warning, name)
        guard let bytes = try files.read("fetch.txt", limit: 1 << 20),
            let lines = TagFile.lines(bytes, declaration.encoding)
        else {
            findings.add(.fetchMalformed, .error, name)
            return
        }
        for line in lines where !line.isEmpty {
            let parts = line.split(maxSplits: 2) { $0 == 0x20 || $0 == 0x09 }
            guard parts.count == 3 else {
                findings.add(.fetchMalformed, .error, name)
                continue
            }
            guard let path = try? BagPath(Array(parts[2])),
                path.bytes.starts(with: "data/".utf8)
            else {
                findings.add(.pathRefused, .error, Array(parts[2]))
                continue
            }
            if files.contents.sizes[path] == nil {
                findings.add(.listedMissing, .error, path.bytes)
            }
        }
    }

    private static func isContinuation(_ line: [UInt8]) -> Bool {
        line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t")
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        var rest = bytes.drop { $0 == 0x20 || $0 == 0x09 }
        while rest.last == 0x20 || rest.last == 0x09 { rest.removeLast() }
        return String(decoding: rest, as: UTF8.self)
    }
}
