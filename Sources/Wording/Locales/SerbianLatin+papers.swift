extension Catalogue.SerbianLatin {
    /// Serbian in Latin letters: the papers beside the report.
    static let papers = #"""
        paper.footer ~ Dokument
        paper.rendering ~ Potpisani podaci ne zavise od jezika; ovaj dokument je njihov prikaz. Ako se razlikuju, važe potpisani podaci.
        paper.limitsTitle ~ Šta ovaj dokument ne pokazuje
        paper.made ~ Sačinio (ime, uloga)

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
        handover.compared ~ Pre potpisa obe strane su uporedile brojeve dokaznih predmeta, kese i plombe sa gore navedenim. Uređaj ostaje isključen i niko ga ne pregleda.
        handover.name ~ Ime i uloga
        handover.organisation ~ Organizacija
        handover.place ~ Mesto, datum i sat

        list.title ~ Popis dokaza
        list.where ~ Gde se nalazi
        list.language ~ Jezik
        list.bySender ~ {place} (prema opisu pošiljaoca)
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
        """#
}
