import BagIt
import Custody
import Primitives

/// The files of the head, in their order.
extension Parcel {
    func files() throws(BagPathError) -> [BagFile] {
        var files = try Self.files("statement", deposit)
        if let content {
            files += [
                BagFile(BundlePaths.preview, content.preview),
                BagFile(Self.pieces, content.pieces),
                BagFile(Self.piecesSignature, content.piecesSignature),
            ]
        }
        if let receipt { files += try Self.files(Self.receipt, receipt) }
        for word in words {
            files += try Self.files(
                "\(Self.lanes)/\(word.mailbox.text)/\(word.event.rawValue)", word.statement)
        }
        return files
    }

    private static let pieces = "pieces.txt"
    private static let piecesSignature = "pieces.txt.sig"
    private static let receipt = Event.submissionAcceptance.rawValue
    private static let lanes = "lanes"

    private static func files(
        _ name: String, _ statement: SignedStatement
    ) throws(BagPathError) -> [BagFile] {
        try [
            BagFile(path: BagPath(name + ".json"), statement.json),
            BagFile(path: BagPath(name + ".json.sig"), statement.signature),
            BagFile(path: BagPath(name + ".entry"), statement.entry ?? []),
        ]
    }

    /// - Throws: `headMalformed`.
    init(_ files: [BagFile]) throws(ParcelError) {
        var rest = files[...]
        let deposit = try Self.statement("statement", &rest)
        var content: Content?
        if rest.first?.path.text == BundlePaths.preview {
            content = Content(
                preview: try Self.take(BundlePaths.preview, &rest),
                pieces: try Self.take(Self.pieces, &rest),
                piecesSignature: try Self.take(Self.piecesSignature, &rest))
        }
        let receipt =
            rest.first?.path.text == Self.receipt + ".json"
            ? try Self.statement(Self.receipt, &rest) : nil
        var words: [Word] = []
        while let path = rest.first?.path.text {
            let word = try Self.word(path, &rest)
            guard !words.contains(where: { $0.mailbox == word.mailbox && $0.event == word.event })
            else { throw .headMalformed }
            words.append(word)
        }
        self.init(deposit: deposit, content: content, receipt: receipt, words: words)
    }

    private static func word(
        _ path: String, _ rest: inout ArraySlice<BagFile>
    ) throws(ParcelError) -> Word {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == lanes, parts[2].hasSuffix(".json"),
            let mailbox = MailboxAddress(String(parts[1])),
            let event = Event(rawValue: String(parts[2].dropLast(5)))
        else { throw .headMalformed }
        return Word(
            mailbox: mailbox, event: event,
            statement: try statement(String(path.dropLast(5)), &rest))
    }

    private static func statement(
        _ name: String, _ rest: inout ArraySlice<BagFile>
    ) throws(ParcelError) -> SignedStatement {
        let (json, signature) = (
            try take(name + ".json", &rest), try take(name + ".json.sig", &rest)
        )
        let entry = try take(name + ".entry", &rest)
        do throws(StatementError) {
            return try SignedStatement(json: json, signature: signature, entry: entry)
        } catch {
            throw .headMalformed
        }
    }

    private static func take(
        _ name: String, _ rest: inout ArraySlice<BagFile>
    ) throws(ParcelError) -> [UInt8] {
        guard let file = rest.popFirst(), file.path.bytes.elementsEqual(name.utf8) else {
            throw .headMalformed
        }
        return file.content
    }
}
