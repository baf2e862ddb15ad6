extension Catalogue.Croatian {
    /// Croatian: what is checked, what a failure means, and the terms.
    static let checks = #"""
        check.outer.encoding ~ vanjski dijelovi imaju propisani oblik
        check.outer.statement-signature ~ vanjsku izjavu potpisao je uređaj pošiljatelja s ključem koji je tada važio
        check.outer.entry ~ otvarajuća datoteka pripada vanjskoj izjavi
        check.outer.payload ~ šifrirani sadržaj onaj je koji je najavljen
        check.outer.preview ~ šifrirana najava ona je koja je potpisana
        check.seal.signature ~ plombu je potpisao član organizacije pošiljatelja s ključem koji je tada važio
        check.seal.agreement ~ unutarnji i vanjski dio govore o istoj pošiljci i istom pošiljatelju
        check.seal.commitment ~ plomba je ona koju je vanjska izjava najavila
        check.seal.openings ~ plomba obuhvaća upravo ovaj popis sadržaja
        check.seal.case ~ broj predmeta onaj je koji je zapečaćen
        check.seal.recipients ~ primatelji su oni koji su zapečaćeni
        check.bag.manifests ~ svaka je datoteka popisana, prisutna i nepromijenjena, i ničega drugog nema
        check.bag.preview ~ najava unutra ona je koja je prije pokazana
        check.custody.chain ~ izjave čine jednu cjelinu, svaka potpisana ključem koji je tada vrijedio
        check.custody.acts ~ radnje nakon primitka potpisane su i povezane jedna s drugom bez praznine
        check.original.files ~ svaka prenesena datoteka obuhvaćena je prvom plombom
        check.original.seal ~ prvu plombu potpisao je član organizacije prvog pošiljatelja
        check.receipt.signature ~ poslužitelj posrednik potpisao je potvrdu
        check.receipt.deposit ~ potvrda se odnosi upravo na ovu izjavu
        check.receipt.entry ~ otvarajuća datoteka pripada potvrdi
        check.log.inclusion ~ svaka je izjava u dnevniku poslužitelja posrednika
        check.log.witnesses ~ dovoljno neovisnih strana potpisalo je dnevnik ovakav kakav je ovdje prikazan
        check.time.token ~ neovisni izdavatelj vremenskog žiga jamči za vrijeme
        check.time.lower-bound ~ materijal pokazuje da je zapečaćen nakon određenog vremena
        check.keys.records ~ zapisi o ključevima organizacija ispravni su
        check.evidence.layout ~ svaka je datoteka dokazne mape tu, u svojem obliku

        meaning.damaged ~ Oštećeno u prijenosu: ovo ovdje nije cijelo. Treba ga ponovno pribaviti.
        meaning.altered ~ Sadržaj je promijenjen nakon pečaćenja.
        meaning.signature ~ Potpis ne odgovara ovim bajtovima: ili su promijenjeni, ili je potpisao drugi ključ.
        meaning.unknownSigner ~ Na ovom računalu nitko ne poznaje potpisnika; otisak treba usporediti drugim putem.
        meaning.keyNotCounting ~ Ključ je u trenutku potpisivanja bio opozvan, istekao ili nije bio upisan.
        meaning.undated ~ Ključ je u međuvremenu opozvan, a ništa neovisno ne pokazuje da je potpisano prije toga.
        meaning.missing ~ Nedostaje dio koji tome pripada.
        meaning.extra ~ Ovdje se nalazi nešto što tome ne pripada.
        meaning.form ~ Jedan se dio ne može pročitati: nije u propisanom obliku.
        meaning.contradiction ~ Dva potpisana dijela ne odgovaraju jedan drugome: govore o različitom ili su proturječna.
        meaning.clock ~ Vremena se ne podudaraju ili neko vrijeme ne može biti točno.
        meaning.stamp ~ Vremenski žig nije ispravan: njegov oblik, potpis ili ključ izdavatelja nije u redu.
        meaning.hole ~ Između dvaju zapisa jedan nedostaje: izvađen je ili nikada nije sačuvan.
        meaning.twoHistories ~ Dnevnik je pokazan u dvije inačice koje ne mogu obje biti točne: nekomu je pokazan drugačiji slijed zapisa.
        meaning.notReached ~ Do ove se provjere nije došlo jer ranija nije prošla.
        meaning.notKept ~ Otvoreni predmet više ne sadrži šifrirane datoteke; tako i treba biti.
        meaning.notHere ~ Potvrda za to nije među priloženim materijalom.
        meaning.unconfirmed ~ Ispravno je prema ključevima koji su došli s materijalom; ovdje ih nitko nije potvrdio drugim putem.
        meaning.notWitnessed ~ Nije potpisalo dovoljno neovisnih strana ili na ovom računalu nijedna nije odabrana.
        meaning.other ~ Vidi šifru i prilog A.

        term.custody ~ lanac čuvanja dokaza
        term.custody.text ~ Tko je imao materijal, kada i što je s njim rađeno, bez praznine.
        term.exhibit ~ dokazni predmet
        term.exhibit.text ~ Datoteka ili predmet s vlastitim brojem.
        term.seal ~ plomba (pečat)
        term.seal.text ~ Potpis nad hash-vrijednostima svega što je zatvoreno; svaka se kasnija promjena vidi.
        term.hash ~ hash-vrijednost
        term.hash.text ~ Broj izračunat iz datoteke, poput otiska prsta: dvije različite datoteke praktički nikada nemaju isti.
        term.stamp ~ vremenski žig
        term.stamp.text ~ Potpisana izjava neovisnog izdavatelja da je nešto postojalo u određeno vrijeme.
        term.acknowledgement ~ potvrda o primitku
        term.acknowledgement.text ~ Potpisana izjava da je nešto stiglo ili viđeno.
        term.fingerprint ~ otisak ključa
        term.fingerprint.text ~ Kratak broj po kojem dvije osobe telefonom mogu utvrditi imaju li isti ključ.
        term.server ~ poslužitelj posrednik
        term.server.text ~ Računalo koje prenosi šifriranu pošiljku. Ono je ne može otvoriti.
        term.consent ~ privola (informirana suglasnost)
        term.consent.text ~ Osobi je rečeno što se komu daje i zašto, i ona je pristala; privola se može povući.
        """#
}
