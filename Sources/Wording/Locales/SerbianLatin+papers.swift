extension Catalogue.SerbianLatin {
    /// Serbian in Latin letters: the papers beside the report.
    static let papers = #"""
        paper.footer ~ Dokument
        paper.rendering ~ Potpisani podaci ne zavise od jezika; ovaj dokument je njihov prikaz. Ako se razlikuju, važe potpisani podaci.
        paper.limitsTitle ~ Šta ovaj dokument ne pokazuje
        paper.made ~ Sačinio (ime, uloga)
        paper.noEvidence ~ Nije pregledano šta je o pristanku rečeno posle zapečaćenja predmeta: fascikla sa dokazima nije navedena.
        paper.consentSince ~ zapisan je opoziv pristanka: vidi gore

        handover.title ~ Zapisnik o primopredaji
        handover.copyGiver ~ Primerak 1 od 2: za onoga ko predaje
        handover.copyTaker ~ Primerak 2 od 2: za onoga ko preuzima
        handover.entry ~ Potpisani zapis
        handover.when ~ Kada i gde
        handover.giver ~ Predao
        handover.taker ~ Preuzeo
        handover.purpose ~ Svrha
        handover.authority ~ Na osnovu čega
        handover.thing ~ Kesa, plomba, stanje
        handover.sealByHand ~ plomba neoštećena (upisati da ili ne): {text}
        handover.compared ~ Brojevi dokaznih predmeta, te kese i plombe ako su gore navedeni, upoređeni su (upisati da ili ne): {text}
        handover.name ~ Ime i uloga
        handover.organisation ~ Organizacija
        handover.place ~ Mesto, datum i sat

        list.title ~ Popis dokaza
        list.where ~ Gde se nalazi
        list.language ~ Jezik
        list.bySender ~ {place} (prema opisu pošiljaoca)
        list.inPart ~ delom: {place}
        list.writtenDown ~ u zapisu je navedeno mesto: {place}
        list.whereNote ~ Gde se nalazi: poslednje zapisano mesto, prema izjavi potpisnika. Kasnije načinjena kopija navedena je sa heš vrednošću koju je zapisao onaj ko ju je načinio.

        verification.title ~ Potvrda o proveri
        verification.keeper ~ Deo 1. Materijal, prema onome ko ga je čuvao
        verification.keeperStates ~ Potpisani izjavljuje: ovaj materijal dao sam na proveru onakav kakav je kod mene; šta sam sa njim radio stoji u zapisima koji su uz njega.
        verification.checker ~ Deo 2. Provera
        verification.checkerStates ~ Potpisani izjavljuje samo ovo: gore navedeni program, pokrenut nad ovim materijalom, dao je rezultate koji su u ovom dokumentu.
        verification.program ~ Program i verzija
        verification.executable ~ SHA-256 izvršne datoteke
        verification.checks ~ Provere
        verification.counts ~ uspele: {valid}; neuspele: {number}; neobavljene: {count}
        verification.annex ~ Prilog potvrdi o proveri
        verification.items ~ 1. Rezultat za svaki dokazni predmet i datoteku
        verification.parts ~ 2. Heš vrednosti delova
        verification.allChecks ~ 3. Sve provere

        packing.title ~ Potvrda o pakovanju
        packing.deadline ~ Može se preuzeti do: {time}
        packing.deadlineLabel ~ Može se preuzeti do
        packing.note ~ Ovo kazuje šta je zapečaćeno na računaru pošiljaoca. Da li je poslato i da li je stiglo, stoji u izjavama o dostavi.

        delivery.title ~ Izjave o dostavi
        delivery.sender ~ Pošiljalac
        delivery.to ~ Za: {name}
        delivery.stage ~ Korak
        delivery.said ~ Šta je izjavljeno i ko je to izjavio
        delivery.server ~ 1. Kod servera posrednika
        delivery.refused ~ Server to nije preuzeo
        delivery.computer ~ 2. Na računaru primaoca, u celosti
        delivery.person ~ 3. Lice je to videlo ili odgovorilo
        delivery.other ~ Šta je još izjavljeno
        delivery.nothing ~ – o tome u fascikli nema ničega
        delivery.holds ~ Sve potrebne provere ovih izjava su uspele. O sadržaju se ovde ne kaže ništa: on nije u fascikli.
        delivery.open ~ Nije nađeno ništa neispravno, ali nisu mogle da se obave sve potrebne provere, ili ovde niko nije potvrdio ko je potpisao; vidi prilog.
        delivery.notTaken ~ Jedan server izjavljuje da ovu dostavu nije preuzeo ili da je nije mogao predati dalje: vidi tamo.
        delivery.note ~ Tri koraka su tri različite stvari: to što server ili računar nešto ima ne znači da je to neko lice videlo.
        delivery.zone ~ Vremena su data po UTC-u; pored njih stoji lokalno vreme prema razlici od UTC-a koja je zadata za ovaj dokument (UTC{offset}).
        delivery.utc ~ Vremena su data po UTC-u.
        delivery.annex ~ Prilog: sve provere

        referral.title ~ Sažetak upućivanja
        referral.priority ~ Hitnost
        referral.from ~ Organizacija koja upućuje
        referral.to ~ Organizacija primalac
        referral.contact ~ kontakt: {text}
        referral.answerBy ~ Odgovor se traži do
        referral.person ~ Lice (ime se ovde ne navodi)
        referral.age ~ uzrast: {text}
        referral.languages ~ jezici: {text}
        referral.reason ~ Razlog upućivanja
        referral.services ~ Tražene usluge
        referral.needed ~ potrebno do {date}
        referral.provided ~ Već pružene usluge
        referral.elsewhere ~ Upućeno i drugde
        referral.informed ~ Lice je obavešteno
        referral.yes ~ da
        referral.no ~ ne
        referral.restrictions ~ Ograničenja pri stupanju u kontakt
        referral.followup ~ Dalje praćenje
        referral.via ~ putem: {text}
        referral.keeps ~ Ko vodi slučaj
        referral.keepsSender ~ organizacija koja upućuje, kao i do sada
        referral.keepsReceiver ~ od sada organizacija primalac
        referral.note ~ Sve ovo je izjava organizacije koja upućuje. Ono što je napisala svojim rečima stoji na jeziku na kom je napisano.

        word.priority.emergency ~ vanredno hitno
        word.priority.urgent ~ hitno
        word.priority.routine ~ redovno
        word.alone.no ~ nije dete bez roditelja
        word.alone.separated ~ razdvojeno dete
        word.alone.unaccompanied ~ dete bez pratnje
        word.alone.unknown ~ nije poznato da li je dete samo
        """#
}
