// Made by Tools/make-verifier-source from Protocol/verifier/statements.py: change that one.

extension VerifierFiles {
    static let programStatements = """
        IyEvdXNyL2Jpbi9lbnYgcHl0aG9uMwoiIiJWZXJpZmllcyBhIHNpbmdsZSBzdGF0ZW1lbnQgYnkgYSBrZXkgdGhh
        dCBpcyB0b2xkLCB3aXRoIGl0cyBvcGVuaW5nIGZpbGU6IHRoZSBmaWxlcyBFVkVOVC5qc29uLCAuanNvbi5zaWcg
        YW5kIC5lbnRyeS4KUkVBRE1FLm1kIGJlc2lkZSB0aGlzIGZpbGUgc2F5cyBob3cgdG8gdXNlIGl0LiIiIgppbXBv
        cnQgYXJncGFyc2UsIHN5cwpmcm9tIHBhdGhsaWIgaW1wb3J0IFBhdGgKZnJvbSB2ZXJpZnkgaW1wb3J0IGNoZWNr
        X3N0YXRlbWVudCwgb3BlbnMsIHRlbGwKCmRlZiBjaGVja19hbG9uZSh0ZXh0LCBhcm1vdXJlZCwgZW50cnksIGtl
        eSwgZXZlbnQsIG1vZGUpOgogICAgIiIiQSBzdGF0ZW1lbnQgYW5kIGl0cyBvcGVuaW5nIGZpbGUsIHdoaWNoIGEg
        YFNlYWxlZGAgaGFzIG5vdC4iIiIKICAgIHlpZWxkICJzdGF0ZW1lbnQiLCBsYW1iZGE6IGNoZWNrX3N0YXRlbWVu
        dCh0ZXh0LCBhcm1vdXJlZCwgW2tleV0sIGV2ZW50LCBtb2RlKQogICAgeWllbGQgImVudHJ5IiwgbGFtYmRhOiBl
        dmVudCA9PSAiU2VhbGVkIiBvciBvcGVucyhlbnRyeSwgImVudHJ5IiwgdGV4dCwgYXJtb3VyZWQpCgpkZWYgbWFp
        bigpOgogICAgcGFyc2VyID0gYXJncGFyc2UuQXJndW1lbnRQYXJzZXIoZGVzY3JpcHRpb249X19kb2NfXywgZm9y
        bWF0dGVyX2NsYXNzPWFyZ3BhcnNlLlJhd0Rlc2NyaXB0aW9uSGVscEZvcm1hdHRlcikKICAgIHBhcnNlci5hZGRf
        YXJndW1lbnQoImZpbGUiLCB0eXBlPVBhdGgsIGhlbHA9IkVWRU5ULmpzb24iKQogICAgcGFyc2VyLmFkZF9hcmd1
        bWVudCgiLS1rZXkiLCByZXF1aXJlZD1UcnVlLCBoZWxwPSInc3NoLWVkMjU1MTkgQUFBQS4uLiciKQogICAgcGFy
        c2VyLmFkZF9hcmd1bWVudCgiLS1tb2RlIiwgY2hvaWNlcz1bImxpdmUiLCAidHJhaW5pbmciXSwgZGVmYXVsdD0i
        bGl2ZSIpCiAgICBhID0gcGFyc2VyLnBhcnNlX2FyZ3MoKQogICAgZmlsZXMgPSBbYS5maWxlLndpdGhfc3VmZml4
        KHN1ZmZpeCkgZm9yIHN1ZmZpeCBpbiAoIi5qc29uIiwgIi5qc29uLnNpZyIsICIuZW50cnkiKV0KICAgIHBhcnRz
        ID0gW2ZpbGUucmVhZF9ieXRlcygpIGlmIGZpbGUuZXhpc3RzKCkgb3IgZmlsZSAhPSBmaWxlc1syXSBlbHNlIGIi
        IiBmb3IgZmlsZSBpbiBmaWxlc10KICAgIHJldHVybiB0ZWxsKGNoZWNrX2Fsb25lKCpwYXJ0cywgYS5rZXksIGEu
        ZmlsZS5zdGVtLCBhLm1vZGUpKQoKaWYgX19uYW1lX18gPT0gIl9fbWFpbl9fIjoKICAgIHRyeToKICAgICAgICBz
        eXMuZXhpdChtYWluKCkpCiAgICBleGNlcHQgKE9TRXJyb3IsIFZhbHVlRXJyb3IpIGFzIHByb2JsZW06CiAgICAg
        ICAgc3lzLmV4aXQoZiJjb3VsZCBub3QgYmUgY2hlY2tlZDoge3Byb2JsZW19IikK
        """
}
