import Primitives

/// What a judge, an expert and an operator need to know about an export, in plain words.
struct ExportReadme {
    let broker: String
    let time: Timestamp
    let withSealed: Bool
    let leftOut: [String]

    var bytes: [UInt8] { Array(text.utf8) }

    private var text: String {
        """
        EVERYTHING THAT THE BROKER \(broker) KNOWS
        as of \(time.text), written by the command 'plombad export-all'.

        WHAT THIS IS
        A broker keeps sealed consignments until their recipients fetch them, like a post office with
        locked boxes. This folder is a complete copy of what it has stored about them: each row of its
        databases, each signed statement, its log, and its configuration.

        WAS IT CHANGED SINCE?
        In this folder:   sha256sum -c manifest-sha256.txt && sha256sum -c tagmanifest-sha256.txt
        It is also a bag (RFC 8493):   bagit.py --validate .
        Write down the SHA-256 of tagmanifest-sha256.txt when the folder is handed over: it stands for
        all of it. Whether the copy was true when it was made, the signatures in it tell, not the sums.

        WHERE TO LOOK
        data/deliveries.csv    one line for each delivery: sender, mailbox, times, size, state
        data/tables/           each table of the databases; what each column means stands in
                               broker-knowledge.md of the program's documents
        data/files/            statements as they were signed (NAME.json with NAME.sig), records of
                               organisations, and other long values; the tables name the file
        data/configuration/    what the operator has set, and the public certificates
        data/export.json       what was exported, and what was not
        Times in the tables are seconds since 1 January 1970, UTC, by the broker's clock.

        WHAT IT CANNOT SHOW
        - Content. Files, their names and number, the case, the people in it: all of that is sealed to
          the recipients before it comes here. The broker has no key that opens it, and the operator
          cannot make one. Only the recipients can.
        - Who sat at the computer. The broker knows organisations, their mailboxes, and the keys of
          their devices.
        - From where. Network addresses are not stored.
        - What was erased before: content is erased when it was declined, called back or destroyed.
          That it was there, and its size, stays.
        - That nothing else ever happened. What went from hand to hand never came here.
        - The true size. Sizes are of the sealed form, which is padded.

        WHAT IS LEFT OUT
        - The broker's own private keys. They open nothing; whoever has them could speak in its name.
        \(lines)
        - What the service writes to the system's journal: it names nobody. Backups: older copies of the same.

        """
    }

    private var lines: String {
        let sealed =
            withSealed ? ["none of the sealed bytes: they are in data/sealed and data/files"] : []
        return (leftOut + sealed).map { "- " + SafeText.shown($0) }.joined(separator: "\n")
    }
}
