extension Catalogue.Bosnian {
    /// Bosnian: what is checked, what a failure means, and the terms.
    static let checks = #"""
        check.outer.encoding ~ vanjski dijelovi imaju propisani oblik
        check.outer.statement-signature ~ vanjsku izjavu potpisao je uređaj pošiljaoca s ključem koji je tada važio
        check.outer.entry ~ datoteka za otvaranje pripada vanjskoj izjavi
        check.outer.payload ~ šifrirani sadržaj je onaj koji je najavljen
        check.outer.preview ~ šifrirana najava je ona koja je potpisana
        check.seal.signature ~ plombu je potpisao član organizacije pošiljaoca s ključem koji je tada važio
        check.seal.agreement ~ unutrašnji i vanjski dio govore o istoj pošiljci i istom pošiljaocu
        check.seal.commitment ~ plomba je ona koju je vanjska izjava najavila
        check.seal.openings ~ plomba obuhvata upravo ovaj popis sadržaja
        check.seal.case ~ broj predmeta je onaj koji je zapečaćen
        check.seal.recipients ~ primaoci su oni koji su zapečaćeni
        check.bag.manifests ~ svaka datoteka je popisana, prisutna i nepromijenjena, i ništa drugo nije tu
        check.bag.preview ~ najava unutra je ona koja je prije toga pokazana
        check.custody.chain ~ izjave čine jednu cjelinu, svaka potpisana ključem koji je tada važio
        check.custody.acts ~ radnje nakon prijema potpisane su i povezane jedna s drugom bez praznine
        check.original.files ~ svaka prenesena datoteka obuhvaćena je prvom plombom
        check.original.seal ~ prvu plombu potpisao je član organizacije prvog pošiljaoca
        check.receipt.signature ~ server posrednik potpisao je potvrdu
        check.receipt.deposit ~ potvrda se odnosi upravo na ovu izjavu
        check.receipt.entry ~ datoteka za otvaranje pripada potvrdi
        check.log.inclusion ~ svaka izjava je u dnevniku servera posrednika
        check.log.witnesses ~ dovoljno nezavisnih strana potpisalo je dnevnik ovakav kakav je ovdje prikazan
        check.time.token ~ nezavisni izdavalac vremenskog žiga jamči za vrijeme
        check.time.lower-bound ~ materijal pokazuje da je zapečaćen nakon određenog vremena
        check.keys.records ~ zapisi o ključevima organizacija su ispravni
        check.evidence.layout ~ svaka datoteka dokazne mape je tu, u svom obliku

        meaning.damaged ~ Oštećeno u prijenosu: ovo ovdje nije cijelo. Treba ga ponovo pribaviti.
        meaning.altered ~ Sadržaj je promijenjen nakon pečaćenja.
        meaning.signature ~ Potpis ne odgovara ovim bajtovima: ili su promijenjeni, ili je potpisao drugi ključ.
        meaning.unknownSigner ~ Na ovom računaru niko ne poznaje potpisnika; otisak treba uporediti drugim putem.
        meaning.keyNotCounting ~ Ključ je u trenutku potpisivanja bio opozvan, istekao ili nije bio upisan.
        meaning.undated ~ Ključ je u međuvremenu opozvan, a ništa nezavisno ne pokazuje da je potpisano prije toga.
        meaning.missing ~ Nedostaje dio koji tome pripada.
        meaning.extra ~ Ovdje se nalazi nešto što tome ne pripada.
        meaning.form ~ Jedan dio se ne može pročitati: nije u propisanom obliku.
        meaning.contradiction ~ Dva potpisana dijela ne odgovaraju jedan drugom: odnose se na različite stvari ili su protivrječni.
        meaning.clock ~ Vremena se ne slažu ili neko vrijeme ne može biti tačno.
        meaning.stamp ~ Vremenski žig nije ispravan: njegov oblik, potpis ili ključ izdavaoca nije u redu.
        meaning.hole ~ Između dva zapisa jedan nedostaje: izvađen je ili nikada nije sačuvan.
        meaning.twoHistories ~ Dnevnik je pokazan u dvije verzije koje ne mogu obje biti tačne: nekome je pokazan drugačiji slijed zapisa.
        meaning.notReached ~ Do ove provjere se nije došlo jer ranija nije prošla.
        meaning.notKept ~ Otvoreni predmet više ne sadrži šifrirane datoteke; tako i treba biti.
        meaning.notHere ~ Potvrda za to nije među priloženim materijalom.
        meaning.unconfirmed ~ Ispravno je prema ključevima koji su došli s materijalom; ovdje ih niko nije potvrdio drugim putem.
        meaning.notWitnessed ~ Nije potpisalo dovoljno nezavisnih strana ili na ovom računaru nijedna nije odabrana.
        meaning.other ~ Vidi šifru i prilog A.

        term.custody ~ lanac čuvanja dokaza
        term.custody.text ~ Ko je imao materijal, kada i šta je s njim rađeno, bez praznine.
        term.exhibit ~ dokazni predmet
        term.exhibit.text ~ Datoteka ili predmet sa vlastitim brojem.
        term.seal ~ plomba (pečat)
        term.seal.text ~ Potpis nad heš-vrijednostima svega što je zatvoreno; svaka kasnija promjena se vidi.
        term.hash ~ heš-vrijednost
        term.hash.text ~ Broj izračunat iz datoteke, poput otiska prsta: dvije različite datoteke praktično nikada nemaju isti.
        term.stamp ~ vremenski žig
        term.stamp.text ~ Potpisana izjava nezavisnog izdavaoca da je nešto postojalo u određeno vrijeme.
        term.acknowledgement ~ potvrda o prijemu
        term.acknowledgement.text ~ Potpisana izjava da je nešto stiglo ili viđeno.
        term.fingerprint ~ otisak ključa
        term.fingerprint.text ~ Kratak broj po kojem dvije osobe preko telefona mogu utvrditi da imaju isti ključ.
        term.server ~ server posrednik
        term.server.text ~ Računar koji prenosi šifriranu pošiljku. On je ne može otvoriti.
        term.consent ~ informisana saglasnost
        term.consent.text ~ Osobi je rečeno šta se kome daje i zašto, i ona je pristala; saglasnost se može povući.
        """#
}
