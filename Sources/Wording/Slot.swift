/// What a sentence leaves open. The raw value is its name in braces.
package enum Slot: String, CaseIterable, Sendable {
    case bases, broker, bytes, check, count, date, day, duration, exhibit
    case file, files, from, limit, local, mailboxes, meaning, methods, month
    case name, number, numbers, offset, organisation, other, page, pages, place
    case places, purposes, reason, role, section, sender, status, text, time
    case to, tool, total, until, valid, value, version, year
}
