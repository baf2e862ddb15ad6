import EvidenceBundle

/// C12 and C13: what two readers would read in two ways, and files that want to be run.
extension HostileBundle {
    static func differentials() -> [HostileBundle] {
        paxDifferentials() + endings() + [
            inner("C12", "prefix and name", "tar.prefix-used") {
                var header = RawArchive.Header("x", size: 1)
                header.prefix = "bag/data"
                $0.add(header, content: [1])
            },
            inner("C12", "GNU magic", "tar.not-canonical") {
                var header = RawArchive.Header("bag/data/0", size: 1)
                header.magic = "ustar  \u{0}"
                $0.add(header, content: [1])
            },
            inner("C12", "no magic", "tar.not-canonical") {
                var header = RawArchive.Header("bag/data/0", size: 1)
                header.magic = ""
                $0.add(header, content: [1])
            },
            inner("C12", "signed checksum", "tar.checksum") {
                var header = RawArchive.Header("bag/data/\u{107}", size: 1)
                // As old tars sum it: bytes above 127 count as negative.
                header.checksumOffset = -512
                $0.add(header, content: [1])
            },
            inner("C12", "bytes after the name's NUL", "tar.not-canonical") {
                var header = RawArchive.Header("bag/data/0", size: 1)
                header.name = Array("bag/data/0\u{0}/../../\(canary)".utf8)
                $0.add(header, content: [1])
            },
            inner("C12", "UTF-8 in a plain header", "tar.not-canonical") {
                $0.add(RawArchive.Header("bag/data/\u{107}", size: 1), content: [1])
            },
        ]
    }

    private static func paxDifferentials() -> [HostileBundle] {
        func pax(
            _ name: String, _ code: String, _ records: [(String, String)], plain: String,
            size: Int = 1
        ) -> HostileBundle {
            inner("C12", name, code) {
                $0.pax(records.map { ($0, Array($1.utf8)) })
                $0.add(RawArchive.Header(plain, size: size), content: [1])
            }
        }
        return [
            pax(
                "pax path beside another name", "tar.not-canonical",
                [("path", "bag/data/\u{107}")], plain: "bag/data/c"),
            pax(
                "needless pax path", "tar.not-canonical", [("path", "bag/data/0")],
                plain: "bag/data/0"),
            pax(
                "pax path twice", "tar.not-canonical",
                [("path", "bag/data/\u{107}"), ("path", "bag/data/\u{10D}")], plain: "PaxEntry/1"),
            pax(
                "pax size below the plain one", "tar.not-canonical",
                [("path", "bag/data/\u{107}"), ("size", "0")], plain: "PaxEntry/1"),
            pax(
                "pax size above the plain one", "tar.not-canonical",
                [("path", "bag/data/\u{107}"), ("size", "1024")], plain: "PaxEntry/1"),
            pax(
                "records in another order", "tar.not-canonical",
                [("size", "9000000000"), ("path", "bag/data/\u{107}")], plain: "PaxEntry/1", size: 0
            ),
            pax(
                "deleting record", "tar.not-canonical",
                [("path", ""), ("path", "bag/data/\u{107}")], plain: "PaxEntry/1"),
            inner("C12", "two pax headers", "tar.pax-twice") {
                $0.pax([("path", Array("bag/data/\u{107}".utf8))])
                $0.pax([("path", Array("bag/data/\u{10D}".utf8))])
                $0.add(RawArchive.Header("PaxEntry/1", size: 1), content: [1])
            },
            inner("C12", "global before local pax", "tar.kind-refused") {
                $0.pax([("path", Array("bag/data/x".utf8))], kind: "g")
                $0.add(RawArchive.Header("bag/data/0", size: 1), content: [1])
            },
            inner("C12", "a tar hidden in a pax size", "tar.not-canonical") {
                // The TARmageddon pattern: one reader skips what the other reads as entries.
                $0.pax([("path", Array("bag/data/\u{107}".utf8)), ("size", Array("1024".utf8))])
                $0.add(RawArchive.Header("PaxEntry/1", size: 0))
                $0.add(RawArchive.Header("bag/data/\(canary)", size: 1), content: [1])
            },
        ]
    }

    private static func endings() -> [HostileBundle] {
        func ending(
            _ name: String, _ code: String, _ change: @escaping @Sendable ([UInt8]) -> [UInt8]
        ) -> HostileBundle {
            HostileBundle(
                row: "C12", name: name, outcome: .refused("bundle.container-refused/" + code)
            ) { scene, file in
                try scene.write(archive: change(scene.archive), to: file)
            }
        }
        var entry = RawArchive()
        entry.add(RawArchive.Header("bag/data/\(canary)", size: 1), content: [1])
        let hidden = entry.bytes
        return [
            ending("entries after one zero block", "tar.data-after-end") {
                [UInt8](repeating: 0, count: 512) + $0
            },
            ending("entries after the end", "tar.data-after-end") { $0 + hidden },
            ending("a byte in the padding", "tar.data-after-end") { $0.dropLast() + [1] },
            ending("a block too much", "tar.wrong-padding") {
                $0 + [UInt8](repeating: 0, count: 512)
            },
            HostileBundle(
                row: "C12", name: "a block too little",
                outcome: .refused("bundle.container-refused/tar.wrong-padding")
            ) { scene, file in
                try scene.write(archive: scene.paddedArchive().dropLast(512), to: file)
            },
            ending("no end", "tar.truncated") {
                Array($0[..<(($0.lastIndex { $0 != 0 } ?? 0) / 512 * 512 + 512)])
            },
            ending("half a header", "tar.truncated") { Array($0[..<700]) },
            ending("nothing", "tar.truncated") { _ in [] },
        ]
    }

