package import Primitives

/// bag/README-VERIFY: how to check the bundle with other people's tools.
///
/// The text stands in every bundle, so that it reaches the expert who gets nothing but the bundle,
/// years later. It never mentions the content. Commands are for a POSIX shell; the tools are
/// sha256sum, tar, age, ssh-keygen and what every system has.
package enum ReadmeVerify {
    /// The exact bytes for a bundle of this mode whose seal is `custody/<sealedName>`.
    package static func text(mode: Mode, sealedName: String) -> [UInt8] {
        text(mode: mode, sealedName: sealedName, originals: [])
    }

    /// - Parameter originals: the numbers of the earlier seals whose proofs are in the bag, each with
    ///   its delivery where it was passed on as a whole.
    static func text(
        mode: Mode, sealedName: String, originals: [(number: String, delivery: Delivery?)]
    ) -> [UInt8] {
        var earlier: [String] = []
        for (number, delivery) in originals {
            earlier.append(original(mode, number, step: 8 + earlier.count))
            guard let delivery else { continue }
            earlier.append(Self.delivery(mode, delivery, step: 8 + earlier.count))
        }
        let parts =
            [
                opening, outer(mode), decryption, files, commitments(sealedName),
                seal(mode, sealedName), tie(sealedName),
            ] + earlier + [ending]
        return Array(parts.joined(separator: "\n").utf8)
    }

    /// The exact bytes for a plain bag, which nobody has sealed yet.
    package static let packedText = Array(
        """
        HOW TO CHECK THIS BAG WITHOUT THE PROGRAM THAT MADE IT

        This folder is a BagIt bag. It is not sealed: the check shows that the files agree with the
        lists beside them, not who made either. You need sha256sum, or bagit.py.

            sed 's/%25/%/g' tagmanifest-sha256.txt | sha256sum -c -
            sed 's/%25/%/g' manifest-sha256.txt | sha256sum -c -

        Expected: each line ends with OK.

            find data ! -type d | wc -l
            wc -l < manifest-sha256.txt

        Expected: two equal numbers. Or, for all of this, from the folder above:
        bagit.py --validate FOLDER (which says 'invalid' of a file with % in its name).

        """.utf8)

    private static let opening = """
        HOW TO CHECK THIS BUNDLE WITHOUT THE PROGRAM THAT MADE IT

        You need: sha256sum, tar, ssh-keygen (OpenSSH 8.1 or newer) and, for step 3 only, age
        (1.3 or newer, or an older one with a plugin for post-quantum keys). Nothing here needs the
        internet. If you have an opened case folder, it holds bag/, statement.json,
        statement.json.sig and statement.entry: leave out steps 1 and 3.

        Words in CAPITALS are yours to fill in. Begin in a folder that holds nothing but FILE.plomba
        (or the opened case folder). You also need, from a source other than this bundle, two public
        keys of the sending organisation: the device key and the member key that steps 2 and 6 name.
        Write them down only there, after the archives are unpacked: an archive may bring files of
        any name, and the commands below take nothing else out of it.

        """

    private static func outer(_ mode: Mode) -> String {
        """
        1. The sealed file is a tar archive. Unpack it and compare two digests.

            tar -xf FILE.plomba payload.age preview.age statement.json statement.json.sig \\
                statement.entry
            sha256sum payload.age preview.age

           Expected: the two digests stand in statement.json under "subject".

        2. The device of the sending organisation signed statement.json.

            rm -f DEVICE
            echo 'device ssh-ed25519 AAAA...' > DEVICE
            ssh-keygen -Y verify -f DEVICE -I device -n \(mode.namespace("Deposit")) \\
                -s statement.json.sig < statement.json

           Expected: Good "\(mode.namespace("Deposit"))" signature for device with ED25519 key ...

            sha256sum statement.json statement.json.sig

           Expected: the two digests are the third and the fourth line of statement.entry.

        """
    }

    private static let decryption = #"""
        3. Decrypt with the key of a recipient.

            age -d -i KEYFILE payload.age | tar -xf - bag

           Expected: no message, and a folder bag/.

            age -d -i KEYFILE preview.age | head -c "$(wc -c < bag/preview.json)" \
                | cmp - bag/preview.json

           Expected: nothing is printed.

        """#

    private static let files = """
        4. Every file is the one that was packed, and none is missing. A bag holds nothing but files
           and folders, and is a folder itself:

            find bag ! -type d ! -type f

           Expected: nothing is printed.

            cd bag
            sed 's/%25/%/g' tagmanifest-sha256.txt | sha256sum -c -
            sed 's/%25/%/g' manifest-sha256.txt | sha256sum -c -

           Expected: each line ends with OK.

            find data -type f | wc -l
            wc -l < manifest-sha256.txt

           Expected: two equal numbers. Or, for this whole step: bagit.py --validate bag (which
           says 'invalid' of a file with % in its name).

        """

    private static func commitments(_ sealedName: String) -> String {
        """
        5. What was sealed is what was packed. openings.txt says it in words: one line for each
           file, one for tagmanifest-sha256.txt, one for the case, one for the recipients.

            sed -n 's/^item [0-9a-f]* \\([0-9a-f]*\\) [0-9]* /\\1  /p' openings.txt \\
                | cmp - manifest-sha256.txt

           Expected: nothing is printed.

            sha256sum tagmanifest-sha256.txt
            grep '^tagmanifest ' openings.txt

           Expected: both show the same digest.

            grep '"sender_ref"' case.json
            grep '^case ' openings.txt

           Expected: both end with the same case number.

           Then check that the seal covers each line of openings.txt:

            while IFS= read -r line || [ -n "$line" ]
            do printf '%s\\n' "$line" | sha256sum | cut -c1-64
            done < openings.txt | sort | comm -23 - commitments.txt

           Expected: nothing is printed.

            sha256sum commitments.txt

           Expected: the digest stands in custody/\(sealedName) under "subject".

        """
    }

    private static func seal(_ mode: Mode, _ sealedName: String) -> String {
        """
        6. A person at the sending organisation signed the seal.

            rm -f ../MEMBER
            echo 'member ssh-ed25519 AAAA...' > ../MEMBER
            ssh-keygen -Y verify -f ../MEMBER -I member -n \(mode.namespace("Sealed")) \\
                -s custody/\(sealedName).sig < custody/\(sealedName)

           Expected: Good "\(mode.namespace("Sealed"))" signature for member with ED25519 key ...

        """
    }

    private static func tie(_ sealedName: String) -> String {
        """
        7. The seal is the one that the outer statement announced.

            sha256sum sealed.opening custody/\(sealedName) custody/\(sealedName).sig

           Expected: the first digest stands in ../statement.json as "sealedCommitment"; the other
           two are the third and fourth line of sealed.opening.

            grep -h '"consignment"\\|"fingerprint"' ../statement.json custody/\(sealedName) \\
                | sort | uniq -c

           Expected: two lines, each of which begins with 2.

        """
    }

    private static let ending = """
        WHAT THIS SHOWS: the files are identical to those that were sealed with the two keys, for
        the recipients named in openings.txt.

        WHAT THIS DOES NOT SHOW: that a file is genuine or true, when a recording was made, who is
        in it, or that the keys belong to whom you think: that depends on where you got them.

        """
}
