import Foundation
import Glibc
import Primitives

/// Looks at a folder from outside before and after: what is there, of which kind, with which mode.
struct Witness: Equatable {
    struct Node: Equatable {
        let kind: UInt32
        let mode: UInt32
        let links: UInt64
        let size: Int64
        let modified: Int
        let hasAttributes: Bool
    }

    private(set) var nodes: [String: Node] = [:]

    /// - Parameter skipping: a folder that is not looked into.
    init(_ root: String, skipping: String? = nil) throws {
        try add(root, skipping)
    }

    private mutating func add(_ path: String, _ skipping: String?) throws {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { throw NotMade() }
        let kind = status.st_mode & S_IFMT
        nodes[path] = Node(
            kind: kind, mode: status.st_mode & 0o7777,
            links: kind == S_IFDIR ? 0 : UInt64(status.st_nlink),
            size: kind == S_IFDIR ? 0 : Int64(status.st_size),
            modified: kind == S_IFDIR ? 0 : status.st_mtim.tv_sec,
            hasAttributes: unsafe listAttributes(path, nil, 0) > 0)
        guard kind == S_IFDIR, path != skipping else { return }
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            try add(path + "/" + name, skipping)
        }
    }

    /// What is not as everything that we extract must be: a plain file of mode 0600 with one name,
    /// or a folder of mode 0700, without attributes.
    var oddities: [String] {
        nodes.filter { _, node in
            let isFile = node.kind == S_IFREG && node.mode == 0o600 && node.links == 1
            let isFolder = node.kind == S_IFDIR && node.mode == 0o700
            return !(isFile || isFolder) || node.hasAttributes
        }.map(\.key).sorted()
    }
}

/// llistxattr(2), which Swift's module of glibc leaves out.
@_silgen_name("llistxattr")
private func listAttributes(
    _ path: UnsafePointer<CChar>, _ list: UnsafeMutablePointer<CChar>?, _ size: Int
) -> Int

/// What a text may hold to be shown on a screen, said once more and apart from `SafeText`.
enum ScreenRule {
    static func allows(_ text: String) -> Bool {
        var rest = text.unicodeScalars[...]
        var depth = 0
        while let scalar = rest.popFirst() {
            // Isolates only in pairs, and letters from right to left only between them.
            if scalar.value == 0x2066 || scalar.value == 0x2068 {
                depth += 1
                continue
            }
            if scalar.value == 0x2069 {
                depth -= 1
                guard depth >= 0 else { return false }
                continue
            }
            if (0x590...0x8FF).contains(scalar.value), depth == 0 { return false }
            if scalar == "\\" {
                guard rest.starts(with: "u{".unicodeScalars) else { return false }
                continue
            }
            guard allows(scalar) else { return false }
        }
        return depth == 0
    }

    /// The same for JSON, in which a backslash begins an escape and lines end.
    static func allows(json: [UInt8]) -> Bool {
        String(decoding: json, as: UTF8.self).unicodeScalars.allSatisfy { scalar in
            scalar == "\n" || allows(scalar)
        }
    }

    private static func allows(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x2028...0x202E,
            0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF, 0xE0000...0xE0FFF, 0xE000...0xF8FF:
            false
        default: true
        }
    }
}
