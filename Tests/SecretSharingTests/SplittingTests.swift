import Primitives
import Testing

@testable import SecretSharing

@Suite struct `Split secrets` {
    private let secret = Randomness.bytes(32)

    @Test func `are given by any that suffice, and by none that do not`() throws {
        let shares = try split(secret, 3, 5)
        for first in 0..<5 {
            for second in 0..<5 where second != first {
                #expect(throws: SharingError.tooFew(given: 2, needed: 3)) {
                    try combined([shares[first], shares[second]])
                }
                for third in 0..<5 where third != first && third != second {
                    let chosen = [shares[first], shares[second], shares[third]]
                    #expect(try combined(chosen) == secret)
                }
            }
        }
    }

    @Test func `are given whatever the numbers are`() throws {
        for count in 2...SharingLimits.shares {
            for threshold in 2...count {
                let shares = try split(secret, threshold, count)
                #expect(shares.count == count)
                #expect(Set(shares).count == count)
                #expect(try combined(Array(shares.suffix(threshold))) == secret)
                #expect(try combined(shares.reversed()) == secret)
            }
        }
    }

    /// Fewer than enough fit every secret equally well: for each there is one more share.
    @Test func `are not narrowed down by fewer than enough`() throws {
        let held = SharePoint(x: 3, y: try SecretBytes(random: 32))
        for guess in UInt8.min...UInt8.max {
            let other = SharePoint(
                x: 255, y: try SecretBytes(copying: [UInt8](repeating: guess, count: 32).span))
            let missing = SharePoint(x: 7, y: try SharePoint.interpolate([held, other], at: 7))
            let given = try SharePoint.interpolate([held, missing], at: 255)
            #expect(given.withBytes { Array(copying: $0) } == [UInt8](repeating: guess, count: 32))
        }
    }

    @Test func `come in sets that differ each time`() throws {
        let sets = try (0..<4).map { _ in try split(secret, 2, 2) }
        #expect(Set(sets.joined()).count == 8)
        let headers = try sets.map { try Share($0[0]).header }
        #expect(headers.allSatisfy { $0.isExtendable && $0.iterationExponent == 0 })
        #expect(Set(headers).count > 1)
    }

    @Test(arguments: [(1, 1), (1, 2), (3, 2), (2, 17), (0, 0), (-1, 3)])
    func `are not made with numbers that cannot be`(_ threshold: Int, _ count: Int) {
        #expect(throws: SharingError.numbers(threshold: threshold, shares: count)) {
            try split(secret, threshold, count)
        }
    }

    @Test(arguments: [0, 15, 17, 31, 33, 64])
    func `are of the sizes that there are words for`(_ size: Int) {
        #expect(throws: SharingError.secretSize(size)) { try split(Randomness.bytes(size), 2, 2) }
    }
}

@Suite struct `A share` {
    private let words: [String]

    init() throws {
        words = try split(Randomness.bytes(32), 2, 3)[1].split(separator: " ").map(String.init)
    }

    @Test func `has 33 words and says what it is`() throws {
        let share = try Share(words.joined(separator: " "))
        #expect(words.count == 33)
        #expect(share.number == 2)
        #expect(share.header.threshold == 2)
        #expect(try share.words == words.joined(separator: " "))
    }

    @Test func `with any one word exchanged for any other is refused`() throws {
        let other = ["academic", "zero", "yoga", "mailman"]
        for place in words.indices {
            for word in other where word != words[place] {
                var changed = words
                changed[place] = word
                #expect(throws: SharingError.self) { try Share(changed.joined(separator: " ")) }
            }
        }
    }

    @Test func `with two neighbours exchanged is refused`() {
        for place in words.indices.dropLast() where words[place] != words[place + 1] {
            var changed = words
            changed.swapAt(place, place + 1)
            #expect(throws: SharingError.self) { try Share(changed.joined(separator: " ")) }
        }
    }

    @Test func `with a word that is none is refused with its place and without the word`() {
        for place in words.indices {
            var changed = words
            changed[place] = "plomba"
            #expect(throws: SharingError.unknownWord(place: place + 1)) {
                try Share(changed.joined(separator: " "))
            }
        }
        #expect(throws: SharingError.unknownWord(place: 1)) { try Share("academicacademic") }
        #expect(throws: SharingError.unknownWord(place: 2)) { try Share("academic \u{e9}clair") }
    }

    @Test(arguments: [0, 1, 19, 21, 32, 34, 66])
    func `of another number of words is refused`(_ count: Int) {
        let text = (0..<count).map { words[$0 % 33] }.joined(separator: " ")
        #expect(throws: SharingError.wordCount(count)) { try Share(text) }
    }

    @Test func `that is longer than any is refused before it is read`() {
        #expect(throws: SharingError.tooLarge) { try Share(String(repeating: " ", count: 1025)) }
        #expect(throws: SharingError.wordCount(204)) {
            try Share(String(repeating: "acid ", count: 204) + "    ")
        }
    }
}

@Suite struct `The field` {
    /// Powers of x + 1, which go through all elements but zero: another way to the same products.
    @Test func `multiplies and inverts as its powers do`() {
        var powers: [UInt8] = [1]
        var logarithms = [Int](repeating: 0, count: 256)
        for exponent in 1..<255 {
            let last = powers[exponent - 1]
            powers.append(last ^ (last << 1) ^ (last & 0x80 == 0 ? 0 : 0x1B))
            logarithms[Int(powers[exponent])] = exponent
        }
        for left in 0..<256 {
            for right in 0..<256 {
                let product = GF256.multiply(UInt8(left), UInt8(right))
                let expected =
                    left == 0 || right == 0
                    ? 0 : powers[(logarithms[left] + logarithms[right]) % 255]
                #expect(product == expected)
            }
            let inverse = GF256.inverse(UInt8(left))
            #expect(GF256.multiply(UInt8(left), inverse) == (left == 0 ? 0 : 1))
        }
    }
}

@Suite struct `The list of words` {
    private let words = (0..<WordList.count).map {
        String(decoding: WordList.letters(at: $0), as: UTF8.self)
    }

    @Test func `is that of SLIP-39`() {
        let text = words.joined(separator: "\n") + "\n"
        #expect(
            SHA256Digest.of(Array(text.utf8)).hex
                == "bcc4555340332d169718aed8bf31dd9d5248cb7da6e5d355140ef4f1e601eec3")
    }

    @Test func `finds every word at its place and nothing else`() {
        for (place, word) in words.enumerated() {
            #expect(WordList.place(of: Array(word.utf8).span) == place)
            #expect((4...8).contains(word.utf8.count))
            #expect(WordList.place(of: Array(word.dropLast().utf8).span) != place)
        }
        #expect(Set(words.map { $0.prefix(4) }).count == WordList.count)
        for word in ["", "a", "plomba", "zzzz", "Academic", "academics"] {
            #expect(WordList.place(of: Array(word.utf8).span) == nil)
        }
    }
}
