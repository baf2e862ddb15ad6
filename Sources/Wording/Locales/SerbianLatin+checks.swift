extension Catalogue.SerbianLatin {
    /// Serbian in Latin script: what is checked, what a failure means, and the terms.
    static let checks = #"""
        check.outer.encoding ~ spoljni delovi imaju propisani oblik
        check.outer.statement-signature ~ spoljnu izjavu potpisao je uređaj pošiljaoca sa ključem koji je tada važio
        check.outer.entry ~ datoteka za otvaranje pripada spoljnoj izjavi
        check.outer.payload ~ šifrovani sadržaj je onaj koji je najavljen
        check.outer.preview ~ šifrovana najava je ona koja je potpisana
        check.seal.signature ~ plombu je potpisao član organizacije pošiljaoca sa ključem koji je tada važio
        check.seal.agreement ~ unutrašnji i spoljni deo govore o istoj pošiljci i istom pošiljaocu
        check.seal.commitment ~ plomba je ona koju je spoljna izjava najavila
        check.seal.openings ~ plomba obuhvata upravo ovaj popis sadržaja
        check.seal.case ~ broj predmeta je onaj koji je zapečaćen
        check.seal.recipients ~ primaoci su oni koji su zapečaćeni
        check.bag.manifests ~ svaka datoteka je popisana, prisutna i nepromenjena, i ničeg drugog nema
        check.bag.preview ~ najava unutra je ona koja je ranije pokazana
        check.custody.chain ~ izjave čine jednu celinu, svaka potpisana ključem koji je tada važio
        check.custody.acts ~ radnje nakon prijema potpisane su i povezane jedna sa drugom bez praznine
        check.original.files ~ svaka preneta datoteka obuhvaćena je prvom plombom
        check.original.seal ~ prvu plombu potpisao je član organizacije prvog pošiljaoca
        check.receipt.signature ~ server posrednik potpisao je potvrdu
        check.receipt.deposit ~ potvrda se odnosi upravo na ovu izjavu
        check.receipt.entry ~ datoteka za otvaranje pripada potvrdi
        check.log.inclusion ~ svaka izjava je u dnevniku servera posrednika
        check.log.witnesses ~ dovoljno nezavisnih strana potpisalo je dnevnik ovakav kakav je ovde prikazan
        check.time.token ~ nezavisni izdavalac vremenskog žiga garantuje za vreme
        check.time.lower-bound ~ materijal pokazuje da je zapečaćen posle određenog vremena
        check.keys.records ~ zapisi o ključevima organizacija su ispravni
        check.evidence.layout ~ svaka datoteka dokazne fascikle je tu, u svom obliku

        meaning.damaged ~ Oštećeno u prenosu: ovo ovde nije celo. Treba ga ponovo pribaviti.
        meaning.altered ~ Sadržaj je promenjen posle pečaćenja.
        meaning.signature ~ Potpis ne odgovara ovim bajtovima: ili su promenjeni, ili je potpisao drugi ključ.
        meaning.unknownSigner ~ Na ovom računaru niko ne poznaje potpisnika; otisak treba uporediti drugim putem.
        meaning.keyNotCounting ~ Ključ je u trenutku potpisivanja bio opozvan, istekao ili nije bio upisan.
        meaning.undated ~ Ključ je u međuvremenu opozvan, a ništa nezavisno ne pokazuje da je potpisano pre toga.
        meaning.missing ~ Nedostaje deo koji tome pripada.
        meaning.extra ~ Ovde se nalazi nešto što tome ne pripada.
        meaning.form ~ Jedan deo ne može da se pročita: nije u propisanom obliku.
        meaning.contradiction ~ Dva potpisana dela ne odgovaraju jedan drugom: odnose se na različite stvari ili su protivrečna.
        meaning.clock ~ Vremena se ne slažu ili neko vreme ne može biti tačno.
        meaning.stamp ~ Vremenski žig nije ispravan: njegov oblik, potpis ili ključ izdavaoca nije u redu.
        meaning.hole ~ Između dva zapisa jedan nedostaje: izvađen je ili nikada nije sačuvan.
        meaning.twoHistories ~ Dnevnik je pokazan u dve verzije koje ne mogu obe da budu tačne: nekome je pokazan drugačiji sled zapisa.
        meaning.notReached ~ Do ove provere se nije došlo jer ranija nije prošla.
        meaning.notKept ~ Otvoreni predmet više ne sadrži šifrovane datoteke; tako i treba da bude.
        meaning.notHere ~ Potvrda za to nije među priloženim materijalom.
        meaning.unconfirmed ~ Ispravno je prema ključevima koji su došli sa materijalom; ovde ih niko nije potvrdio drugim putem.
        meaning.notWitnessed ~ Nije potpisalo dovoljno nezavisnih strana ili na ovom računaru nijedna nije izabrana.
        meaning.other ~ Vidi šifru i prilog A.

        term.custody ~ lanac čuvanja dokaza
        term.custody.text ~ Ko je imao materijal, kada i šta je s njim rađeno, bez praznine.
        term.exhibit ~ dokazni predmet
        term.exhibit.text ~ Datoteka ili predmet sa sopstvenim brojem.
        term.seal ~ plomba (pečat)
        term.seal.text ~ Potpis nad heš vrednostima svega što je zatvoreno; svaka kasnija promena se vidi.
        term.hash ~ heš vrednost
        term.hash.text ~ Broj izračunat iz datoteke, poput otiska prsta: dve različite datoteke praktično nikada nemaju isti.
        term.stamp ~ vremenski žig
        term.stamp.text ~ Potpisana izjava nezavisnog izdavaoca da je nešto postojalo u određeno vreme.
        term.acknowledgement ~ potvrda o prijemu
        term.acknowledgement.text ~ Potpisana izjava da je nešto stiglo ili viđeno.
        term.fingerprint ~ otisak ključa
        term.fingerprint.text ~ Kratak broj po kojem dva lica preko telefona mogu da utvrde da imaju isti ključ.
        term.server ~ server posrednik
        term.server.text ~ Računar koji prenosi šifrovanu pošiljku. On ne može da je otvori.
        term.consent ~ informisani pristanak
        term.consent.text ~ Licu je rečeno šta se kome daje i zašto, i ono je pristalo; pristanak može da se opozove.
        """#
}
