extension Catalogue.Croatian {
    /// Croatian: the papers beside the report.
    static let papers = #"""
        paper.footer ~ Dokument
        paper.rendering ~ Potpisani podaci ne ovise o jeziku; ovaj je dokument njihov prikaz. Ako se razlikuju, vrijede potpisani podaci.
        paper.limitsTitle ~ Što ovaj dokument ne pokazuje
        paper.made ~ Sastavio (ime, uloga)

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
        handover.compared ~ Prije potpisa obje su strane usporedile brojeve dokaznih predmeta, vrećice i plombe s gore navedenima. Uređaj ostaje isključen i nitko ga ne pregledava.
        handover.name ~ Ime i uloga
        handover.organisation ~ Organizacija
        handover.place ~ Mjesto, datum i sat

        list.title ~ Popis dokaza
        list.where ~ Gdje se nalazi
        list.language ~ Jezik
        list.bySender ~ {place} (prema opisu pošiljatelja)
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
        """#
}
