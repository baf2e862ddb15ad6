/// C1: paths that lead elsewhere.
extension HostileBundle {
    /// Whatever escaped would bear this name.
    static let canary = "PLOMBA-ESCAPE"

    private static let leading: [(String, String)] = [
        ("../\(canary)", "dot-component"), ("../../\(canary)", "dot-component"),
        ("bag/../../\(canary)", "dot-component"), ("bag/data/../../../\(canary)", "dot-component"),
        ("./bag/data/\(canary)", "dot-component"), ("bag/./data/\(canary)", "dot-component"),
        ("bag/data/.", "dot-component"), ("bag/data/..", "dot-component"),
        (".", "dot-component"), ("..", "dot-component"),
        ("/\(canary)", "absolute"), ("//\(canary)", "absolute"), ("/tmp/\(canary)", "absolute"),
        ("/etc/cron.d/\(canary)", "absolute"), ("/proc/self/cwd/\(canary)", "absolute"),
        ("/", "absolute"), ("/dev/shm/\(canary)", "absolute"),
        ("~/\(canary)", "home-folder"), ("~root/\(canary)", "home-folder"), ("~", "home-folder"),
        ("C:\\\(canary)", "colon"), ("C:/\(canary)", "colon"), ("C:\(canary)", "colon"),
        ("bag/data/c:\(canary)", "colon"), ("file:///tmp/\(canary)", "colon"),
        ("bag/data/a.txt:\(canary)", "colon"), ("bag/data/a::$DATA", "colon"),
        ("\\\\server\\share\\\(canary)", "backslash"), ("..\\..\\\(canary)", "backslash"),
        ("\\\(canary)", "backslash"), ("bag\\data\\\(canary)", "backslash"),
        ("bag/data/..\\\(canary)", "backslash"), ("\\\\?\\C-\(canary)", "backslash"),
        ("bag//\(canary)", "empty-component"), ("bag/data//\(canary)", "empty-component"),
        ("bag/data/\(canary)/", "empty-component"), ("bag/", "empty-component"),
        ("bag/data/\(canary).", "trailing-dot-or-space"),
        ("bag/data/\(canary) ", "trailing-dot-or-space"),
        ("bag/data/x./\(canary)", "trailing-dot-or-space"),
        ("bag/data/x /\(canary)", "trailing-dot-or-space"),
        ("bag/data/...", "trailing-dot-or-space"), ("bag/data/. ", "trailing-dot-or-space"),
        ("bag/data/CON", "reserved-name"), ("bag/data/con.txt", "reserved-name"),
        ("bag/data/aux.txt", "reserved-name"), ("bag/data/NUL.tar.gz", "reserved-name"),
        ("bag/data/prn/\(canary)", "reserved-name"), ("bag/data/COM1", "reserved-name"),
        ("bag/data/lpt9.doc", "reserved-name"), ("bag/data/COM\u{B9}", "reserved-name"),
        ("bag/data/CONIN$", "reserved-name"), ("bag/data/Aux ", "trailing-dot-or-space"),
        ("bag/data/nul .txt", "reserved-name"),
        ("bag/data/a\u{0}b", "control-character"), ("bag/data/a\nb", "control-character"),
        ("bag/data/a\rb", "control-character"), ("bag/data/a\tb", "control-character"),
        ("bag/data/a\u{7F}b", "control-character"), ("bag/data/a\u{1B}c", "control-character"),
        ("bag/data/a\u{85}b", "control-character"), ("bag/data/a\u{9B}2J", "control-character"),
        (String(repeating: "d/", count: 32) + canary, "too-deep"),
        ("bag/data/" + String(repeating: "n", count: 256), "component-too-long"),
        ("bag/data/" + String(repeating: "\u{17E}", count: 128), "component-too-long"),
        (String(repeating: "dir/", count: 300) + canary, "too-long"),
    ]

    private static let notText: [(String, [UInt8])] = [
        ("a lone continuation", [0x80]), ("an overlong slash", [0xC0, 0xAF]),
        ("an overlong dot", [0xC0, 0xAE, 0xC0, 0xAE]), ("a surrogate", [0xED, 0xA0, 0x80]),
        ("a cut sequence", [0xE2, 0x82]), ("beyond Unicode", [0xF4, 0x90, 0x80, 0x80]),
        ("Latin-1", [0x8A, 0x6B, 0x6F, 0x6C, 0x61]), ("FF FE", [0xFF, 0xFE]),
    ]

    private static let misplaced: [(String, String)] = [
        ("statement.json", "bundle.layout-unexpected-file"),
        ("header.age", "bundle.layout-unexpected-file"),
        ("evidence/\(canary)", "bundle.layout-unexpected-file"),
        ("data/\(canary)", "bundle.layout-unexpected-file"),
        ("Bag/data/\(canary)", "bundle.layout-unexpected-file"),
        ("bag/\(canary)", "bundle.layout-unexpected-file"),
        ("bag/fetch.txt", "bundle.layout-unexpected-file"),
        ("bag/custody/0009-\(canary).json", "bundle.layout-unexpected-file"),
        ("bag/manifest-sha512.txt", "bundle.layout-unexpected-file"),
        ("bag/preview.json", "bundle.layout-missing-file"),
        ("bag/case.json", "bundle.layout-missing-file"),
        ("bag/commitments.txt", "bundle.layout-missing-file"),
        ("bag/data/~", "bundle.layout-order"), ("bag/data/z", "bundle.layout-order"),
    ]

    static func paths() -> [HostileBundle] {
        var bundles: [HostileBundle] = []
        for (index, (path, code)) in leading.enumerated() {
            let bytes = Array(path.utf8)
            // A plain header holds no NUL and 100 bytes; there the path would be another one.
            if bytes.count <= 100, !bytes.contains(0) {
                bundles.append(
                    inner("C1", "plain \(index) \(shown(path))", "tar.path." + code) {
                        $0.add(RawArchive.Header(path, size: 1), content: [1])
                    })
            }
            bundles.append(
                inner("C1", "pax \(index) \(shown(path))", "tar.path." + code) {
                    $0.pax([("path", bytes)])
                    $0.add(RawArchive.Header("PaxEntry/1", size: 1), content: [1])
                })
        }
        bundles += notText.map { name, bytes in
            inner("C1", "no UTF-8: \(name)", "tar.path.not-utf8") {
                $0.file(Array("bag/data/".utf8) + bytes, content: [1])
            }
        }
        bundles.append(
            inner("C1", "empty name", "tar.path.empty") {
                $0.add(RawArchive.Header("", size: 1), content: [1])
            })
        return bundles + misplacements()
    }

    /// Good paths that no bag has at this place.
    private static func misplacements() -> [HostileBundle] {
        misplaced.map { path, code in
            HostileBundle(row: "C1", name: "misplaced \(path)", outcome: .refused(code)) {
                scene, file in
                var archive = RawArchive()
                archive.file(Array(path.utf8), content: [1])
                try scene.write(archive: archive.bytes + scene.archive, to: file)
            }
        }
    }

    static func shown(_ text: String) -> String {
        text.unicodeScalars.map { $0.isASCII && $0.value >= 0x20 ? String($0) : "?" }.joined()
            .prefix(40).description
    }
}
