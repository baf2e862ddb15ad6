extension Catalogue.Albanian {
    /// Albanian: what is checked, what a failure means, and the terms.
    static let checks = #"""
        check.outer.encoding ~ pjesët e jashtme kanë formën e caktuar
        check.outer.statement-signature ~ deklaratën e jashtme e nënshkroi një pajisje e dërguesit me çelës që vlente atëherë
        check.outer.entry ~ skedari hapës i përket deklaratës së jashtme
        check.outer.payload ~ përmbajtja e enkriptuar është ajo që u njoftua
        check.outer.preview ~ njoftimi i enkriptuar është ai që u nënshkrua
        check.seal.signature ~ vulën e nënshkroi një anëtar i organizatës dërguese me çelës që vlente atëherë
        check.seal.agreement ~ pjesa e brendshme dhe e jashtme flasin për të njëjtën dërgesë dhe të njëjtin dërgues
        check.seal.commitment ~ vula është ajo që njoftoi deklarata e jashtme
        check.seal.openings ~ vula mbulon pikërisht këtë listë të përmbajtjes
        check.seal.case ~ numri i çështjes është ai që u vulos
        check.seal.recipients ~ marrësit janë ata që u vulosën
        check.bag.manifests ~ çdo skedar është i renditur, i pranishëm dhe i pandryshuar, dhe nuk ka asgjë tjetër
        check.bag.preview ~ njoftimi brenda është ai që u tregua më parë
        check.custody.chain ~ deklaratat përbëjnë një tërësi, secila e nënshkruar me çelës që vlente atëherë
        check.custody.acts ~ veprimet pas marrjes janë të nënshkruara dhe të lidhura njëra me tjetrën pa boshllëk
        check.original.files ~ çdo skedar i bartur mbulohet nga vula e parë
        check.original.seal ~ vulën e parë e nënshkroi një anëtar i organizatës së dërguesit të parë
        check.receipt.signature ~ serveri ndërmjetës e nënshkroi vërtetimin e marrjes
        check.receipt.deposit ~ vërtetimi i marrjes është pikërisht për këtë deklaratë
        check.receipt.entry ~ skedari hapës i përket vërtetimit të marrjes
        check.log.inclusion ~ çdo deklaratë është në ditarin e serverit ndërmjetës
        check.log.witnesses ~ mjaft palë të pavarura e kanë nënshkruar ditarin ashtu siç tregohet këtu
        check.time.token ~ një lëshues i pavarur i vulës kohore garanton për kohën
        check.time.lower-bound ~ materiali tregon se u vulos pas një kohe të caktuar
        check.keys.records ~ regjistrimet e çelësave të organizatave qëndrojnë
        check.evidence.layout ~ çdo skedar i dosjes së provave është aty, në formën e vet

        meaning.damaged ~ I dëmtuar gjatë rrugës: ajo që ndodhet këtu nuk është e plotë. Duhet marrë sërish.
        meaning.altered ~ Përmbajtja u ndryshua pas vulosjes.
        meaning.signature ~ Nënshkrimi nuk përputhet me këta bajtë: ose u ndryshuan, ose nënshkroi një çelës tjetër.
        meaning.unknownSigner ~ Në këtë kompjuter askush nuk e njeh nënshkruesin; gjurma duhet krahasuar në rrugë tjetër.
        meaning.keyNotCounting ~ Çelësi në çastin e nënshkrimit ishte i revokuar, i skaduar ose i paregjistruar.
        meaning.undated ~ Çelësi u revokua ndërkohë dhe asgjë e pavarur nuk tregon se u nënshkrua para kësaj.
        meaning.missing ~ Mungon një pjesë që i përket.
        meaning.extra ~ Këtu ndodhet diçka që nuk i përket.
        meaning.form ~ Një pjesë nuk mund të lexohet: nuk është në formën e caktuar.
        meaning.contradiction ~ Dy pjesë të nënshkruara nuk përputhen: flasin për gjëra të ndryshme ose bien ndesh me njëra-tjetrën.
        meaning.clock ~ Kohët nuk përputhen ose një kohë nuk mund të jetë e saktë.
        meaning.stamp ~ Vula kohore nuk qëndron: forma, nënshkrimi ose çelësi i lëshuesit nuk është në rregull.
        meaning.hole ~ Midis dy shënimeve mungon një: u hoq ose nuk u ruajt kurrë.
        meaning.twoHistories ~ Ditari u tregua në dy versione që nuk mund të jenë të dyja të vërteta: dikujt iu tregua një radhë tjetër shënimesh.
        meaning.notReached ~ Nuk u arrit, sepse një kontroll i mëparshëm dështoi.
        meaning.notKept ~ Çështja e hapur nuk i mban më skedarët e enkriptuar; kështu duhet të jetë.
        meaning.notHere ~ Vërtetimi për këtë nuk është ndër materialin e dhënë.
        meaning.unconfirmed ~ Qëndron sipas çelësave që erdhën me materialin; këtu askush nuk i ka konfirmuar në rrugë tjetër.
        meaning.notWitnessed ~ Nuk nënshkruan mjaft palë të pavarura, ose në këtë kompjuter nuk u zgjodh asnjë.
        meaning.other ~ Shih kodin dhe shtojcën A.

        term.custody ~ zinxhiri i ruajtjes së provave
        term.custody.text ~ Kush e kishte materialin, kur dhe çfarë u bë me të, pa boshllëk.
        term.exhibit ~ provë materiale
        term.exhibit.text ~ Një skedar ose send me numrin e vet.
        term.seal ~ vulë
        term.seal.text ~ Nënshkrim mbi vlerat hash të gjithçkaje që u mbyll; çdo ndryshim i mëvonshëm shihet.
        term.hash ~ vlera hash
        term.hash.text ~ Një numër i llogaritur nga skedari, si gjurmë gishti: dy skedarë të ndryshëm praktikisht nuk kanë kurrë të njëjtin.
        term.stamp ~ vulë kohore
        term.stamp.text ~ Deklarata e nënshkruar e një lëshuesi të pavarur se diçka ekzistonte në një kohë të caktuar.
        term.acknowledgement ~ konfirmim i marrjes
        term.acknowledgement.text ~ Deklaratë e nënshkruar se diçka mbërriti ose u pa.
        term.fingerprint ~ gjurma e çelësit
        term.fingerprint.text ~ Një numër i shkurtër me të cilin dy persona në telefon mund të vërtetojnë se kanë të njëjtin çelës.
        term.server ~ server ndërmjetës
        term.server.text ~ Kompjuteri që bart dërgesën e enkriptuar. Ai nuk mund ta hapë atë.
        term.consent ~ pëlqim i informuar
        term.consent.text ~ Personit iu tha çfarë i jepet kujt dhe pse, dhe ai pranoi; pëlqimi mund të tërhiqet.
        """#
}
