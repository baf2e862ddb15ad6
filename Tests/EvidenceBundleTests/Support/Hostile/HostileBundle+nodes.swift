/// C2 and C3: everything that is not a plain file.
extension HostileBundle {
    private static let targets: [(String, String, String)] = [
        ("to the root", "bag/data/l", "/"), ("to a parent", "bag/data/l", "../../.."),
        ("to a file outside", "bag/data/l", "/etc/passwd"), ("to itself", "bag/data/l", "l"),
        ("in a loop", "bag/data/l", "../data/l"), ("to nothing", "bag/data/l", "\(canary)"),
        ("with an empty target", "bag/data/l", ""), ("with an empty name", "", "/tmp"),
        ("as bag", "bag", "/tmp"), ("as data", "bag/data", "../.."),
        ("to the staging folder", "bag/data/l", "../.."),
        ("to /proc", "bag/data/l", "/proc/self/fd"),
        ("with a long chain", "bag/data/l", String(repeating: "../", count: 30) + "tmp"),
    ]

    static func links() -> [HostileBundle] {
        var bundles: [HostileBundle] = []
        for (name, path, target) in targets {
            for (kind, word) in [("1", "hard link"), ("2", "symbolic link")] {
                bundles.append(
                    inner("C2", "\(word) \(name)", "tar.kind-refused") {
                        $0.add(RawArchive.Header(path, kind: Character(kind), link: target))
                        // What would be written through it.
                        $0.file(Array("bag/data/l/\(canary)".utf8), content: [1], ordinal: 2)
                    })
            }
        }
        bundles.append(
            inner("C2", "symbolic link by pax", "tar.not-canonical") {
                $0.pax([("linkpath", Array("/tmp".utf8))])
                $0.add(RawArchive.Header("bag/data/l", kind: "0"))
            })
        bundles.append(
            inner("C2", "a file with a link name", "tar.not-canonical") {
                $0.add(RawArchive.Header("bag/data/l", link: "/etc/passwd"))
            })
        return bundles
    }

    private static let kinds: [(String, Character)] = [
        ("character device", "3"), ("block device", "4"), ("folder", "5"), ("pipe", "6"),
        ("contiguous file", "7"), ("GNU sparse file", "S"), ("GNU dump folder", "D"),
        ("GNU volume label", "V"), ("GNU continuation", "M"), ("GNU long name", "L"),
        ("GNU long link", "K"), ("global pax header", "g"), ("Solaris attributes", "X"),
        ("Solaris ACL", "A"), ("old plain file", "\u{0}"), ("unknown kind", "Z"),
    ]

    static func specials() -> [HostileBundle] {
        kinds.map { name, kind in
            inner("C3", name, "tar.kind-refused") {
                $0.add(RawArchive.Header("bag/data/\(canary)", kind: kind, size: 0))
            }
        } + odd() + attributes()
    }

    private static func odd() -> [HostileBundle] {
        let changes: [(String, @Sendable (inout RawArchive.Header) -> Void)] = [
            ("setuid", { $0.mode = "0004755" }), ("setgid", { $0.mode = "0002755" }),
            ("sticky", { $0.mode = "0001777" }), ("executable", { $0.mode = "0000755" }),
            ("writable by all", { $0.mode = "0000666" }),
            ("no permissions", { $0.mode = "0000000" }),
            ("owner 1000", { $0.owner = "0001750" }), ("owner by name", { $0.ownerName = "root" }),
            ("device numbers", { $0.device = "0000001" }),
            ("time in the future", { $0.modified = "77777777777" }),
            ("time of today", { $0.modified = "14600000000" }),
        ]
        return changes.map { name, change in
            inner("C3", name, "tar.not-canonical") {
                var header = RawArchive.Header("bag/data/\(canary)", size: 1)
                change(&header)
                $0.add(header, content: [1])
            }
        }
    }

    private static func attributes() -> [HostileBundle] {
        [
            "SCHILY.xattr.user.note", "SCHILY.xattr.security.capability",
            "LIBARCHIVE.xattr.security.capability", "SCHILY.acl.access", "SCHILY.acl.default",
            "SCHILY.fflags", "RHT.security.selinux", "mtime", "atime", "uid", "gid", "uname",
            "hdrcharset", "comment", "GNU.sparse.major", "GNU.sparse.map", "SCHILY.realsize",
        ].map { key in
            inner("C3", "pax record \(key)", "tar.not-canonical") {
                $0.pax([(key, Array("1".utf8))])
                $0.add(RawArchive.Header("bag/data/\(canary)", size: 1), content: [1])
            }
        }
    }
}
