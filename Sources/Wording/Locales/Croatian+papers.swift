extension Catalogue.Croatian {
    /// Croatian: the papers beside the report.
    static let papers = #"""
        paper.footer ~ Dokument
        paper.rendering ~ Potpisani podaci ne ovise o jeziku; ovaj je dokument njihov prikaz. Ako se razlikuju, vrijede potpisani podaci.
        paper.limitsTitle ~ Što ovaj dokument ne pokazuje
        paper.made ~ Sastavio (ime, uloga)
        paper.noEvidence ~ Nije pregledano što je o privoli rečeno nakon zapečaćenja predmeta: mapa s dokazima nije navedena.
        paper.consentSince ~ zapisano je povlačenje privole: vidi gore

        handover.title ~ Zapisnik o primopredaji
        handover.copyGiver ~ Primjerak 1 od 2: za onoga koji predaje
        handover.copyTaker ~ Primjerak 2 od 2: za onoga koji preuzima
        handover.entry ~ Potpisani zapis
        handover.when ~ Kada i gdje
        handover.giver ~ Predao
        handover.taker ~ Preuzeo
        handover.purpose ~ Svrha
        handover.authority ~ Na temelju čega
        handover.thing ~ Vrećica, plomba, stanje
        handover.sealByHand ~ plomba neoštećena (upisati da ili ne): {text}
        handover.compared ~ Brojevi dokaznih predmeta, te vrećice i plombe ako su gore navedeni, uspoređeni su (upisati da ili ne): {text}
        handover.name ~ Ime i uloga
        handover.organisation ~ Organizacija
        handover.place ~ Mjesto, datum i sat

        list.title ~ Popis dokaza
        list.where ~ Gdje se nalazi
        list.language ~ Jezik
        list.bySender ~ {place} (prema opisu pošiljatelja)
        list.inPart ~ dijelom: {place}
        list.writtenDown ~ u zapisu je navedeno mjesto: {place}
        list.whereNote ~ Gdje se nalazi: posljednje zapisano mjesto, prema izjavi potpisnika. Kasnije načinjena kopija navedena je s hash-vrijednošću koju je zapisao onaj koji ju je načinio.

        verification.title ~ Potvrda o provjeri
        verification.keeper ~ Dio 1. Materijal, prema onome koji ga je čuvao
        verification.keeperStates ~ Potpisani izjavljuje: ovaj sam materijal dao na provjeru onakav kakav je kod mene; što sam s njime radio stoji u zapisima koji su uz njega.
        verification.checker ~ Dio 2. Provjera
        verification.checkerStates ~ Potpisani izjavljuje samo ovo: gore navedeni program, pokrenut nad ovim materijalom, dao je rezultate koji su u ovom dokumentu.
        verification.program ~ Program i inačica
        verification.executable ~ SHA-256 izvršne datoteke
        verification.checks ~ Provjere
        verification.counts ~ uspjele: {valid}; neuspjele: {number}; neobavljene: {count}
        verification.annex ~ Prilog potvrdi o provjeri
        verification.items ~ 1. Rezultat za svaki dokazni predmet i datoteku
        verification.parts ~ 2. Hash-vrijednosti dijelova
        verification.allChecks ~ 3. Sve provjere

        packing.title ~ Potvrda o pakiranju
        packing.deadline ~ Može se preuzeti do: {time}
        packing.deadlineLabel ~ Može se preuzeti do
        packing.note ~ Ovo kazuje što je zapečaćeno na računalu pošiljatelja. Je li poslano i je li stiglo, stoji u izjavama o dostavi.

        delivery.title ~ Izjave o dostavi
        delivery.sender ~ Pošiljatelj
        delivery.to ~ Za: {name}
        delivery.stage ~ Korak
        delivery.said ~ Što je izjavljeno i tko je to izjavio
        delivery.server ~ 1. Kod poslužitelja posrednika
        delivery.refused ~ Poslužitelj to nije preuzeo
        delivery.computer ~ 2. Na računalu primatelja, u cijelosti
        delivery.person ~ 3. Osoba je to vidjela ili odgovorila
        delivery.other ~ Što je još izjavljeno
        delivery.nothing ~ – o tome u mapi nema ničega
        delivery.holds ~ Sve potrebne provjere ovih izjava uspjele su. O sadržaju se ovdje ne kaže ništa: on nije u mapi.
        delivery.open ~ Nije nađeno ništa neispravno, ali nisu se mogle obaviti sve potrebne provjere, ili ovdje nitko nije potvrdio tko je potpisao; vidi prilog.
        delivery.notTaken ~ Jedan poslužitelj izjavljuje da ovu dostavu nije preuzeo ili da je nije mogao predati dalje: vidi ondje.
        delivery.note ~ Tri koraka tri su različite stvari: to što poslužitelj ili računalo nešto ima ne znači da je to neka osoba vidjela.
        delivery.zone ~ Vremena su navedena prema UTC-u; uz njih stoji lokalno vrijeme prema razlici od UTC-a koja je zadana za ovaj dokument (UTC{offset}).
        delivery.utc ~ Vremena su navedena prema UTC-u.
        delivery.annex ~ Prilog: sve provjere

        referral.title ~ Sažetak upućivanja
        referral.priority ~ Hitnost
        referral.from ~ Organizacija koja upućuje
        referral.to ~ Organizacija primatelj
        referral.contact ~ kontakt: {text}
        referral.answerBy ~ Odgovor se traži do
        referral.person ~ Osoba (ime se ovdje ne navodi)
        referral.age ~ dob: {text}
        referral.languages ~ jezici: {text}
        referral.reason ~ Razlog upućivanja
        referral.services ~ Tražene usluge
        referral.needed ~ potrebno do {date}
        referral.provided ~ Već pružene usluge
        referral.elsewhere ~ Upućeno i drugamo
        referral.informed ~ Osoba je obaviještena
        referral.yes ~ da
        referral.no ~ ne
        referral.restrictions ~ Ograničenja pri stupanju u kontakt
        referral.followup ~ Daljnje praćenje
        referral.via ~ putem: {text}
        referral.keeps ~ Tko vodi slučaj
        referral.keepsSender ~ organizacija koja upućuje, kao i dosad
        referral.keepsReceiver ~ odsad organizacija primatelj
        referral.note ~ Sve je ovo izjava organizacije koja upućuje. Ono što je napisala vlastitim riječima stoji na jeziku na kojem je napisano.

        word.priority.emergency ~ izvanredno hitno
        word.priority.urgent ~ hitno
        word.priority.routine ~ redovito
        word.alone.no ~ nije dijete bez roditelja
        word.alone.separated ~ odvojeno dijete
        word.alone.unaccompanied ~ dijete bez pratnje
        word.alone.unknown ~ nije poznato je li dijete samo
        """#
}
