// Made by Tools/make-verifier-source from Protocol/verifier/folders.py: change that one.

extension VerifierFiles {
    static let programFolders = """
        IyEvdXNyL2Jpbi9lbnYgcHl0aG9uMwoiIiJWZXJpZmllcyBhbiBvcGVuZWQgY2FzZSBmb2xkZXIgKHNlYWxlZC1i
        dW5kbGUubWQsIDc6IHByb2ZpbGUgYGZvbGRlcmApLiBTZWUgUkVBRE1FLm1kIGJlc2lkZSB0aGlzIGZpbGUuIiIi
        CmltcG9ydCBhcmdwYXJzZSwganNvbiwgb3MsIHN5cwpmcm9tIHBhdGhsaWIgaW1wb3J0IFBhdGgKZnJvbSB2ZXJp
        ZnkgaW1wb3J0IFdvcmxkLCBhZ2VfaGVhZCwgY2hlY2tfYmFnLCBjaGVja19vdXRlciwgY2hlY2tfcGF0aCwgZGVt
        YW5kLCBsYXlvdXQsIHNoYTI1NiwgdGVsbAoKUEFSVFMgPSBbInN0YXRlbWVudC5qc29uIiwgInN0YXRlbWVudC5q
        c29uLnNpZyIsICJzdGF0ZW1lbnQuZW50cnkiLCAiaGVhZGVyLmFnZSJdCk9SREVSID0gWyJkYXRhLyIsICJwcmV2
        aWV3Lmpzb24iLCAiY2FzZS5qc29uIiwgIlJFQURNRS1WRVJJRlkiLCAiYmFnaXQudHh0IiwgImJhZy1pbmZvLnR4
        dCIsICJjdXN0b2R5LyIsICJjaGVja3BvaW50IiwKICAgICAgICAgIm1hbmlmZXN0LXNoYTI1Ni50eHQiLCAidGFn
        bWFuaWZlc3Qtc2hhMjU2LnR4dCIsICJvcGVuaW5ncy50eHQiLCAiY29tbWl0bWVudHMudHh0IiwgIiIsICJzZWFs
        ZWQub3BlbmluZyJdCgpkZWYgY2hlY2tfZm9sZGVyKGZvbGRlciwgd29ybGQpOgogICAgIiIiV2hhdCBjaGVja19m
        aWxlIGRvZXMgd2l0aCBhIEZJTEUucGxvbWJhLCB3aXRob3V0IHRoZSB0d28gZW5jcnlwdGVkIGZpbGVzLiIiIgog
        ICAgeWllbGQgIm91dGVyLmVuY29kaW5nIiwgTm9uZQogICAgcGFydHMgPSB7bmFtZTogKGZvbGRlciAvIG5hbWUp
        LnJlYWRfYnl0ZXMoKSBmb3IgbmFtZSBpbiBQQVJUU30KICAgIGxheW91dCgiZm9sZGVyTmFtZXMiLCBwYXJ0cykK
        ICAgIHlpZWxkIGZyb20gWygiZXZpZGVuY2UvIiwgTm9uZSldICogKGZvbGRlciAvICJldmlkZW5jZSIpLmlzX2Rp
        cigpCiAgICAqc2lnbmVkLCBoZWFkZXIgPSBwYXJ0cy52YWx1ZXMoKQogICAgc2VuZGVyLCBwID0geWllbGQgZnJv
        bSBjaGVja19vdXRlcigqc2lnbmVkLCB3b3JsZCkKICAgIHlpZWxkICJvdXRlci5wYXlsb2FkIiwgbGFtYmRhOiBz
        aGEyNTYoYWdlX2hlYWQoaGVhZGVyKSkgPT0gc2hhMjU2KGhlYWRlcikgPT0gcFsiaGVhZGVyRGlnZXN0Il0KICAg
        IHlpZWxkICJiYWcubWFuaWZlc3RzIiwgTm9uZQogICAgZmlsZXMgPSB7Zi5yZWxhdGl2ZV90byhmb2xkZXIpLmFz
        X3Bvc2l4KCk6IGYgZm9yIGYgaW4gZm9sZGVyLmdsb2IoImJhZy8qKi8qIikgaWYgZi5pc19zeW1saW5rKCkgb3Ig
        bm90IGYuaXNfZGlyKCl9CiAgICBkZW1hbmQoYWxsKGYuaXNfZmlsZSgpIGFuZCBub3QgZi5pc19zeW1saW5rKCkg
        Zm9yIGYgaW4gZmlsZXMudmFsdWVzKCkpLCAiYSBsaW5rLCBvciBzb21ldGhpbmcgdGhhdCBpcyBubyBmaWxlIikK
        ICAgIHNlYWwsIHNlZW4gPSBzb3J0ZWQobiBmb3IgbiBpbiBmaWxlcyBpZiBuLnN0YXJ0c3dpdGgoImJhZy9jdXN0
        b2R5LyIpKVstMjpdLCB7fQogICAgZGVmIHR1cm4obmFtZSk6CiAgICAgICAgc2xvdHMgPSBbbiBmb3IgbiwgcyBp
        biBlbnVtZXJhdGUoT1JERVIpIGlmIG5hbWUgPT0gImJhZy8iICsgcyBvciBzWy0xOl0gPT0gIi8iIGFuZCBuYW1l
        LnN0YXJ0c3dpdGgoImJhZy8iICsgcyldCiAgICAgICAgcmV0dXJuIGxlbihPUkRFUikgLSAyIGlmIG5hbWUgaW4g
        c2VhbCBlbHNlIG1heChzbG90cywgZGVmYXVsdD0tMSksIG9zLmZzZW5jb2RlKG5hbWUpCiAgICBmb3IgbmFtZSBp
        biBzb3J0ZWQoZmlsZXMsIGtleT10dXJuKToKICAgICAgICBjaGVja19wYXRoKG5hbWUsIHNlZW4pCiAgICBlbnRy
        aWVzID0gKChuYW1lLCBmaWxlc1tuYW1lXS5yZWFkX2J5dGVzKCkpIGZvciBuYW1lIGluIHNvcnRlZChmaWxlcywg
        a2V5PXR1cm4pKQogICAgeWllbGQgZnJvbSBjaGVja19iYWcoZW50cmllcywgc2VuZGVyLCBwLCB3b3JsZCwgW2hl
        YWRlcl0pCgpkZWYgbWFpbigpOgogICAgcGFyc2VyID0gYXJncGFyc2UuQXJndW1lbnRQYXJzZXIoZGVzY3JpcHRp
        b249X19kb2NfXywgZm9ybWF0dGVyX2NsYXNzPWFyZ3BhcnNlLlJhd0Rlc2NyaXB0aW9uSGVscEZvcm1hdHRlcikK
        ICAgIHBhcnNlci5hZGRfYXJndW1lbnQoImZvbGRlciIsIHR5cGU9UGF0aCwgaGVscD0idGhlIGNhc2UgZm9sZGVy
        IikKICAgIHBhcnNlci5hZGRfYXJndW1lbnQoIi0ta2V5cyIsIHR5cGU9UGF0aCwgYWN0aW9uPSJhcHBlbmQiLCBk
        ZWZhdWx0PVtdLCBoZWxwPSJ3aGF0IHJlY29yZHMucHkgcHJpbnRlZDsgb25jZSBmb3IgZWFjaCIpCiAgICBwYXJz
        ZXIuYWRkX2FyZ3VtZW50KCItLW1vZGUiLCBjaG9pY2VzPVsibGl2ZSIsICJ0cmFpbmluZyJdLCBkZWZhdWx0PSJs
        aXZlIikKICAgIGEgPSBwYXJzZXIucGFyc2VfYXJncygpCiAgICBrbm93biA9IFtqc29uLmxvYWRzKGZpbGUucmVh
        ZF90ZXh0KCkpIGZvciBmaWxlIGluIGEua2V5c10KICAgIHJldHVybiB0ZWxsKGNoZWNrX2ZvbGRlcihhLmZvbGRl
        ciwgV29ybGQoYS5tb2RlLCB7a1siZmluZ2VycHJpbnQiXTogayBmb3IgayBpbiBrbm93biBpZiBrWyJtb2RlIl0g
        PT0gYS5tb2RlfSkpKQoKaWYgX19uYW1lX18gPT0gIl9fbWFpbl9fIjoKICAgIHRyeToKICAgICAgICBzeXMuZXhp
        dChtYWluKCkpCiAgICBleGNlcHQgKE9TRXJyb3IsIFZhbHVlRXJyb3IpIGFzIHByb2JsZW06CiAgICAgICAgc3lz
        LmV4aXQoZiJjb3VsZCBub3QgYmUgY2hlY2tlZDoge3Byb2JsZW19IikK
        """
}
