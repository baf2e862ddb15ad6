import Foundation
import Testing

/// Content that comes in pieces, on sticks that strangers wrote to.
@Suite(.timeLimit(.minutes(10))) struct `A content in pieces` {
    @Test func `a tampered piece is named, the others are taken, and it comes with the next stick`()
        throws
    {
        let carried = try CarriedCase(size: CarriedCase.largeSize)
        #expect(try carried.export()["pieces"] as? Int == 5)
        let place = try carried.parcel() + "/0002"
        var bytes = try carried.folder.read(place)
        bytes[bytes.count / 2] ^= 1
        try carried.folder.write(place, bytes)
        let imported = try carried.receiver.plomba("import", "stick")
        #expect(imported.status == 2 && imported.code == "carrier.pieces-damaged")
        #expect(imported.output.contains("damaged, left out: pieces 2"), "\(imported.output)")
        #expect(imported.errors.contains("--pieces '2'"), "\(imported.errors)")
        #expect(try carried.receive().code == "inbox.pieces-missing")
        // The same export puts right what is wrong on the stick, and nothing else.
        #expect(try carried.export()["written"] as? Int == 1)
        let arrived = try carried.taken()
        #expect(arrived["taken"] as? Int == 1 && arrived["missing"] as? [String] == [])
        let received = try carried.receive()
        #expect(received.status == 0, "\(received.errors)")
        let entry = carried.folder.tree(carried.receiver.name + "/inbox")
        #expect(
            !entry.contains { $0.contains("pieces") || $0.hasSuffix("payload.age") }, "\(entry)")
    }

    @Test func `several sticks bring what one has no room for, in any order`() throws {
        let carried = try CarriedCase(size: CarriedCase.largeSize)
        try carried.export("--pieces", "4-5,2")
        #expect(try carried.taken()["missing"] as? [String] == ["1", "3"])
        try FileManager.default.removeItem(atPath: carried.folder.place("stick/plomba"))
        try carried.export("--pieces", "1,3")
        let arrived = try carried.taken()
        #expect(arrived["missing"] as? [String] == [] && arrived["taken"] as? Int == 2)
        #expect(try carried.receive().status == 0)
        #expect(
            try carried.folder.read("case/bag/data/evidence/video.mp4")
                == carried.folder.read("evidence/video.mp4"))
    }

    @Test func `links, devices and folders in the place of files are refused and not followed`()
        throws
    {
        let carried = try CarriedCase(size: 5 << 20)
        try carried.export()
        let parcel = try carried.parcel()
        let files = FileManager.default
        try files.moveItem(
            atPath: carried.folder.place(parcel + "/0001"),
            toPath: carried.folder.place("elsewhere"))
        try files.createSymbolicLink(
            atPath: carried.folder.place(parcel + "/0001"),
            withDestinationPath: carried.folder.place("elsewhere"))
        #expect(try carried.receiver.plomba("import", "stick").code == "carrier.not-a-file")
        #expect(
            try carried.sender.plomba("export", carried.id, "-o", "stick").code
                == "carrier.not-a-file")
        try files.removeItem(atPath: carried.folder.place(parcel + "/0001"))
        try #require(
            try Program.run(
                "/usr/bin/mkfifo", [carried.folder.place(parcel + "/0001")],
                in: carried.folder.path
            ).status == 0)
        #expect(try carried.receiver.plomba("import", "stick").code == "carrier.not-a-file")
        try files.removeItem(atPath: carried.folder.place(parcel + "/0001"))
        try files.createDirectory(
            atPath: carried.folder.place(parcel + "/0001"), withIntermediateDirectories: false)
        #expect(try carried.receiver.plomba("import", "stick").code == "carrier.not-a-file")
        // The parcel itself, and the folder of all of them.
        try files.moveItem(
            atPath: carried.folder.place(parcel), toPath: carried.folder.place("moved"))
        try files.createSymbolicLink(
            atPath: carried.folder.place(parcel),
            withDestinationPath: carried.folder.place("moved"))
        #expect(try carried.receiver.plomba("import", "stick").code == "carrier.not-a-file")
        try files.moveItem(
            atPath: carried.folder.place("stick/plomba"), toPath: carried.folder.place("all"))
        try files.createSymbolicLink(
            atPath: carried.folder.place("stick/plomba"),
            withDestinationPath: carried.folder.place("all"))
        #expect(try carried.receiver.plomba("import", "stick").code == "carrier.not-a-file")
    }

    @Test
    func `other people's files, half-written ones and other parcels keep nothing from being taken`()
        throws
    {
        let carried = try CarriedCase()
        try carried.export()
        let parcel = try carried.parcel()
        let all = "stick/plomba/"
        try carried.folder.write("stick/holiday.jpg", [1, 2, 3])
        try carried.folder.write(all + "notes.txt", [4])
        try carried.folder.write(all + "0123456789abcdef0123456789abcdef/0001.new", [5])
        try carried.folder.write(all + "1123456789abcdef0123456789abcdef/head.age", [6])
        let truncated = Array(try carried.folder.read(parcel + "/head.age").dropLast(5))
        try carried.folder.write(all + "2123456789abcdef0123456789abcdef/head.age", truncated)
        // One whose letters were turned into capitals, as some systems do.
        let name = try #require(parcel.split(separator: "/").last).uppercased()
        try FileManager.default.moveItem(
            atPath: carried.folder.place(parcel), toPath: carried.folder.place(all + name))
        let imported = try carried.receiver.plomba("import", "stick", "--format", "json")
        #expect(imported.status == 2, "\(imported.errors)")
        let outcomes = try CarriedCase.parcels(imported).map {
            $0["code"] as? String ?? $0["outcome"] as? String ?? "none"
        }
        #expect(
            Set(outcomes) == [
                "case", "carrier.unfinished", "carrier.head-malformed", "carrier.head-damaged",
            ], "\(outcomes)")
        #expect(try carried.receive().status == 0)
        #expect(carried.folder.exists("stick/holiday.jpg"))
    }

    @Test func `a parcel for others is passed over, and a mixed one brings nothing false`() throws {
        let carried = try CarriedCase()
        try carried.export()
        let first = try carried.parcel()
        let second = try carried.sender.sealCase(
            for: carried.receiver.mailbox, as: "second.plomba")
        let other = try carried.sender.plomba(
            "export", second, "-o", "stick", "--format", "json")
        let folder = "stick/" + (try #require(try other.json()["folder"] as? String))
        // Its own sender opens neither: each is its own export, or none of its business.
        let own = try carried.sender.plomba("import", "stick", "--format", "json")
        #expect(own.status == 0)
        #expect(try CarriedCase.parcels(own).allSatisfy { $0["outcome"] as? String == "ours" })
        let copy = carried.folder.place("stick/plomba/3123456789abcdef0123456789abcdef")
        try FileManager.default.copyItem(atPath: carried.folder.place(first), toPath: copy)
        let copied = try carried.sender.plomba("import", "stick", "--format", "json")
        #expect(
            try CarriedCase.parcels(copied).contains {
                $0["outcome"] as? String == "for-somebody-else"
            })
        // Looked at first, it would bring what the changed one no longer has.
        try FileManager.default.removeItem(atPath: copy)
        // The content of one under the head of the other.
        try carried.folder.write(first + "/0001", try carried.folder.read(folder + "/0001"))
        let imported = try carried.receiver.plomba("import", "stick", "--format", "json")
        #expect(imported.status == 2, "\(imported.errors)")
        #expect(try carried.receiver.plomba("receive", second, "-o", "second").status == 0)
    }
}
