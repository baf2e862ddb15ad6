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
        ICAgICpzaWduZWQsIGhlYWRlciA9IHBhcnRzLnZhbHVlcygpCiAgICBzZW5kZXIsIHAgPSB5aWVsZCBmcm9tIGNo
        ZWNrX291dGVyKCpzaWduZWQsIHdvcmxkKQogICAgeWllbGQgIm91dGVyLnBheWxvYWQiLCBsYW1iZGE6IHNoYTI1
        NihhZ2VfaGVhZChoZWFkZXIpKSA9PSBzaGEyNTYoaGVhZGVyKSA9PSBwWyJoZWFkZXJEaWdlc3QiXQogICAgeWll
        bGQgImJhZy5tYW5pZmVzdHMiLCBOb25lCiAgICBmaWxlcyA9IHtmLnJlbGF0aXZlX3RvKGZvbGRlcikuYXNfcG9z
        aXgoKTogZiBmb3IgZiBpbiBmb2xkZXIuZ2xvYigiYmFnLyoqLyoiKSBpZiBmLmlzX3N5bWxpbmsoKSBvciBub3Qg
        Zi5pc19kaXIoKX0KICAgIGRlbWFuZChhbGwoZi5pc19maWxlKCkgYW5kIG5vdCBmLmlzX3N5bWxpbmsoKSBmb3Ig
        ZiBpbiBmaWxlcy52YWx1ZXMoKSksICJhIGxpbmssIG9yIHNvbWV0aGluZyB0aGF0IGlzIG5vIGZpbGUiKQogICAg
        c2VhbCwgc2VlbiA9IHNvcnRlZChuIGZvciBuIGluIGZpbGVzIGlmIG4uc3RhcnRzd2l0aCgiYmFnL2N1c3RvZHkv
        IikpWy0yOl0sIHt9CiAgICBkZWYgdHVybihuYW1lKToKICAgICAgICBzbG90cyA9IFtuIGZvciBuLCBzIGluIGVu
        dW1lcmF0ZShPUkRFUikgaWYgbmFtZSA9PSAiYmFnLyIgKyBzIG9yIHNbLTE6XSA9PSAiLyIgYW5kIG5hbWUuc3Rh
        cnRzd2l0aCgiYmFnLyIgKyBzKV0KICAgICAgICByZXR1cm4gbGVuKE9SREVSKSAtIDIgaWYgbmFtZSBpbiBzZWFs
        IGVsc2UgbWF4KHNsb3RzLCBkZWZhdWx0PS0xKSwgb3MuZnNlbmNvZGUobmFtZSkKICAgIGZvciBuYW1lIGluIHNv
        cnRlZChmaWxlcywga2V5PXR1cm4pOgogICAgICAgIGNoZWNrX3BhdGgobmFtZSwgc2VlbikKICAgIGVudHJpZXMg
        PSAoKG5hbWUsIGZpbGVzW25hbWVdLnJlYWRfYnl0ZXMoKSkgZm9yIG5hbWUgaW4gc29ydGVkKGZpbGVzLCBrZXk9
        dHVybikpCiAgICB5aWVsZCBmcm9tIGNoZWNrX2JhZyhlbnRyaWVzLCBzZW5kZXIsIHAsIHdvcmxkLCBbaGVhZGVy
        XSkKCmRlZiBtYWluKCk6CiAgICBwYXJzZXIgPSBhcmdwYXJzZS5Bcmd1bWVudFBhcnNlcihkZXNjcmlwdGlvbj1f
        X2RvY19fLCBmb3JtYXR0ZXJfY2xhc3M9YXJncGFyc2UuUmF3RGVzY3JpcHRpb25IZWxwRm9ybWF0dGVyKQogICAg
        cGFyc2VyLmFkZF9hcmd1bWVudCgiZm9sZGVyIiwgdHlwZT1QYXRoLCBoZWxwPSJ0aGUgY2FzZSBmb2xkZXIiKQog
        ICAgcGFyc2VyLmFkZF9hcmd1bWVudCgiLS1rZXlzIiwgdHlwZT1QYXRoLCBhY3Rpb249ImFwcGVuZCIsIGRlZmF1
        bHQ9W10sIGhlbHA9IndoYXQgcmVjb3Jkcy5weSBwcmludGVkOyBvbmNlIGZvciBlYWNoIikKICAgIHBhcnNlci5h
        ZGRfYXJndW1lbnQoIi0tbW9kZSIsIGNob2ljZXM9WyJsaXZlIiwgInRyYWluaW5nIl0sIGRlZmF1bHQ9ImxpdmUi
        KQogICAgYSA9IHBhcnNlci5wYXJzZV9hcmdzKCkKICAgIGtub3duID0gW2pzb24ubG9hZHMoZmlsZS5yZWFkX3Rl
        eHQoKSkgZm9yIGZpbGUgaW4gYS5rZXlzXQogICAgcmV0dXJuIHRlbGwoY2hlY2tfZm9sZGVyKGEuZm9sZGVyLCBX
        b3JsZChhLm1vZGUsIHtrWyJmaW5nZXJwcmludCJdOiBrIGZvciBrIGluIGtub3duIGlmIGtbIm1vZGUiXSA9PSBh
        Lm1vZGV9KSkpCgppZiBfX25hbWVfXyA9PSAiX19tYWluX18iOgogICAgdHJ5OgogICAgICAgIHN5cy5leGl0KG1h
        aW4oKSkKICAgIGV4Y2VwdCAoT1NFcnJvciwgVmFsdWVFcnJvcikgYXMgcHJvYmxlbToKICAgICAgICBzeXMuZXhp
        dChmImNvdWxkIG5vdCBiZSBjaGVja2VkOiB7cHJvYmxlbX0iKQo=
        """
}
