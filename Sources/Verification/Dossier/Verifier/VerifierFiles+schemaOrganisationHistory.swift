// Made by Tools/make-verifier-source from Protocol/schemas/OrganisationHistory.json: change that one.

extension VerifierFiles {
    static let schemaOrganisationHistory = """
        ewogICIkc2NoZW1hIjogImh0dHBzOi8vanNvbi1zY2hlbWEub3JnL2RyYWZ0LzIwMjAtMTIvc2NoZW1hIiwKICAi
        JGlkIjogInVybjpwbG9tYmE6c2NoZW1hOk9yZ2FuaXNhdGlvbkhpc3RvcnkiLAogICJ0aXRsZSI6ICJPcmdhbmlz
        YXRpb25IaXN0b3J5OiB3aGF0IGFuIG9yZ2FuaXNhdGlvbiBnaXZlcyBpdHMgcGFydG5lcnMiLAogICJ0eXBlIjog
        Im9iamVjdCIsCiAgInJlcXVpcmVkIjogWwogICAgInR5cGUiLAogICAgInJlY29yZHMiCiAgXSwKICAicHJvcGVy
        dGllcyI6IHsKICAgICJ0eXBlIjogewogICAgICAiZW51bSI6IFsKICAgICAgICAidXJuOnBsb21iYTp2MTpPcmdh
        bmlzYXRpb25IaXN0b3J5IiwKICAgICAgICAidXJuOnBsb21iYS10cmFpbmluZzp2MTpPcmdhbmlzYXRpb25IaXN0
        b3J5IgogICAgICBdCiAgICB9LAogICAgInJlY29yZHMiOiB7CiAgICAgICJ0eXBlIjogImFycmF5IiwKICAgICAg
        Im1pbkl0ZW1zIjogMSwKICAgICAgIm1heEl0ZW1zIjogNTEyLAogICAgICAiaXRlbXMiOiB7CiAgICAgICAgInR5
        cGUiOiAib2JqZWN0IiwKICAgICAgICAicmVxdWlyZWQiOiBbCiAgICAgICAgICAicmVjb3JkIiwKICAgICAgICAg
        ICJzaWduYXR1cmVzIgogICAgICAgIF0sCiAgICAgICAgInByb3BlcnRpZXMiOiB7CiAgICAgICAgICAicmVjb3Jk
        IjogewogICAgICAgICAgICAidHlwZSI6ICJzdHJpbmciLAogICAgICAgICAgICAiY29udGVudEVuY29kaW5nIjog
        ImJhc2U2NCIsCiAgICAgICAgICAgICJjb250ZW50TWVkaWFUeXBlIjogImFwcGxpY2F0aW9uL2pzb24iLAogICAg
        ICAgICAgICAicGF0dGVybiI6ICJeW0EtWmEtejAtOSsvXSs9ezAsMn0kIgogICAgICAgICAgfSwKICAgICAgICAg
        ICJzaWduYXR1cmVzIjogewogICAgICAgICAgICAidHlwZSI6ICJhcnJheSIsCiAgICAgICAgICAgICJtYXhJdGVt
        cyI6IDMyLAogICAgICAgICAgICAiaXRlbXMiOiB7CiAgICAgICAgICAgICAgInR5cGUiOiAic3RyaW5nIiwKICAg
        ICAgICAgICAgICAibWF4TGVuZ3RoIjogODE5MiwKICAgICAgICAgICAgICAicGF0dGVybiI6ICJeLS0tLS1CRUdJ
        TiBTU0ggU0lHTkFUVVJFLS0tLS1cXG5bXFxzXFxTXSotLS0tLUVORCBTU0ggU0lHTkFUVVJFLS0tLS1cXG4/JCIK
        ICAgICAgICAgICAgfQogICAgICAgICAgfQogICAgICAgIH0KICAgICAgfQogICAgfQogIH0KfQo=
        """
}
