import Primitives

/// The step of README-VERIFY about an original that is carried.
extension ReadmeVerify {
    static func original(_ mode: Mode, _ number: String, step: Int) -> String {
        let folder = "data/\(OriginalPaths.folder)/\(number)"
        let sealed = "custody/\(number)-Sealed.json"
        return """
            \(step). The files are part of what was sealed before, by the "sender" that
               \(sealed) names. You need the key of that member, from a source
               other than this bundle, in a file of one line.

                rm -f ../ORIGINAL
                echo 'original ssh-ed25519 AAAA...' > ../ORIGINAL

                while IFS= read -r line || [ -n "$line" ]
                do printf '%s\\n' "$line" | sha256sum | cut -c1-64
                done < \(folder)/openings.txt | sort | comm -23 - \(folder)/commitments.txt

               Expected: nothing is printed.

               That openings.txt names the files in data/ and no others, but for the folder
               data/\(OriginalPaths.folder), where the proofs are:

                sed -n 's/^item [0-9a-f]* \\([0-9a-f]*\\) [0-9]* /\\1  /p' \(folder)/openings.txt \\
                    | grep -v '  data/\(OriginalPaths.folder)/' | sort > ../ITEMS
                grep -v '  data/\(OriginalPaths.folder)/' manifest-sha256.txt | sort | cmp - ../ITEMS

               Expected: nothing is printed, so no file was added or taken away.

                sha256sum \(folder)/commitments.txt

               Expected: the digest stands in \(sealed) under "subject".

                ssh-keygen -Y verify -f ../ORIGINAL -I original -n \(mode.namespace("Sealed")) \\
                    -s \(sealed).sig < \(sealed)

               Expected: Good "\(mode.namespace("Sealed"))" signature for original with ED25519 key ...

            """
    }
}
