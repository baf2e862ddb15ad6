import Age
import Primitives

/// One payload.age put together in another way, and what it must lead to.
struct Rearrangement: Sendable {
    let name: String
    let bytes: [UInt8]
    let codes: [String]
    /// Bytes of true plaintext before the failure.
    let released: Int
}

extension TortureBundle {
    /// Chunks swapped, dropped, repeated, and taken from another bundle for the same reader.
    func rearrangedChunks(with other: TortureBundle) -> [Rearrangement] {
        let all = chunks
        var changed: [Rearrangement] = []
        for first in all.indices {
            for second in all.indices where first < second {
                var swapped = all
                swapped.swapAt(first, second)
                changed.append(rearranged("swap \(first) \(second)", swapped, badAt: first))
            }
            var dropped = all
            dropped.remove(at: first)
            // Without its last chunk a payload only ends too early.
            let isLast = first == all.count - 1
            changed.append(
                rearranged(
                    "drop \(first)", dropped, badAt: first,
                    codes: [isLast ? "age.payload-truncated" : "age.payload-bad-tag"]))
            changed.append(repeated(first, all))
            for donor in [other.chunks.first, other.chunks.last].compactMap({ $0 }) {
                var spliced = all
                spliced[first] = donor
                changed.append(rearranged("splice \(first)", spliced, badAt: first))
            }
        }
        return changed + appended(all, other)
    }

    private func repeated(_ place: Int, _ all: [[UInt8]]) -> Rearrangement {
        var repeated = all
        repeated.insert(all[place], at: place)
        let endsFull = all.count == place + 1 && all[place].count == Self.sealedChunk
        return rearranged(
            "repeat \(place)", repeated, badAt: place + (endsFull || place + 1 < all.count ? 1 : 0),
            codes: [endsFull ? "age.payload-trailing-bytes" : "age.payload-bad-tag"])
    }

    private func appended(_ all: [[UInt8]], _ other: TortureBundle) -> [Rearrangement] {
        let endsFull = all.last?.count == Self.sealedChunk
        let code = endsFull ? "age.payload-trailing-bytes" : "age.payload-bad-tag"
        let bad = endsFull ? all.count : all.count - 1
        let extras: [(String, [UInt8])] = [
            ("a zero", [0]), ("a line feed", [0x0A]),
            ("16 zeros", [UInt8](repeating: 0, count: 16)),
            ("an empty chunk", Array((all.last ?? []).suffix(16))),
            ("a chunk of zeros", [UInt8](repeating: 0, count: Self.sealedChunk)),
            ("the file itself", payload), ("another file", other.payload),
        ]
        return extras.map { name, extra in
            rearranged("append \(name)", all + [extra], badAt: bad, codes: [code])
        }
    }

    private func rearranged(
        _ name: String, _ chunks: [[UInt8]], badAt chunk: Int,
        codes: [String] = ["age.payload-bad-tag"]
    ) -> Rearrangement {
        Rearrangement(
            name: name, bytes: Array(payload[..<firstChunk]) + chunks.joined(), codes: codes,
            released: min(chunk * Self.chunk, plaintext.count))
    }

    /// Stanzas in another order, missing, twice; and the same header in another spelling.
    func rearrangedHeaders(with other: TortureBundle) -> [Rearrangement] {
        let lines = payload[..<headerSize].split(
            separator: 0x0A, omittingEmptySubsequences: false
        ).dropLast().map { Array($0) }
        let starts = lines.indices.filter { lines[$0].starts(with: "-> ".utf8) }
        let mac = lines.count - 1
        let stanzas = zip(starts, starts.dropFirst() + [mac]).map { Array(lines[$0..<$1]) }
        var changed: [Rearrangement] = []
        func add(_ name: String, _ stanzas: [[[UInt8]]], _ codes: [String]) {
            changed.append(header(name, [lines[0]] + stanzas.joined() + [lines[mac]], codes))
        }
        for first in stanzas.indices {
            for second in stanzas.indices where first < second {
                var swapped = stanzas
                swapped.swapAt(first, second)
                add("swap stanzas \(first) \(second)", swapped, ["age.header-mac"])
            }
            var without = stanzas
            without.remove(at: first)
            add("drop stanza \(first)", without, ["age.header-mac", "age.no-match"])
            add("repeat stanza \(first)", stanzas + [stanzas[first]], ["age.header-mac"])
        }
        add("no stanza", [], ["age.header-no-stanza"])
        let grease = [Array("-> grease".utf8), []]
        add("grease first", [grease] + stanzas, ["age.header-mac"])
        add("grease last", stanzas + [grease], ["age.header-mac"])
        changed.append(
            Rearrangement(
                name: "the header of another file",
                bytes: Array(other.payload[..<other.headerSize]) + payload[headerSize...],
                codes: ["age.payload-bad-tag", "age.no-match"], released: 0))
        return changed + otherSpellings(lines)
    }

