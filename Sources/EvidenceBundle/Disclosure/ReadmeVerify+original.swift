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

                echo 'original ssh-ed25519 AAAA...' > ../ORIGINAL

                while IFS= read -r line; do printf '%s\\n' "$line" | sha256sum | cut -c1-64
                done < \(folder)/openings.txt | sort | comm -23 - \(folder)/commitments.txt

               Expected: nothing is printed. Each file in data/ has an item in that openings.txt, with
               its digest, size and name (data/\(OriginalPaths.folder) itself apart).

                sha256sum \(folder)/commitments.txt

               Expected: the digest stands in \(sealed) under "subject".

                ssh-keygen -Y verify -f ../ORIGINAL -I original -n \(mode.namespace("Sealed")) \\
                    -s \(sealed).sig < \(sealed)

               Expected: Good "\(mode.namespace("Sealed"))" signature for original with ED25519 key ...

            """
    }
}
