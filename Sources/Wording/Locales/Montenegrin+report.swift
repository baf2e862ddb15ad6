extension Catalogue.Montenegrin {
    /// Montenegrin: the report's own sentences.
    static let report = #"""
        language.name ~ Crnogorski

        report.title ~ Izvještaj o lancu čuvanja dokaza
        report.training ~ VJEŽBA – IZMIŠLJENI MATERIJAL
        report.caseNumber ~ Broj predmeta kod pošiljaoca
        report.ownNumber ~ Broj ovog suda ili organa
        report.rendering ~ Potpisani podaci ne zavise od jezika; ovaj izvještaj je njihov prikaz. Ako se razlikuju, važe potpisani podaci.

        footer.report ~ Izvještaj
        footer.page ~ Strana {page} od {pages}
        footer.consignment ~ Pošiljka
        footer.seal ~ Plomba

        who.label ~ Ko

        what.label ~ Šta

        when.label ~ Kada

        where.label ~ Gdje

        how.label ~ Kako i na osnovu čega

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

        when.sealed ~ Zapečaćeno: {time}, prema izjavi onoga ko je zapečatio
        when.received ~ Primio server posrednik {broker}: {time}, prema njegovoj potpisanoj potvrdi
        when.unconfirmed ~ ključ ovog servera ovdje niko nije potvrdio
        when.after ~ Zapečaćeno poslije: {time}, prema nezavisnim potpisima
        when.bound ~ Postojalo najkasnije: {time}, prema nezavisnim potpisima
        when.noReceipt ~ Potvrda servera posrednika nije provjeravana

        where.route ~ Država pošiljaoca: {from}; država primaoca: {to}
        where.acquired ~ Pribavljeno u mjestu: {places}
        where.now ~ Posljednje zabilježeno mjesto: {place}
        where.noPlace ~ Nakon prijema nije zabilježeno mjesto čuvanja

        how.acquired ~ Pribavljeno: {methods}
        how.purposes ~ Svrha: {purposes}
        how.bases ~ Pravni osnov: {bases}
        how.noBasis ~ U predmetu nije zabilježen pravni osnov
        how.seal ~ Pošiljalac je zatvorio digitalnom plombom; plomba je ponovo provjerena za ovaj izvještaj
        how.sealOpen ~ Da je pošiljalac zatvorio digitalnom plombom samo se navodi i za ovaj izvještaj nije potvrđeno

        verdict.title ~ Rezultat provjere
        verdict.identical[one] ~ {count} datoteka istovjetna je onoj koju je organizacija {sender} zapečatila {time}.
        verdict.identical[few] ~ Sve {count} datoteke istovjetne su onima koje je organizacija {sender} zapečatila {time}.
        verdict.identical[other] ~ Svih {count} datoteka istovjetno je onima koje je organizacija {sender} zapečatila {time}.
        verdict.entries ~ Nađeno zapisa o čuvanju: {total}; sa ispravnim potpisom: {valid}.
        verdict.remarks[one] ~ {count} napomena, vidi odjeljak {section}.
        verdict.remarks[few] ~ {count} napomene, vidi odjeljak {section}.
        verdict.remarks[other] ~ {count} napomena, vidi odjeljak {section}.
        verdict.noRemarks ~ Bez napomena.
        verdict.failed ~ UTVRĐENA NEISPRAVNOST. Materijal nije, ili nije u cjelosti, ono što je zapečaćeno:
        verdict.failedProof ~ UTVRĐENA NEISPRAVNOST. Prateća potvrda (potvrda servera, zapis u dnevniku ili vremenski žig) nije ispravna:
        verdict.failedActs ~ UTVRĐENA NEISPRAVNOST. Zapis o radnjama sa materijalom nakon prijema nije ispravan:
        verdict.failedOpen ~ UTVRĐENA NEISPRAVNOST. Nije se moglo utvrditi da je materijal ono što je zapečaćeno:
        verdict.unknownSigner ~ Nije utvrđena nikakva izmjena, ali onaj ko je sačinio ovaj izvještaj nije potvrdio potpisnika: USAGLAŠENO, POTPISNIK NEPOZNAT.
        verdict.incomplete ~ Nije utvrđena nikakva izmjena, ali se nisu mogle obaviti sve potrebne provjere; vidi odjeljak {section}.
        verdict.more ~ i još {count}, vidi odjeljak {section}

        difference.exhibit ~ Dokazni predmet {number}
        difference.file ~ Datoteka {name}
        difference.content ~ sadržaj se razlikuje od zapečaćenog
        difference.missing ~ zapečaćeno, a nedostaje
        difference.extra ~ nalazi se u materijalu, a nije zapečaćeno
        difference.uncovered ~ nije obuhvaćena plombom: datoteka, ili njen red u spisku koji otvara plombu, nije ono što je zapečaćeno

        limits.title ~ Šta ovaj izvještaj ne pokazuje
        limits.content ~ Da je istinito ono što je u materijalu rečeno, napisano ili prikazano.
        limits.recording ~ Kada, gdje i ko je načinio primljeni snimak, niti šta se s njim događalo prije pečaćenja.
        limits.person ~ Da je korisnik nekog naloga, telefona ili ključa određena osoba.
        limits.law ~ Da li se i kako materijal smije koristiti: o tome odlučuje sud.

        section.exhibits ~ Dokazni predmeti
        section.timeline ~ Redoslijed događaja
        section.custodians ~ Ko je čuvao materijal
        section.remarks ~ Napomene i nepravilnosti
        section.method ~ Metoda
        section.roots ~ Na čemu počiva povjerenje
        section.consent ~ Saglasnost i ovlašćenje
        section.annexes ~ Prilozi
        section.signatures ~ Vlastoručni potpisi

        exhibit.number ~ Br.
        exhibit.description ~ Opis i datoteka
        exhibit.size ~ Veličina
        exhibit.hash ~ Heš-vrijednost SHA-256
        exhibit.result ~ Rezultat
        exhibit.identical ~ ✓ istovjetno
        exhibit.consistent ~ slaže se sa popisom; plomba nije provjerena
        exhibit.different ~ ✗ razlikuje se
        exhibit.missing ~ ✗ nedostaje
        exhibit.extra ~ ✗ nije zapečaćeno
        exhibit.uncovered ~ ✗ nije obuhvaćeno plombom
        exhibit.notChecked ~ – nije provjereno
        exhibit.undescribed ~ bez opisa
        exhibit.thing ~ predmet, nije datoteka
        exhibit.originalName ~ naziv kod pošiljaoca
        exhibit.derivedFrom ~ nastalo iz: {number}
        exhibit.acquisition ~ Kako su dokazni predmeti pribavljeni, prema navodu pošiljaoca
        exhibit.method ~ Kako
        exhibit.acquiredBy ~ Ko je pribavio
        exhibit.from ~ Od koga (šifra)
        exhibit.timePlace ~ Kada i gdje
        exhibit.original ~ Original dostupan
        exhibit.tooMany ~ Ovdje je navedeno prvih {count} datoteka; potpun popis je manifest-sha256.txt u materijalu.
        exhibit.sealedValue ~ prema priloženom popisu: {value}
        exhibit.foundValue ~ sada nađeno: {value}
        exhibit.fileList ~ Datoteke

        date.day ~ {day}. {month} {year}.
        date.moment ~ {date} u {time} UTC
        date.momentLocal ~ {date} u {time} UTC ({local}, UTC{offset})
        date.localNote ~ Vremena su data po UTC-u; pored njih stoji lokalno vrijeme prema razlici od UTC-a koju je pošiljalac zabilježio u predmetu (UTC{offset}). U drugo godišnje doba tamo je moglo važiti drugo vrijeme (ljetnje ili zimsko).
        date.utcNote ~ Vremena su data po UTC-u: lokalna razlika od UTC-a nije se mogla pročitati iz predmeta.

        month.1 ~ januara
        month.2 ~ februara
        month.3 ~ marta
        month.4 ~ aprila
        month.5 ~ maja
        month.6 ~ juna
        month.7 ~ jula
        month.8 ~ avgusta
        month.9 ~ septembra
        month.10 ~ oktobra
        month.11 ~ novembra
        month.12 ~ decembra

        timeline.time ~ Vrijeme
        timeline.act ~ Događaj
        timeline.actor ~ Ko
        timeline.details ~ Od, kome, mjesto, svrha
        timeline.check ~ Potpis
        timeline.claimed ~ prema navodu potpisnika
        timeline.byBroker ~ prema potvrdi servera posrednika
        timeline.noTime ~ vrijeme nije navedeno
        timeline.notLater ~ ne kasnije od: {time}
        timeline.gap ~ PRAZNINA, {duration}: između br. {from} i br. {to} ništa nije zabilježeno. Mjesto u međuvremenu: {place}
        timeline.gapNote ~ Praznine duže od {limit} između dva zapisa prikazane su kao poseban red.
        timeline.placeUnknown ~ nije zabilježeno
        timeline.none ~ Nijedan zapis se nije mogao pročitati.
        timeline.onlyFolder ~ Ono što je zabilježeno kasnije nalazi se u dokaznoj fascikli, koja za ovaj izvještaj nije priložena.
        timeline.until ~ do {time}
        timeline.recorded ~ zapisano {time}

        status.confirmed ~ ✓ ispravan; ključ potvrđen
        status.offered ~ ✓ ispravan; ključ nije potvrđen
        status.notCounting ~ ✗ ključ tada nije važio
        status.stranger ~ – potpisnik nepoznat
        status.broken ~ ✗ neispravan

        details.to ~ kome: {name}
        details.from ~ od: {name}
        details.place ~ mjesto: {place}
        details.purpose ~ svrha: {text}
        details.authority ~ ovlašćenje: {text}
        details.reason ~ razlog: {text}
        details.items ~ dokazni predmeti: {text}
        details.result ~ nastala kopija, SHA-256: {text}
        details.bag ~ kesa br.: {text}
        details.seal ~ plomba br.: {text}
        details.sealIntact ~ plomba neoštećena
        details.sealBroken ~ FIZIČKA PLOMBA OŠTEĆENA
        details.condition ~ stanje: {text}
        details.tool ~ alat: {text}
        details.note ~ napomena: {text}
        details.corrects ~ ispravlja br. {number}
        details.number ~ broj u poštanskom sandučetu: {number}
        details.performer ~ izvršio: {name}
        details.witness ~ svjedok: {name}
        details.method ~ način: {text}
        details.document ~ dokument, SHA-256: {text}
        details.newSeal ~ nova plomba br.: {text}
        details.failed ~ NIJE USPJELO
        details.partial ~ uspjelo djelimično
        details.everything ~ dokazni predmeti: svi
        details.corrected ~ ispravljeno zapisom br. {number}

        custodian.party ~ Organizacija i uloga
        custodian.period ~ Ključ važi
        custodian.until ~ od {from} do {until}
        custodian.revoked ~ opozvan od {time}
        custodian.key ~ Otisak ključa
        custodian.entries ~ Zapisi br.
        custodian.contact ~ Osobe su navedene prema ulozi. Do onoga ko treba svjedočiti dolazi se preko organizacije ili njenog advokata.

        remarks.none ~ Nema.

        remark.failedCheck ~ Provjera nije prošla: {check}. {meaning}
        remark.uncheckedCheck ~ Nije provjereno: {check}. {meaning}
        remark.statement ~ Zapis br. {number}: {status}
        remark.revokedShown ~ Zapis br. {number}: ključ je kasnije opozvan ({time}); nezavisni potpisi pokazuju da je potpisano prije toga.
        remark.revokedOpen ~ Zapis br. {number}: ključ je opozvan ({time}), a ništa nezavisno ne pokazuje da je potpisano prije toga.
        remark.corrected ~ Zapis br. {number} ispravlja zapis br. {other}; oba su prikazana.
        remark.sealBroken ~ Zapis br. {number} bilježi oštećenu fizičku plombu.
        remark.failedAct ~ Zapis br. {number} bilježi radnju koja nije uspjela ili je uspjela samo djelimično.
        remark.late ~ Zapis br. {number} zapisan je {duration} nakon što je radnja izvršena.
        remark.clock ~ Zapis br. {number} navodi vrijeme ranije od zapisa na koji se nadovezuje (br. {other}): časovnici se ne slažu ili je neko vrijeme pogrešno.
        remark.hashGap ~ Dokazni predmet {exhibit}: od pribavljanja do zapečaćivanja razmak je: {duration}; u tom vremenu heš-vrijednost još nije bila utvrđena.
        remark.acquiredAfter ~ Dokazni predmet {exhibit}: kao vrijeme pribavljanja navedeno je vrijeme poslije zapečaćivanja (razlika: {duration}); jedno od ta dva vremena je pogrešno.
        remark.override ~ Jedan korak je dopušten bez saglasnosti; razlog: {reason}
        remark.withdrawn ~ Saglasnost je povučena ({time}).
        remark.consentWithdrawn ~ Zapis br. {number}: saglasnost je povučena prema {name} ({time}).
        remark.consentPart ~ Zapis br. {number}: dio saglasnosti je povučen prema {name} ({time}).
        remark.consentOpen ~ Zapis br. {number}: u materijalu nema odgovora na ovo povlačenje saglasnosti.
        remark.consentStopped ~ Zapis br. {number}: {organisation} je odgovorila da čuva svoju kopiju, ali da je više ne koristi niti prosljeđuje.
        remark.consentErased ~ Zapis br. {number}: {organisation} je odgovorila da je uništila svoju kopiju.
        remark.consentRetained ~ Zapis br. {number}: {organisation} je odgovorila da zadržava svoju kopiju: {reason} ({text}).
        remark.passedOn ~ Materijal je ranije zapečatila organizacija {sender} i proslijeđen je; provjerena je i prva plomba.
        remark.passedOnOpen ~ Prema navodu, materijal je ranije zapečatila organizacija {sender}; ta prva plomba nije se mogla provjeriti.
        remark.unreadable ~ Datoteka na mjestu izjava nije se mogla pročitati: {name}

        method.hashes ~ Za svaku datoteku ponovo je izračunata heš-vrijednost SHA-256 (standard FIPS 180-4) i upoređena sa popisom koji je zapečaćen. Jedan jedini promijenjen bit daje drugu vrijednost.
        method.signatures ~ Svaki potpis je Ed25519 (RFC 8032) u obliku OpenSSH, nad tačnim bajtovima datoteke pored koje stoji.
        method.tool ~ Provjera je obavljena bez mreže programom {tool}, verzija {version}, i ništa u materijalu nije izmijenjeno.
        method.repeat ~ Svako je može ponoviti drugim alatima: datoteka {file} u materijalu objašnjava kako, korak po korak.
        method.sameBytes ~ Isti materijal, provjeren istom verzijom, sa istim potvrđenim partnerima i na istom jeziku, daje ovaj izvještaj ponovo, bajt po bajt, osim ako je u međuvremenu istekao neki ključ.

        roots.party ~ Organizacija ili server
        roots.fingerprint ~ Otisak
        roots.standing ~ Potvrđeno drugim putem
        roots.confirmed ~ da: neko je uporedio cifre prije nego što je partner dodat na ovom računaru
        roots.introduced ~ NE: navodi je povelja mreže, a niko na ovom računaru nije uporedio cifre
        roots.own ~ sopstvena organizacija onoga ko je sačinio izvještaj
        roots.offered ~ NE: na to upućuje samo sam materijal
        roots.pinned ~ da: odabran na ovom računaru
        roots.none ~ Na ovom računaru niko nije poznat: izvještaj pokazuje samo da li je materijal u skladu sam sa sobom.

        consent.none ~ U predmetu nije zabilježena ni saglasnost ni drugi osnov.
        consent.basis ~ Osnov
        consent.purpose ~ Svrha
        consent.to ~ Smije se dati
        consent.notTo ~ Ne smije se dati
        consent.given ~ Kada i kako data
        consent.limits ~ Važi do, povučena
        consent.marking ~ Za šta se dokazni predmeti smiju koristiti

        annex.checks ~ Prilog A. Sve provjere
        annex.check ~ Provjera
        annex.code ~ Šifra
        annex.outcome ~ Ishod
        annex.passed ~ ✓ prošla
        annex.failed ~ ✗ NIJE PROŠLA
        annex.notChecked ~ – nije obavljena
        annex.programWords ~ Šta kaže program (na engleskom)
        annex.statements ~ Prilog B. Potpisane izjave
        annex.statementFile ~ Datoteka
        annex.digests ~ Prilog C. Heš-vrijednosti djelova
        annex.glossary ~ Prilog D. Upotrijebljeni izrazi

        digest.manifest ~ popis datoteka (manifest-sha256.txt)
        digest.seal ~ plomba (Sealed.json)
        digest.statement ~ spoljašnja izjava (statement.json)
        digest.case ~ opis predmeta (case.json)

        sign.made ~ Izvještaj sačinio (ime, uloga)
        sign.checked ~ Provjerio (ime, uloga)
        sign.place ~ Mjesto i datum
        sign.signature ~ Potpis
        sign.machine ~ Korišćeni računar
        """#
}