    /// The same for FILE.plomba itself, which carriers can touch.
    static func containers() -> [HostileBundle] {
        func container(
            _ name: String, _ code: String,
            _ build: @escaping @Sendable (inout RawArchive, HostileScene) -> Void
        ) -> HostileBundle {
            HostileBundle(row: "C12", name: "container: \(name)", outcome: .refused(code)) {
                scene, file in
                var archive = RawArchive()
                for part in scene.parts {
                    archive.file(Array(part.path.utf8), content: part.content)
                }
                build(&archive, scene)
                archive.zeros(blocks: 2)
                try scene.write(container: archive.bytes, to: file)
            }
        }
        let paths: [(String, String)] = [
            ("../\(canary)", "bundle.not-a-bundle/tar.path.dot-component"),
            ("/tmp/\(canary)", "bundle.not-a-bundle/tar.path.absolute"),
            ("evidence/../\(canary)", "bundle.not-a-bundle/tar.path.dot-component"),
            ("evidence/a/\(canary)", "bundle.outer-layout"), ("\(canary)", "bundle.outer-layout"),
            ("evidence/\(canary).exe", "bundle.outer-layout"),
            ("evidence/README-FIRST.html", "bundle.outer-layout"),
            ("evidence/Transfer\u{202E}nosj.json", "bundle.not-a-bundle/tar.not-canonical"),
            ("evidence", "bundle.outer-layout"), ("bag/data/a.txt", "bundle.outer-layout"),
            ("payload.age", "bundle.not-a-bundle/tar.path.collision-same-bytes"),
            ("Payload.age", "bundle.not-a-bundle/tar.path.collision-same-after-case-folding"),
            ("statement.json/x", "bundle.not-a-bundle/tar.path.collision-file-and-folder"),
        ]
        return paths.map { path, code in
            container("file \(path)", code) { archive, _ in
                archive.file(Array(path.utf8), content: [1])
            }
        }
            + ["1", "2", "3", "4", "5", "6"].map { kind in
                container("entry of kind \(kind)", "bundle.not-a-bundle/tar.kind-refused") {
                    archive, _ in
                    archive.add(
                        RawArchive.Header("evidence/x", kind: Character(kind), link: "/etc/passwd"))
                }
            } + [
                container("evidence of 8 EiB", "bundle.not-a-bundle/tar.truncated") { archive, _ in
                    archive.pax([("size", Array("9223372036854775807".utf8))], ordinal: 6)
                    archive.add(RawArchive.Header("evidence/x"))
                },
                container("4,097 files of evidence", "bundle.not-a-bundle/tar.too-many-entries") {
                    archive, _ in
                    for number in 0..<4_097 {
                        archive.file(Array("evidence/\(number)".utf8), content: [])
                    }
                },
                container("evidence of 64 KiB and a byte", "bundle.part-too-large") { archive, _ in
                    archive.file(
                        Array("evidence/Transfer.json".utf8),
                        content: [UInt8](repeating: 1, count: 65_537))
                },
            ]
    }

    /// C13: files that want to be run or opened are bytes with mode 0600.
    static func actives() -> [HostileBundle] {
        let files: [(String, String)] = [
            ("run.sh", "#!/bin/sh\ntouch /tmp/\(canary)\n"), (".bashrc", "touch /tmp/\(canary)\n"),
            ("autorun.inf", "[autorun]\nopen=x.exe\n"), ("a.desktop", "[Desktop Entry]\nExec=sh\n"),
            ("x.svg", "<svg onload=\"alert(1)\"/>"), ("m.docm", "PK\u{3}\u{4}macro"),
            ("j.pdf", "%PDF-1.7\n/JavaScript"), ("page.html", "<img src=//tracker.example/x>"),
            (".git/hooks/post-checkout", "#!/bin/sh\n"),
            (".ssh/authorized_keys", "ssh-ed25519 A\n"),
            ("link.url", "[InternetShortcut]\nURL=file:////tracker.example/x\n"),
            ("link.lnk", "L\u{0}\u{0}\u{0}"), ("script.ps1", "Start-Process calc\n"),
            ("page.hta", "<script language=vbs>a</script>"), ("page.mht", "MIME-Version: 1.0\n"),
            ("desktop.ini", "[.ShellClassInfo]\nIconResource=//tracker.example/x,0\n"),
            ("r.rtf", "{\\rtf1{\\*\\template //tracker.example/x}}"),
            ("x.xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"),
            ("lol.xml", "<!DOCTYPE a [<!ENTITY b \"lol\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>"),
            ("Makefile", "all:\n\ttouch /tmp/\(canary)\n"), (".envrc", "touch /tmp/\(canary)\n"),
            (".vscode/tasks.json", "{\"runOn\": \"folderOpen\"}"),
            (".git/config", "[core]\n\tfsmonitor = touch /tmp/\(canary)\n"),
            ("sitecustomize.py", "open('/tmp/\(canary)', 'w')\n"), ("a.wasm", "\u{0}asm\u{1}"),
            ("Report.app/Contents/MacOS/Report", "#!/bin/sh\ntouch /tmp/\(canary)\n"),
        ]
        return files.map { name, content in
            sealed("C13", "active \(name)", [(name, Array(content.utf8))])
        }
    }
}
