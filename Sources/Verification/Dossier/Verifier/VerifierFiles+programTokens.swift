// Made by Tools/make-verifier-source from Protocol/verifier/tokens.py: change that one.

extension VerifierFiles {
    static let programTokens = """
        IiIiVGltZS1zdGFtcCB0b2tlbnMgb3ZlciBjaGVja3BvaW50cyAodHJ1c3RlZC10aW1lLm1kKSwganVkZ2VkIGJ5
        IGBvcGVuc3NsIHRzYC4gRm9yIGV2aWRlbmNlLnB5LiIiIgppbXBvcnQgcmUsIHN1YnByb2Nlc3MsIHRlbXBmaWxl
        CmZyb20gZGF0ZXRpbWUgaW1wb3J0IGRhdGV0aW1lLCB0aW1lem9uZQpmcm9tIHBhdGhsaWIgaW1wb3J0IFBhdGgK
        ZnJvbSB2ZXJpZnkgaW1wb3J0IGRlbWFuZAp0cnk6CiAgICBmcm9tIGNyeXB0b2dyYXBoeSBpbXBvcnQgeDUwOQog
        ICAgZnJvbSBjcnlwdG9ncmFwaHkuaGF6bWF0LnByaW1pdGl2ZXMuc2VyaWFsaXphdGlvbiBpbXBvcnQgRW5jb2Rp
        bmcKZXhjZXB0IEltcG9ydEVycm9yOgogICAgeDUwOSA9IE5vbmUKCmRlZiBpc19yb290cyhwZW0pOgogICAgIiIi
        V2hldGhlciB0aGVzZSBhcmUgY2VydGlmaWNhdGVzIHRoYXQgc2lnbmVkIHRoZW1zZWx2ZXMsIGluIFBFTSBhbmQg
        bm90aGluZyBlbHNlLiIiIgogICAgaWYgbm90IGhhc2F0dHIoZ2V0YXR0cih4NTA5LCAiQ2VydGlmaWNhdGUiLCBO
        b25lKSwgInZlcmlmeV9kaXJlY3RseV9pc3N1ZWRfYnkiKTogICMgZnJvbSB2ZXJzaW9uIDQwIG9uCiAgICAgICAg
        ZnJvbSBieV9vcGVuc3NsIGltcG9ydCBhcmVfcm9vdHMKICAgICAgICByZXR1cm4gYXJlX3Jvb3RzKHBlbSkKICAg
        IGZvdW5kID0geDUwOS5sb2FkX3BlbV94NTA5X2NlcnRpZmljYXRlcyhwZW0pCiAgICBmb3Igcm9vdCBpbiBmb3Vu
        ZDoKICAgICAgICByb290LnZlcmlmeV9kaXJlY3RseV9pc3N1ZWRfYnkocm9vdCkKICAgIHBsYWluID0gYiIiLmpv
        aW4ocm9vdC5wdWJsaWNfYnl0ZXMoRW5jb2RpbmcuUEVNKSBmb3Igcm9vdCBpbiBmb3VuZCkKICAgIHJldHVybiAx
        IDw9IGxlbihmb3VuZCkgPD0gOCBhbmQgcGVtID09IHBsYWluCgpkZWYgbGF0ZXN0X2luc3RhbnQodG9rZW4sIHRl
        eHQsIHJvb3RzLCBwb2xpY3k9Tm9uZSk6CiAgICAiIiJUaGUgZmlyc3Qgd2hvbGUgc2Vjb25kIGJ5IHdoaWNoIGB0
        ZXh0YCBleGlzdGVkLCBhcyB0aGlzIHRva2VuIG9mIGFuIGF1dGhvcml0eSB3aXRoIHRoZXNlIHJvb3RzIHNob3dz
        LiIiIgogICAgZGVtYW5kKGlzX3Jvb3RzKHJvb3RzKSwgIm5vIHJvb3RzIikKICAgIGRlZiBvcGVuc3NsKCp3b3Jk
        cyk6CiAgICAgICAgZG9uZSA9IHN1YnByb2Nlc3MucnVuKFsib3BlbnNzbCIsICJ0cyIsICp3b3Jkc10sIGNhcHR1
        cmVfb3V0cHV0PVRydWUsIHRleHQ9VHJ1ZSwgY2hlY2s9VHJ1ZSwgY3dkPXBsYWNlKQogICAgICAgIHJldHVybiBk
        b25lLnN0ZG91dAogICAgd2l0aCB0ZW1wZmlsZS5UZW1wb3JhcnlEaXJlY3RvcnkoKSBhcyBwbGFjZToKICAgICAg
        ICBmb3IgZmlsZSwgY29udGVudCBpbiAoKCJ0b2tlbiIsIHRva2VuKSwgKCJ0ZXh0IiwgdGV4dCksICgicm9vdHMi
        LCByb290cykpOgogICAgICAgICAgICBQYXRoKHBsYWNlLCBmaWxlKS53cml0ZV9ieXRlcyhjb250ZW50KQogICAg
        ICAgIHNob3duID0gb3BlbnNzbCgiLXJlcGx5IiwgIi10b2tlbl9pbiIsICItaW4iLCAidG9rZW4iLCAiLXRva2Vu
        X291dCIsICItdGV4dCIpCiAgICAgICAgc3RhbXAgPSByZS5zZWFyY2gociJeVGltZSBzdGFtcDogKFx3KyArXGQr
        IFtcZDpdKykoXC5cZCspPyAoXGQrKSBHTVQkIiwgc2hvd24sIHJlLk0pCiAgICAgICAgdGltZSA9IGRhdGV0aW1l
        LnN0cnB0aW1lKGYie3N0YW1wWzFdfSB7c3RhbXBbM119IiwgIiViICVkICVIOiVNOiVTICVZIikucmVwbGFjZSh0
        emluZm89dGltZXpvbmUudXRjKQogICAgICAgIGRlbWFuZChwb2xpY3kgaW4gKE5vbmUsIHJlLnNlYXJjaChyIl5Q
        b2xpY3kgT0lEOiAoLiopJCIsIHNob3duLCByZS5NKVsxXSksICJhbm90aGVyIHBvbGljeSIpCiAgICAgICAgb3Bl
        bnNzbCgiLXZlcmlmeSIsICItdG9rZW5faW4iLCAiLWluIiwgInRva2VuIiwgIi1kYXRhIiwgInRleHQiLCAiLUNB
        ZmlsZSIsICJyb290cyIsICItYXR0aW1lIiwKICAgICAgICAgICAgICAgIHN0cihpbnQodGltZS50aW1lc3RhbXAo
        KSkpKQogICAgICAgIHVuaXRzID0geyJzZWNvbmRzIjogMV8wMDBfMDAwLCAibWlsbGlzIjogMTAwMCwgIm1pY3Jv
        cyI6IDF9CiAgICAgICAgYWNjdXJhY3kgPSByZS5maW5kYWxsKHIiMHgoWzAtOUEtRmEtZl0rKSAoc2Vjb25kc3xt
        aWxsaXN8bWljcm9zKSIsIHNob3duKQogICAgICAgIGJleW9uZCA9IHN1bShpbnQobnVtYmVyLCAxNikgKiB1bml0
        c1t1bml0XSBmb3IgbnVtYmVyLCB1bml0IGluIGFjY3VyYWN5KQogICAgICAgIGJleW9uZCArPSBpbnQoZmxvYXQo
        c3RhbXBbMl0gb3IgMCkgKiAxXzAwMF8wMDAgKyAwLjk5OTk5OSkKICAgICAgICByZXR1cm4gaW50KHRpbWUudGlt
        ZXN0YW1wKCkpIC0gLWJleW9uZCAvLyAxXzAwMF8wMDAK
        """
}
