import Age
import EvidenceBundle
import Primitives

/// C4 to C6: too large, too many, too deep, and things that would unfold.
extension HostileBundle {
    static func sizes() -> [HostileBundle] {
        lies() + [
            inner("C4", "one byte more than announced", "tar.fill-not-zero") {
                $0.add(RawArchive.Header("bag/data/0", size: 1), content: [1, 2])
            },
            inner("C4", "a block more than announced", "tar.checksum") {
                $0.add(
                    RawArchive.Header("bag/data/0", size: 1), content: [1])
                $0.add(content: [UInt8](repeating: 7, count: 512))
            },
            inner("C4", "a block less than announced", "tar.checksum") {
                // The next header is taken for content, and the content after it for a header.
                $0.add(RawArchive.Header("bag/data/0", size: 1024), content: [1])
            },
            resealed("C4", "a preview that counts 2^53 files", .refused("bundle.preview-untrue")) {
                try $0.changePreview("\"items\": 2", "\"items\": 9007199254740991")
            },
            resealed("C4", "a preview that counts 2^53 bytes", .refused("bundle.preview-untrue")) {
                try $0.changePreview("\"total_bytes\": 3", "\"total_bytes\": 9007199254740991")
            },
            resealed("C4", "a preview that counts no file", .refused("bundle.preview-untrue")) {
                try $0.changePreview("\"items\": 2", "\"items\": 0")
            },
            bag("C4", "a wrong Payload-Oxum", .refused("bundle.tag-files-differ")) {
                let text = String(decoding: $0["bag-info.txt"], as: UTF8.self)
                $0["bag-info.txt"] = Array(text.replacing(": 3.2", with: ": 99999999999999.2").utf8)
            },
        ]
    }

    /// Sizes that the archive cannot keep.
    private static func lies() -> [HostileBundle] {
        let octal = ["77777777777", "40000000000", "00010000000", "00000400000"]
        let decimal: [(String, String)] = [
            ("9223372036854775807", "too-large"), ("9223372036854775808", "too-large"),
            ("18446744073709551615", "too-large"), ("8589934592", "too-large"),
            ("18446744073709551616", "not-canonical"),
            ("99999999999999999999999999", "not-canonical"), ("-1", "not-canonical"),
            ("0", "not-canonical"), ("1", "not-canonical"), ("+9000000000", "not-canonical"),
            ("09000000000", "not-canonical"), ("9e9", "not-canonical"),
            ("9000000000 ", "not-canonical"), ("", "not-canonical"),
        ]
        let binary: [(String, [UInt8])] = [
            ("8 EiB", [0x80, 0, 0, 0, 0x7F, 255, 255, 255, 255, 255, 255, 255]),
            ("minus one", [UInt8](repeating: 0xFF, count: 12)),
        ]
        return octal.map { size in
            inner("C4", "octal size \(size)", "tar.too-large") {
                var header = RawArchive.Header("bag/data/0")
                header.sizeField = Array(size.utf8)
                $0.add(header, content: [UInt8](repeating: 1, count: 1024))
            }
        }
            + decimal.map { size, code in
                inner("C4", "pax size '\(size)'", "tar." + code) {
                    $0.pax([("size", Array(size.utf8))])
                    $0.add(
                        RawArchive.Header("bag/data/0"), content: [UInt8](repeating: 1, count: 1024)
                    )
                }
            }
            + binary.map { name, field in
                inner("C4", "base-256 size \(name)", "tar.not-canonical") {
                    var header = RawArchive.Header("bag/data/0")
                    header.sizeField = field
                    $0.add(header, content: [1])
                }
            }
    }

