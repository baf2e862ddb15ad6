import FuzzTargets

/// What libFuzzer calls with each input. Errors are the expected answer; a trap is a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard let target = FuzzTarget.chosen else { return -1 }
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    do {
        try target.read(bytes)
    } catch {
        return 0  // refused with a typed error, as it should be
    }
    return 0
}
