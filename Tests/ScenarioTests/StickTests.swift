import Foundation
import Testing

/// Real sticks: small, full, pulled out, with the file system of one.
@Suite(.enabled(if: Stick.kind != nil, Stick.reason), .timeLimit(.minutes(10)))
struct `A real stick` {
    private func names(_ stick: Stick, _ name: String) throws -> [String] {
        let listed = try stick.run(["/usr/bin/find", name, "-type", "f", "-printf", "%f\\n"])
        return listed.output.split(separator: "\n").map(String.init).sorted()
    }

    @Test
    func `a full stick is told, nothing half-written is on it, and another one brings the rest`()
        throws
    {
        let carried = try CarriedCase(size: CarriedCase.largeSize)
        let small = try Stick("small", in: carried.folder, megabytes: 12)
        let full = try small.plomba(carried.sender, "export", carried.id, "-o", "small")
        #expect(full.status == 1 && full.code == "carrier.full", "\(full.errors)")
        #expect(full.errors.contains("--pieces '3-5'"), "\(full.errors)")
        #expect(try names(small, "small") == ["0001", "0002", "head.age"])
        // The same again writes nothing and says the same.
        let again = try small.plomba(carried.sender, "export", carried.id, "-o", "small")
        #expect(again.code == "carrier.full")
        let half = try small.plomba(carried.receiver, "import", "small", "--format", "json")
        #expect(half.status == 0, "\(half.errors)")
        let other = try Stick("other", in: carried.folder, megabytes: 24)
        let rest = try other.plomba(
            carried.sender, "export", carried.id, "-o", "other", "--pieces", "3-5")
        #expect(rest.status == 0, "\(rest.errors)")
        let whole = try other.plomba(carried.receiver, "import", "other", "--format", "json")
        #expect(whole.status == 0, "\(whole.errors)")
        let parcel = try #require(try CarriedCase.parcels(whole).first)
        #expect(parcel["missing"] as? [String] == [] && parcel["taken"] as? Int == 3)
        #expect(try carried.receive().status == 0)
        try #require(try carried.receiver.plomba("accept", carried.id).status == 0)
        #expect(try small.plomba(carried.receiver, "export", carried.id, "-o", "small").status == 0)
        let answered = try small.plomba(carried.sender, "import", "small")
        #expect(answered.status == 0 && answered.output.contains("accepted"), "\(answered.output)")
    }

    @Test func `an export that was killed goes on, and what it left is never taken for whole`()
        throws
    {
        let carried = try CarriedCase(size: CarriedCase.largeSize)
        let stick = try Stick("usb", in: carried.folder, megabytes: 40)
        let program = try Program.path("plomba")
        // Killed after the first piece has its name; the stick is pulled out then.
        let script = """
            "$@" & CHILD=$!
            for i in $(seq 2000); do ls usb/plomba/*/0001 >/dev/null 2>&1 && break; sleep 0.01; done
            kill -9 $CHILD; wait $CHILD 2>/dev/null
            """
        let killed = try stick.run(
            ["/bin/sh", "-c", script, "sh", program] + [
                "export", carried.id, "-o", "usb", "--home", carried.sender.home,
                "--passphrase-file", carried.folder.place("passphrase"),
            ])
        #expect(killed.errors.isEmpty || killed.status >= 0)
        let part = try stick.plomba(carried.receiver, "import", "usb", "--format", "json")
        #expect(part.status == 0, "\(part.errors)")
        let on = try stick.plomba(carried.sender, "export", carried.id, "-o", "usb")
        #expect(on.status == 0, "\(on.errors)")
        #expect(
            try names(stick, "usb") == ["0001", "0002", "0003", "0004", "0005", "head.age"])
        let rest = try stick.plomba(carried.receiver, "import", "usb", "--format", "json")
        #expect(rest.status == 0, "\(rest.errors)")
        #expect(try carried.receive().status == 0)
    }

    @Test func `a stick that cannot be written is told, and one can be read`() throws {
        let carried = try CarriedCase()
        let stick = try Stick("usb", in: carried.folder, megabytes: 12)
        try #require(
            try stick.plomba(carried.sender, "export", carried.id, "-o", "usb").status == 0)
        let imported = try stick.plomba(carried.receiver, "import", "usb")
        #expect(imported.status == 0, "\(imported.errors)")
        #expect(try carried.receive().status == 0)
    }
}
