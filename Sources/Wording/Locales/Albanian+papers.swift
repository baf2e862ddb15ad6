extension Catalogue.Albanian {
    /// Albanian: the papers beside the report.
    static let papers = #"""
        paper.footer ~ Dokument
        paper.rendering ~ Të dhënat e nënshkruara nuk varen nga gjuha; ky dokument është paraqitje e tyre. Nëse ndryshojnë, vlejnë të dhënat e nënshkruara.
        paper.limitsTitle ~ Çfarë nuk tregon ky dokument
        paper.made ~ E përpiloi (emri, roli)
        paper.noEvidence ~ Nuk u shqyrtua çfarë u tha për pëlqimin pas vulosjes së lëndës: nuk u dha dosje me prova.
        paper.consentSince ~ është shënuar tërheqje e pëlqimit: shih më sipër

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
        handover.compared ~ Numrat e provave materiale, si dhe të qeses e të vulës kur janë shënuar më sipër, u krahasuan (shkruani po ose jo): {text}
        handover.name ~ Emri dhe roli
        handover.organisation ~ Organizata
        handover.place ~ Vendi, data dhe ora

        list.title ~ Lista e provave
        list.where ~ Ku ndodhet
        list.language ~ Gjuha
        list.bySender ~ {place} (sipas përshkrimit të dërguesit)
        list.inPart ~ pjesërisht: {place}
        list.writtenDown ~ shënimi përmend këtë vend: {place}
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

        packing.title ~ Konfirmim i paketimit
        packing.deadline ~ Mund të merret në dorëzim deri më: {time}
        packing.deadlineLabel ~ Mund të merret në dorëzim deri më
        packing.note ~ Kjo tregon çfarë u vulos në kompjuterin e dërguesit. Nëse u dërgua dhe nëse mbërriti, është në deklaratat për dorëzimin.

        delivery.title ~ Deklarata për dorëzimin
        delivery.sender ~ Dërguesi
        delivery.to ~ Për: {name}
        delivery.stage ~ Hapi
        delivery.said ~ Çfarë u deklarua dhe kush e deklaroi
        delivery.server ~ 1. Te serveri ndërmjetës
        delivery.refused ~ Një server nuk e mori
        delivery.computer ~ 2. Në kompjuterin e marrësit, e plotë
        delivery.person ~ 3. Një person e pa ose u përgjigj
        delivery.other ~ Çfarë tjetër u deklarua
        delivery.nothing ~ – për këtë nuk ka asgjë në dosje
        delivery.holds ~ Të gjitha kontrollet e kërkuara të këtyre deklaratave patën sukses. Për përmbajtjen këtu nuk thuhet asgjë: ajo nuk është në dosje.
        delivery.open ~ Nuk u gjet asgjë e pavlefshme, por nuk mund të kryheshin të gjitha kontrollet e kërkuara, ose askush këtu nuk e ka konfirmuar se kush nënshkroi; shih shtojcën.
        delivery.notTaken ~ Një server deklaron se nuk e mori këtë dërgesë ose nuk mundi ta dorëzonte më tej: shih atje.
        delivery.note ~ Tre hapat janë tri gjëra të ndryshme: që një server ose kompjuter ka diçka nuk do të thotë se një person e ka parë.
        delivery.zone ~ Kohët jepen sipas UTC; pranë tyre është koha vendore sipas ndryshimit nga UTC që u dha për këtë dokument (UTC{offset}).
        delivery.utc ~ Kohët jepen sipas UTC.
        delivery.annex ~ Shtojcë: të gjitha kontrollet

        referral.title ~ Përmbledhje e referimit
        referral.priority ~ Urgjenca
        referral.from ~ Organizata që referon
        referral.to ~ Organizata pranuese
        referral.contact ~ kontakti: {text}
        referral.answerBy ~ Përgjigjja kërkohet deri më
        referral.person ~ Personi (emri nuk shënohet këtu)
        referral.age ~ mosha: {text}
        referral.languages ~ gjuhët: {text}
        referral.reason ~ Arsyeja e referimit
        referral.services ~ Shërbimet e kërkuara
        referral.needed ~ nevojitet deri më {date}
        referral.provided ~ Shërbimet e dhëna tashmë
        referral.elsewhere ~ Referuar edhe gjetkë
        referral.informed ~ Personi u informua
        referral.yes ~ po
        referral.no ~ jo
        referral.restrictions ~ Kufizime për kontaktin
        referral.followup ~ Ndjekja e mëtejshme
        referral.via ~ nëpërmjet: {text}
        referral.keeps ~ Kush e drejton rastin
        referral.keepsSender ~ organizata që referon, si deri tani
        referral.keepsReceiver ~ tani e tutje organizata pranuese
        referral.note ~ E gjithë kjo është deklaratë e organizatës që referon. Ajo që shkroi me fjalët e veta është në gjuhën në të cilën u shkrua.

        word.priority.emergency ~ emergjencë
        word.priority.urgent ~ urgjent
        word.priority.routine ~ i zakonshëm
        word.alone.no ~ nuk është fëmijë pa prindër
        word.alone.separated ~ fëmijë i ndarë nga prindërit
        word.alone.unaccompanied ~ fëmijë i pashoqëruar
        word.alone.unknown ~ nuk dihet nëse fëmija është vetëm
        """#
}
