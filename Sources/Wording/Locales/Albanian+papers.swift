extension Catalogue.Albanian {
    /// Albanian: the papers beside the report.
    static let papers = #"""
        paper.footer ~ Dokument
        paper.rendering ~ Të dhënat e nënshkruara nuk varen nga gjuha; ky dokument është paraqitje e tyre. Nëse ndryshojnë, vlejnë të dhënat e nënshkruara.
        paper.limitsTitle ~ Çfarë nuk tregon ky dokument
        paper.made ~ E përpiloi (emri, roli)

        handover.title ~ Procesverbal dorëzimi
        handover.copyGiver ~ Kopja 1 nga 2: për atë që dorëzon
        handover.copyTaker ~ Kopja 2 nga 2: për atë që merr në dorëzim
        handover.entry ~ Shënimi i nënshkruar
        handover.when ~ Kur dhe ku
        handover.giver ~ Dorëzoi
        handover.taker ~ Mori në dorëzim
        handover.purpose ~ Qëllimi
        handover.authority ~ Mbi çfarë baze
        handover.thing ~ Qesja, vula, gjendja
        handover.sealByHand ~ vula e padëmtuar (shkruani po ose jo): {text}
        handover.compared ~ Para nënshkrimit të dyja palët i krahasuan numrat e provave materiale, të qeses dhe të vulës me ata më sipër. Pajisja mbetet e fikur dhe askush nuk e shqyrton.
        handover.name ~ Emri dhe roli
        handover.organisation ~ Organizata
        handover.place ~ Vendi, data dhe ora

        list.title ~ Lista e provave
        list.where ~ Ku ndodhet
        list.language ~ Gjuha
        list.bySender ~ {place} (sipas përshkrimit të dërguesit)
        list.whereNote ~ Ku ndodhet: vendi i shënuar i fundit, sipas deklaratës së nënshkruesit. Kopja e bërë më vonë është shënuar me vlerën hash që e shkroi ai që e bëri.

        verification.title ~ Konfirmim i kontrollit
        verification.keeper ~ Pjesa 1. Materiali, sipas atij që e ruajti
        verification.keeperStates ~ Nënshkruesi deklaron: këtë material e dhashë për kontroll ashtu siç e kam; çfarë bëra me të është në shënimet që janë me të.
        verification.checker ~ Pjesa 2. Kontrolli
        verification.checkerStates ~ Nënshkruesi deklaron vetëm këtë: programi i përmendur më sipër, i ekzekutuar mbi këtë material, dha rezultatet që janë në këtë dokument.
        verification.program ~ Programi dhe versioni
        verification.executable ~ SHA-256 i skedarit të ekzekutueshëm
        verification.checks ~ Kontrollet
        verification.counts ~ të suksesshme: {valid}; të pasuksesshme: {number}; të pakryera: {count}
        verification.annex ~ Shtojcë e konfirmimit të kontrollit
        verification.items ~ 1. Rezultati për çdo provë materiale dhe skedar
        verification.parts ~ 2. Vlerat hash të pjesëve
        verification.allChecks ~ 3. Të gjitha kontrollet
        """#
}
