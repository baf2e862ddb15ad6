extension Catalogue.Croatian {
    /// Croatian: the report's own sentences.
    static let report = #"""
        language.name ~ Hrvatski

        report.title ~ Izvješće o lancu čuvanja dokaza
        report.training ~ VJEŽBA – IZMIŠLJENI MATERIJAL
        report.caseNumber ~ Broj predmeta kod pošiljatelja
        report.ownNumber ~ Broj ovog suda ili tijela
        report.rendering ~ Potpisani podaci ne ovise o jeziku; ovo izvješće njihov je prikaz. Ako se razlikuju, vrijede potpisani podaci.

        footer.report ~ Izvješće
        footer.page ~ Stranica {page} od {pages}
        footer.consignment ~ Pošiljka
        footer.seal ~ Plomba

        who.label ~ Tko

        what.label ~ Što

        when.label ~ Kada

        where.label ~ Gdje

        how.label ~ Kako i na temelju čega

        who.sealer ~ Zapečatila organizacija {organisation}, uloga: {role}
        who.claimedSealer ~ Prema navodu, zapečatila organizacija {organisation}; to nije potvrđeno
        who.unreadable ~ Ne može se pročitati iz materijala
        who.recipients ~ Upućeno na: {mailboxes}
        who.taker ~ Preuzela organizacija {organisation}, uloga: {role}

        what.items[one] ~ Opisan je {count} dokazni predmet: {numbers}
        what.items[few] ~ Opisana su {count} dokazna predmeta: {numbers}
        what.items[other] ~ Opisano je {count} dokaznih predmeta: {numbers}
        what.noItems ~ Nijedan dokazni predmet nije opisan; navedene su same datoteke
        what.moreNumbers ~ i još {count}, vidi odjeljak {section}

        count.files[one] ~ {count} datoteka
        count.files[few] ~ {count} datoteke
        count.files[other] ~ {count} datoteka
        count.bytes[one] ~ {count} bajt
        count.bytes[few] ~ {count} bajta
        count.bytes[other] ~ {count} bajtova
        count.days[one] ~ {count} dan
        count.days[few] ~ {count} dana
        count.days[other] ~ {count} dana
        count.hours[one] ~ {count} sat
        count.hours[few] ~ {count} sata
        count.hours[other] ~ {count} sati
        count.minutes[one] ~ {count} minuta
        count.minutes[few] ~ {count} minute
        count.minutes[other] ~ {count} minuta

        what.total ~ {files}, ukupno {bytes}

        when.sealed ~ Zapečaćeno: {time}, prema izjavi onoga tko je zapečatio
        when.received ~ Zaprimio poslužitelj posrednik {broker}: {time}, prema njegovoj potpisanoj potvrdi
        when.unconfirmed ~ ključ ovog poslužitelja ovdje nitko nije potvrdio
        when.after ~ Zapečaćeno nakon: {time}, prema neovisnim potpisima
        when.bound ~ Postojalo najkasnije: {time}, prema neovisnim potpisima
        when.noReceipt ~ Potvrda poslužitelja posrednika nije provjeravana

        where.route ~ Država pošiljatelja: {from}; država primatelja: {to}
        where.acquired ~ Pribavljeno u mjestu: {places}
        where.now ~ Posljednje zabilježeno mjesto: {place}
        where.noPlace ~ Nakon primitka nije zabilježeno mjesto čuvanja

        how.acquired ~ Pribavljeno: {methods}
        how.purposes ~ Svrha: {purposes}
        how.bases ~ Pravna osnova: {bases}
        how.noBasis ~ U predmetu nije zabilježena pravna osnova
        how.seal ~ Pošiljatelj je zatvorio digitalnom plombom; plomba je ponovno provjerena za ovo izvješće
        how.sealOpen ~ Da je pošiljatelj zatvorio digitalnom plombom samo se navodi i za ovo izvješće nije potvrđeno

        verdict.title ~ Rezultat provjere
        verdict.identical[one] ~ {count} datoteka istovjetna je onoj koju je organizacija {sender} zapečatila {time}.
        verdict.identical[few] ~ Sve {count} datoteke istovjetne su onima koje je organizacija {sender} zapečatila {time}.
        verdict.identical[other] ~ Svih {count} datoteka istovjetno je onima koje je organizacija {sender} zapečatila {time}.
        verdict.entries ~ Pronađeno zapisa o čuvanju: {total}; s ispravnim potpisom: {valid}.
        verdict.remarks[one] ~ {count} napomena, vidi odjeljak {section}.
        verdict.remarks[few] ~ {count} napomene, vidi odjeljak {section}.
        verdict.remarks[other] ~ {count} napomena, vidi odjeljak {section}.
        verdict.noRemarks ~ Bez napomena.
        verdict.failed ~ UTVRĐENA NEISPRAVNOST. Materijal nije, ili nije u cijelosti, ono što je zapečaćeno:
        verdict.failedProof ~ UTVRĐENA NEISPRAVNOST. Prateća potvrda (potvrda poslužitelja, zapis u dnevniku ili vremenski žig) nije ispravna:
        verdict.failedActs ~ UTVRĐENA NEISPRAVNOST. Zapis o radnjama s materijalom nakon primitka nije ispravan:
        verdict.failedOpen ~ UTVRĐENA NEISPRAVNOST. Nije se moglo utvrditi da je materijal ono što je zapečaćeno:
        verdict.unknownSigner ~ Nije utvrđena nikakva izmjena, ali onaj tko je sastavio ovo izvješće nije potvrdio potpisnika: USKLAĐENO, POTPISNIK NEPOZNAT.
        verdict.incomplete ~ Nije utvrđena nikakva izmjena, ali se nisu mogle obaviti sve potrebne provjere; vidi odjeljak {section}.
        verdict.more ~ i još {count}, vidi odjeljak {section}

        difference.exhibit ~ Dokazni predmet {number}
        difference.file ~ Datoteka {name}
        difference.content ~ sadržaj se razlikuje od zapečaćenog
        difference.missing ~ zapečaćeno, a nedostaje
        difference.extra ~ nalazi se u materijalu, a nije zapečaćeno
        difference.uncovered ~ nije obuhvaćena plombom: datoteka, ili njezin redak u popisu koji otvara plombu, nije ono što je zapečaćeno

        limits.title ~ Što ovo izvješće ne pokazuje
        limits.content ~ Da je istinito ono što je u materijalu rečeno, napisano ili prikazano.
        limits.recording ~ Kada, gdje i tko je načinio primljenu snimku, niti što se s njom događalo prije pečaćenja.
        limits.person ~ Da je korisnik nekog korisničkog računa, telefona ili ključa određena osoba.
        limits.law ~ Smije li se i kako materijal koristiti: o tome odlučuje sud.

        section.exhibits ~ Dokazni predmeti
        section.timeline ~ Slijed događaja
        section.custodians ~ Tko je čuvao materijal
        section.remarks ~ Napomene i nepravilnosti
        section.method ~ Metoda
        section.roots ~ Na čemu počiva povjerenje
        section.consent ~ Pristanak i ovlast
        section.annexes ~ Prilozi
        section.signatures ~ Vlastoručni potpisi

        exhibit.number ~ Br.
        exhibit.description ~ Opis i datoteka
        exhibit.size ~ Veličina
        exhibit.hash ~ Hash-vrijednost SHA-256
        exhibit.result ~ Rezultat
        exhibit.identical ~ ✓ istovjetno
        exhibit.consistent ~ podudara se s popisom; plomba nije provjerena
        exhibit.different ~ ✗ razlikuje se
        exhibit.missing ~ ✗ nedostaje
        exhibit.extra ~ ✗ nije zapečaćeno
        exhibit.uncovered ~ ✗ nije obuhvaćeno plombom
        exhibit.notChecked ~ – nije provjereno
        exhibit.undescribed ~ bez opisa
        exhibit.thing ~ predmet, nije datoteka
        exhibit.originalName ~ naziv kod pošiljatelja
        exhibit.derivedFrom ~ nastalo iz: {number}
        exhibit.acquisition ~ Kako su dokazni predmeti pribavljeni, prema navodu pošiljatelja
        exhibit.method ~ Kako
        exhibit.acquiredBy ~ Tko je pribavio
        exhibit.from ~ Od koga (šifra)
        exhibit.timePlace ~ Kada i gdje
        exhibit.original ~ Izvornik dostupan
        exhibit.tooMany ~ Ovdje je navedeno prvih {count} datoteka; potpun popis je manifest-sha256.txt u materijalu.
        exhibit.sealedValue ~ prema priloženom popisu: {value}
        exhibit.foundValue ~ sada nađeno: {value}
        exhibit.fileList ~ Datoteke

        date.day ~ {day}. {month} {year}.
        date.moment ~ {date} u {time} UTC
        date.momentLocal ~ {date} u {time} UTC ({local}, UTC{offset})
        date.localNote ~ Vremena su navedena prema UTC-u; uz njih stoji lokalno vrijeme prema razlici od UTC-a koju je pošiljatelj zabilježio u predmetu (UTC{offset}). U drugo godišnje doba ondje je moglo vrijediti drugo vrijeme (ljetno ili zimsko).
        date.utcNote ~ Vremena su navedena prema UTC-u: lokalna razlika od UTC-a nije se mogla pročitati iz predmeta.

        month.1 ~ siječnja
        month.2 ~ veljače
        month.3 ~ ožujka
        month.4 ~ travnja
        month.5 ~ svibnja
        month.6 ~ lipnja
        month.7 ~ srpnja
        month.8 ~ kolovoza
        month.9 ~ rujna
        month.10 ~ listopada
        month.11 ~ studenoga
        month.12 ~ prosinca

        timeline.time ~ Vrijeme
        timeline.act ~ Događaj
        timeline.actor ~ Tko
        timeline.details ~ Od, komu, mjesto, svrha
        timeline.check ~ Potpis
        timeline.claimed ~ prema navodu potpisnika
        timeline.byBroker ~ prema potvrdi poslužitelja posrednika
        timeline.noTime ~ vrijeme nije navedeno
        timeline.notLater ~ ne kasnije od: {time}
        timeline.gap ~ PRAZNINA, {duration}: između br. {from} i br. {to} ništa nije zabilježeno. Mjesto u međuvremenu: {place}
        timeline.gapNote ~ Praznine dulje od {limit} između dvaju zapisa prikazane su kao zaseban redak.
        timeline.placeUnknown ~ nije zabilježeno
        timeline.none ~ Nijedan zapis nije se mogao pročitati.
        timeline.onlyFolder ~ Ono što je zabilježeno kasnije nalazi se u dokaznoj mapi, koja za ovo izvješće nije priložena.
        timeline.until ~ do {time}
        timeline.recorded ~ zapisano {time}

        status.confirmed ~ ✓ ispravan; ključ potvrđen
        status.offered ~ ✓ ispravan; ključ nije potvrđen
        status.notCounting ~ ✗ ključ tada nije vrijedio
        status.stranger ~ – potpisnik nepoznat
        status.broken ~ ✗ neispravan

        details.to ~ komu: {name}
        details.from ~ od: {name}
        details.place ~ mjesto: {place}
        details.purpose ~ svrha: {text}
        details.authority ~ ovlast: {text}
        details.reason ~ razlog: {text}
        details.items ~ dokazni predmeti: {text}
        details.result ~ nastala kopija, SHA-256: {text}
        details.bag ~ vrećica br.: {text}
        details.seal ~ plomba br.: {text}
        details.sealIntact ~ plomba neoštećena
        details.sealBroken ~ FIZIČKA PLOMBA OŠTEĆENA
        details.condition ~ stanje: {text}
        details.tool ~ alat: {text}
        details.note ~ napomena: {text}
        details.corrects ~ ispravlja br. {number}
        details.number ~ broj u poštanskom sandučiću: {number}
        details.performer ~ izvršio: {name}
        details.witness ~ svjedok: {name}
        details.method ~ način: {text}
        details.document ~ dokument, SHA-256: {text}
        details.newSeal ~ nova plomba br.: {text}
        details.failed ~ NIJE USPJELO
        details.partial ~ uspjelo djelomično
        details.everything ~ dokazni predmeti: svi
        details.corrected ~ ispravljeno zapisom br. {number}

        custodian.party ~ Organizacija i uloga
        custodian.period ~ Ključ vrijedi
        custodian.until ~ od {from} do {until}
        custodian.revoked ~ opozvan od {time}
        custodian.key ~ Otisak ključa
        custodian.entries ~ Zapisi br.
        custodian.contact ~ Osobe su navedene prema ulozi. Do onoga tko treba svjedočiti dolazi se preko organizacije ili njezina odvjetnika.

        remarks.none ~ Nema.

        remark.failedCheck ~ Provjera nije prošla: {check}. {meaning}
        remark.uncheckedCheck ~ Nije provjereno: {check}. {meaning}
        remark.statement ~ Zapis br. {number}: {status}
        remark.revokedShown ~ Zapis br. {number}: ključ je kasnije opozvan ({time}); neovisni potpisi pokazuju da je potpisano prije toga.
        remark.revokedOpen ~ Zapis br. {number}: ključ je opozvan ({time}), a ništa neovisno ne pokazuje da je potpisano prije toga.
        remark.corrected ~ Zapis br. {number} ispravlja zapis br. {other}; oba su prikazana.
        remark.sealBroken ~ Zapis br. {number} bilježi oštećenu fizičku plombu.
        remark.failedAct ~ Zapis br. {number} bilježi radnju koja nije uspjela ili je uspjela samo djelomično.
        remark.late ~ Zapis br. {number} zapisan je {duration} nakon što je radnja izvršena.
        remark.clock ~ Zapis br. {number} navodi vrijeme ranije od zapisa na koji se nadovezuje (br. {other}): satovi se ne podudaraju ili je neko vrijeme pogrešno.
        remark.hashGap ~ Dokazni predmet {exhibit}: od pribavljanja do zapečaćivanja razmak je: {duration}; u tom vremenu hash-vrijednost još nije bila utvrđena.
        remark.acquiredAfter ~ Dokazni predmet {exhibit}: kao vrijeme pribavljanja navedeno je vrijeme nakon zapečaćivanja (razlika: {duration}); jedno od ta dva vremena je pogrešno.
        remark.override ~ Jedan je korak dopušten bez privole; razlog: {reason}
        remark.withdrawn ~ Privola je povučena ({time}).
        remark.consentWithdrawn ~ Zapis br. {number}: privola je povučena prema {name} ({time}).
        remark.consentPart ~ Zapis br. {number}: dio privole je povučen prema {name} ({time}).
        remark.consentOpen ~ Zapis br. {number}: u materijalu nema odgovora na ovo povlačenje privole.
        remark.consentStopped ~ Zapis br. {number}: {organisation} je odgovorila da čuva svoju kopiju, ali je više ne koristi niti prosljeđuje.
        remark.consentErased ~ Zapis br. {number}: {organisation} je odgovorila da je uništila svoju kopiju.
        remark.consentRetained ~ Zapis br. {number}: {organisation} je odgovorila da zadržava svoju kopiju: {reason} ({text}).
        remark.passedOn ~ Materijal je ranije zapečatila organizacija {sender} te je proslijeđen; provjerena je i prva plomba.
        remark.passedOnOpen ~ Prema navodu, materijal je ranije zapečatila organizacija {sender}; ta se prva plomba nije mogla provjeriti.
        remark.unreadable ~ Datoteka na mjestu izjava nije se mogla pročitati: {name}

        method.hashes ~ Za svaku je datoteku ponovno izračunata hash-vrijednost SHA-256 (norma FIPS 180-4) i uspoređena s popisom koji je zapečaćen. Jedan jedini promijenjeni bit daje drugu vrijednost.
        method.signatures ~ Svaki je potpis Ed25519 (RFC 8032) u obliku OpenSSH, nad točnim bajtovima datoteke uz koju stoji.
        method.tool ~ Provjera je obavljena bez mreže programom {tool}, inačica {version}, i ništa u materijalu nije izmijenjeno.
        method.repeat ~ Svatko je može ponoviti drugim alatima: datoteka {file} u materijalu objašnjava kako, korak po korak.
        method.sameBytes ~ Isti materijal, provjeren istom inačicom, s istim potvrđenim partnerima i na istom jeziku, daje ovo izvješće ponovno, bajt po bajt, osim ako je u međuvremenu istekao neki ključ.

        roots.party ~ Organizacija ili poslužitelj
        roots.fingerprint ~ Otisak
        roots.standing ~ Potvrđeno drugim putem
        roots.confirmed ~ da: netko je usporedio znamenke prije nego što je partner dodan na ovom računalu
        roots.introduced ~ NE: navodi je povelja mreže, a nitko na ovom računalu nije usporedio znamenke
        roots.own ~ vlastita organizacija onoga tko je sastavio izvješće
        roots.offered ~ NE: na to upućuje samo sam materijal
        roots.pinned ~ da: odabran na ovom računalu
        roots.none ~ Na ovom računalu nitko nije poznat: izvješće pokazuje samo je li materijal u skladu sam sa sobom.

        consent.none ~ U predmetu nije zabilježena ni privola ni druga osnova.
        consent.basis ~ Osnova
        consent.purpose ~ Svrha
        consent.to ~ Smije se dati
        consent.notTo ~ Ne smije se dati
        consent.given ~ Kada i kako dana
        consent.limits ~ Vrijedi do, povučena
        consent.marking ~ Za što se dokazni predmeti smiju koristiti

        annex.checks ~ Prilog A. Sve provjere
        annex.check ~ Provjera
        annex.code ~ Šifra
        annex.outcome ~ Ishod
        annex.passed ~ ✓ prošla
        annex.failed ~ ✗ NIJE PROŠLA
        annex.notChecked ~ – nije obavljena
        annex.programWords ~ Što kaže program (na engleskom)
        annex.statements ~ Prilog B. Potpisane izjave
        annex.statementFile ~ Datoteka
        annex.digests ~ Prilog C. Hash-vrijednosti dijelova
        annex.glossary ~ Prilog D. Upotrijebljeni izrazi

        digest.manifest ~ popis datoteka (manifest-sha256.txt)
        digest.seal ~ plomba (Sealed.json)
        digest.statement ~ vanjska izjava (statement.json)
        digest.case ~ opis predmeta (case.json)

        sign.made ~ Izvješće sastavio (ime, uloga)
        sign.checked ~ Provjerio (ime, uloga)
        sign.place ~ Mjesto i datum
        sign.signature ~ Potpis
        sign.machine ~ Korišteno računalo
        """#
}