    /// C5: nothing of ours unpacks anything: as a container such a file is garbage, as evidence it
    /// is bytes.
    static func bombs() -> [HostileBundle] {
        let magics: [(String, [UInt8])] = [
            ("gzip", [0x1F, 0x8B, 8, 0]), ("zip", [0x50, 0x4B, 3, 4]),
            ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]), ("zstd", [0x28, 0xB5, 0x2F, 0xFD]),
            ("bzip2", [0x42, 0x5A, 0x68, 0x39]), ("age", Array("age-encryption.org/v1\n".utf8)),
        ]
        return magics.map { name, magic in
            HostileBundle(
                row: "C5", name: "\(name) instead of a tar",
                outcome: .refused("bundle.container-refused/tar.checksum")
            ) { scene, file in
                let filler = [UInt8](repeating: 0xA5, count: 4096)
                try scene.write(archive: magic + filler, to: file)
            }
        }
            + magics.map { name, magic in
                HostileBundle(
                    row: "C5", name: "\(name) instead of a bundle",
                    outcome: .refused("bundle.not-a-bundle/tar.checksum")
                ) { scene, file in
                    try scene.write(
                        container: magic + [UInt8](repeating: 0xA5, count: 4096), to: file)
                }
            }
            + magics.map { name, magic in
                bag("C5", "\(name) instead of a manifest", .refused("bundle.manifest-malformed")) {
                    $0["manifest-sha256.txt"] = magic + [UInt8](repeating: 0x0A, count: 4096)
                }
            }
            + magics.map { name, magic in
                sealed(
                    "C5", "\(name) as evidence",
                    [
                        ("42.\(name)", magic + [UInt8](repeating: 0, count: 100_000))
                    ])
            }
    }

    static func masses() -> [HostileBundle] {
        [
            mass("C6", "100,001 files", "bundle.preview-untrue", count: 100_001, folders: 0),
            mass(
                "C6", "40,000 files in 1,120,000 folders",
                "bundle.container-refused/tar.too-many-folders", count: 40_000, folders: 27,
                announced: 40_000),
            placed("31 folders deep", "data/" + String(repeating: "d/", count: 29) + "x"),
            placed(
                "a path of 1,001 bytes",
                "data/" + String(repeating: String(repeating: "n", count: 83) + "/", count: 12)),
            bag("C6", "4,097 earlier statements", .refused("bundle.layout-too-large")) { forged in
                for number in 1...4_097 {
                    forged.insert(
                        "custody/\(number)-Note.json", [0x7B, 0x7D],
                        before: "manifest-sha256.txt")
                }
            },
        ] + oversized()
    }

    /// Each tag file one byte above its limit.
    private static func oversized() -> [HostileBundle] {
        let limits = [
            ("preview.json", 16_385), ("case.json", (1 << 20) + 1),
            ("README-VERIFY", (1 << 20) + 1),
            ("bagit.txt", (1 << 20) + 1), ("bag-info.txt", (1 << 20) + 1),
            ("custody/0001-Sealed.json", 65_537), ("custody/0001-Sealed.json.sig", 8_193),
            ("sealed.opening", 1_025), ("tagmanifest-sha256.txt", (1 << 20) + 1),
            ("commitments.txt", (65 << 17) + 1),
        ]
        return limits.map { name, size in
            bag("C6", "\(name) of \(size) bytes", .refused("bundle.layout-too-large")) {
                $0[name] = [UInt8](repeating: 0x20, count: size)
            }
        } + [
            bag(
                "C6", "manifest of 64 MiB and a byte", .refused("bundle.layout-too-large"),
                isHeavy: true
            ) { $0["manifest-sha256.txt"] = [UInt8](repeating: 0x61, count: (64 << 20) + 1) },
            bag(
                "C6", "openings of 96 MiB and a byte", .refused("bundle.layout-too-large"),
                isHeavy: true
            ) { $0["openings.txt"] = [UInt8](repeating: 0x61, count: (96 << 20) + 1) },
            bag("C6", "an endless line in a manifest", .refused("bundle.manifest-malformed")) {
                $0["manifest-sha256.txt"] = [UInt8](repeating: 0x61, count: 1 << 20)
            },
        ]
    }

    private static func placed(_ name: String, _ path: String) -> HostileBundle {
        bag("C6", name, .refused("bundle.layout-too-large")) {
            var path = path
            while path.hasSuffix("/") { path.removeLast() }
            $0.insert(path, [1], before: "data/a.txt")
        }
    }

    /// Empty files by the ten thousand; `folders` new ones for each. The preview states two files, or
    /// so many.
    private static func mass(
        _ row: String, _ name: String, _ code: String, count: Int, folders: Int,
        announced: Int = 2
    ) -> HostileBundle {
        HostileBundle(
            row: row, name: name, outcome: .refused(code), isHeavy: folders > 0
        ) { scene, file in
            var archive = RawArchive()
            for number in 0..<count {
                let digits = String(1_000_000 + number)
                let below = String(repeating: "/f", count: folders)
                archive.add(RawArchive.Header("bag/data/\(digits)\(below)/x"))
            }
            var forged = scene.good
            try forged.changePreview("\"items\": 2", "\"items\": \(announced)")
            guard let padded = PreviewPadding.pad(forged["preview.json"]) else { throw NotMade() }
            forged.preview = try encrypt(padded, scene.scene.receiver.identities.recipients)
            try forged.seal(archive: archive.bytes + scene.archive, scene.scene)
            try forged.write(scene.scene, to: file)
        }
    }
}

extension Forgery {
    /// Another text in the preview.
    fileprivate mutating func changePreview(_ old: String, _ new: String) throws {
        let text = String(decoding: self["preview.json"], as: UTF8.self)
        guard text.contains(old) else { throw NotMade() }
        self["preview.json"] = Array(text.replacing(old, with: new).utf8)
    }
}
