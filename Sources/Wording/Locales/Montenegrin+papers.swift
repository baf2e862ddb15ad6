extension Catalogue.Montenegrin {
    /// Montenegrin: the papers beside the report.
    static let papers = #"""
        paper.footer ~ Dokument
        paper.rendering ~ Potpisani podaci ne zavise od jezika; ovaj dokument je njihov prikaz. Ako se razlikuju, važe potpisani podaci.
        paper.limitsTitle ~ Šta ovaj dokument ne pokazuje
        paper.made ~ Sačinio (ime, uloga)

        handover.title ~ Zapisnik o primopredaji
        handover.copyGiver ~ Primjerak 1 od 2: za onoga ko predaje
        handover.copyTaker ~ Primjerak 2 od 2: za onoga ko preuzima
        handover.entry ~ Potpisani zapis
        handover.when ~ Kada i gdje
        handover.giver ~ Predao
        handover.taker ~ Preuzeo
        handover.purpose ~ Svrha
        handover.authority ~ Na osnovu čega
        handover.thing ~ Kesa, plomba, stanje
        handover.sealByHand ~ plomba neoštećena (upisati da ili ne): {text}
        handover.compared ~ Prije potpisa obje strane su uporedile brojeve dokaznih predmeta, kese i plombe sa gore navedenim. Uređaj ostaje isključen i niko ga ne pregleda.
        handover.name ~ Ime i uloga
        handover.organisation ~ Organizacija
        handover.place ~ Mjesto, datum i sat

        list.title ~ Popis dokaza
        list.where ~ Gdje se nalazi
        list.language ~ Jezik
        list.bySender ~ {place} (prema opisu pošiljaoca)
        list.whereNote ~ Gdje se nalazi: posljednje zapisano mjesto, prema izjavi potpisnika. Kasnije načinjena kopija navedena je sa heš-vrijednošću koju je zapisao onaj ko ju je načinio.

        verification.title ~ Potvrda o provjeri
        verification.keeper ~ Dio 1. Materijal, prema onome ko ga je čuvao
        verification.keeperStates ~ Potpisani izjavljuje: ovaj materijal dao sam na provjeru onakav kakav je kod mene; šta sam sa njim radio stoji u zapisima koji su uz njega.
        verification.checker ~ Dio 2. Provjera
        verification.checkerStates ~ Potpisani izjavljuje samo ovo: gore navedeni program, pokrenut nad ovim materijalom, dao je rezultate koji su u ovom dokumentu.
        verification.program ~ Program i verzija
        verification.executable ~ SHA-256 izvršne datoteke
        verification.checks ~ Provjere
        verification.counts ~ uspjele: {valid}; neuspjele: {number}; neobavljene: {count}
        verification.annex ~ Prilog potvrdi o provjeri
        verification.items ~ 1. Rezultat za svaki dokazni predmet i datoteku
        verification.parts ~ 2. Heš-vrijednosti djelova
        verification.allChecks ~ 3. Sve provjere
        """#
}