    private func header(
        _ name: String, _ lines: [[UInt8]], _ codes: [String]
    ) -> Rearrangement {
        Rearrangement(
            name: name, bytes: lines.flatMap { $0 + [0x0A] } + payload[headerSize...],
            codes: codes, released: 0)
    }

    /// What means the same to a lenient reader: there is exactly one encoding.
    private func otherSpellings(_ lines: [[UInt8]]) -> [Rearrangement] {
        let mac = lines.count - 1
        let malformedBody = ["age.header-malformed-body"]
        func change(
            _ name: String, _ place: Int, _ codes: [String], _ edit: (inout [UInt8]) -> Void
        ) -> Rearrangement {
            var changed = lines
            edit(&changed[place])
            return header(name, changed, codes)
        }
        return [
            change("CRLF", 0, ["age.header-not-age-v1"]) { $0.append(0x0D) },
            change("CRLF in a stanza", 1, ["age.header-malformed-stanza"]) { $0.append(0x0D) },
            change("CRLF in a body", 2, malformedBody) { $0.append(0x0D) },
            change("CRLF after the MAC", mac, ["age.header-malformed-mac"]) { $0.append(0x0D) },
            change("padded share", 1, ["age.header-wrong-arguments"]) { $0 += "==".utf8 },
            change("padded body", 2, malformedBody) { $0.append(UInt8(ascii: "=")) },
            change("padded MAC", mac, ["age.header-malformed-mac"]) { $0 += "=".utf8 },
            change("loose bits in a body", 2, malformedBody) { Self.loosen(&$0) },
            change("loose bits in the MAC", mac, ["age.header-malformed-mac"]) {
                Self.loosen(&$0)
            },
            change("two spaces", 1, ["age.header-malformed-stanza"]) { $0.insert(0x20, at: 3) },
            change("space at the end", 1, ["age.header-malformed-stanza"]) { $0.append(0x20) },
            change("upper-case version", 0, ["age.header-not-age-v1"]) { $0[0] = 0x41 },
            change("byte order mark", 0, ["age.header-not-age-v1"]) {
                $0 = [0xEF, 0xBB, 0xBF] + $0
            },
            change("line feed first", 0, ["age.header-not-age-v1"]) { $0 = [0x0A] + $0 },
            change("body in two lines", 2, malformedBody + ["age.header-malformed-stanza"]) {
                $0.insert(0x0A, at: 20)
            },
            change("a further argument", 1, ["age.header-wrong-arguments"]) { $0 += " x".utf8 },
        ]
    }

    /// Sets the bits of the last character that no byte uses.
    private static func loosen(_ line: inout [UInt8]) {
        let alphabet = Array(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        guard let last = line.popLast(), let value = alphabet.firstIndex(of: last) else { return }
        line.append(alphabet[value ^ 1])
    }

    /// All of them, each opened once.
    func rearrange(with other: TortureBundle) -> Tally {
        let probe = PayloadProbe(self)
        var tally = Tally()
        for changed in rearrangedChunks(with: other) + rearrangedHeaders(with: other) {
            let expected = PayloadProbe.Expectation(
                codes: changed.codes, released: changed.released)
            tally.count(
                "payload of \(size): \(changed.name)",
                changed.bytes == payload
                    ? "unchanged" : probe.complaint(about: changed.bytes, expected))
        }
        return tally
    }
}
