/// What our programs call themselves in `--version` and in what they write about themselves.
package enum Version {
    package static let text = "0.1.0"
}
