extension Catalogue.SerbianLatin {
    /// Serbian in Latin script: the report's own sentences.
    static let report = #"""
        language.name ~ Srpski (latinica)

        report.title ~ Izveštaj o lancu čuvanja dokaza
        report.training ~ VEŽBA – IZMIŠLJENI MATERIJAL
        report.caseNumber ~ Broj predmeta kod pošiljaoca
        report.ownNumber ~ Broj ovog suda ili organa
        report.rendering ~ Potpisani podaci ne zavise od jezika; ovaj izveštaj je njihov prikaz. Ako se razlikuju, važe potpisani podaci.

        footer.report ~ Izveštaj
        footer.page ~ Strana {page} od {pages}
        footer.consignment ~ Pošiljka
        footer.seal ~ Plomba

        who.label ~ Ko

        what.label ~ Šta

        when.label ~ Kada

        where.label ~ Gde

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
        what.moreNumbers ~ i još {count}, vidi odeljak {section}

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
        count.minutes[one] ~ {count} minut
        count.minutes[few] ~ {count} minuta
        count.minutes[other] ~ {count} minuta

        what.total ~ {files}, ukupno {bytes}

        when.sealed ~ Zapečaćeno: {time}, prema izjavi onoga ko je zapečatio
        when.received ~ Primio server posrednik {broker}: {time}, prema njegovoj potpisanoj potvrdi
        when.unconfirmed ~ ključ ovog servera ovde niko nije potvrdio
        when.after ~ Zapečaćeno posle: {time}, prema nezavisnim potpisima
        when.bound ~ Postojalo najkasnije: {time}, prema nezavisnim potpisima
        when.noReceipt ~ Potvrda servera posrednika nije proveravana

        where.route ~ Država pošiljaoca: {from}; država primaoca: {to}
        where.acquired ~ Pribavljeno u mestu: {places}
        where.now ~ Poslednje zabeleženo mesto: {place}
        where.noPlace ~ Nakon prijema nije zabeleženo mesto čuvanja

        how.acquired ~ Pribavljeno: {methods}
        how.purposes ~ Svrha: {purposes}
        how.bases ~ Pravni osnov: {bases}
        how.noBasis ~ U predmetu nije zabeležen pravni osnov
        how.seal ~ Pošiljalac je zatvorio digitalnom plombom; plomba je ponovo proverena za ovaj izveštaj
        how.sealOpen ~ Da je pošiljalac zatvorio digitalnom plombom samo se navodi i za ovaj izveštaj nije potvrđeno

        verdict.title ~ Rezultat provere
        verdict.identical[one] ~ {count} datoteka istovetna je onoj koju je organizacija {sender} zapečatila {time}.
        verdict.identical[few] ~ Sve {count} datoteke istovetne su onima koje je organizacija {sender} zapečatila {time}.
        verdict.identical[other] ~ Svih {count} datoteka istovetno je onima koje je organizacija {sender} zapečatila {time}.
        verdict.entries ~ Nađeno zapisa o čuvanju: {total}; sa ispravnim potpisom: {valid}.
        verdict.remarks[one] ~ {count} napomena, vidi odeljak {section}.
        verdict.remarks[few] ~ {count} napomene, vidi odeljak {section}.
        verdict.remarks[other] ~ {count} napomena, vidi odeljak {section}.
        verdict.noRemarks ~ Bez napomena.
        verdict.failed ~ UTVRĐENA NEISPRAVNOST. Materijal nije, ili nije u celosti, ono što je zapečaćeno:
        verdict.failedProof ~ UTVRĐENA NEISPRAVNOST. Prateća potvrda (potvrda servera, zapis u dnevniku ili vremenski žig) nije ispravna:
        verdict.failedActs ~ UTVRĐENA NEISPRAVNOST. Zapis o radnjama sa materijalom nakon prijema nije ispravan:
        verdict.failedOpen ~ UTVRĐENA NEISPRAVNOST. Nije moglo da se utvrdi da je materijal ono što je zapečaćeno:
        verdict.unknownSigner ~ Nije utvrđena nikakva izmena, ali onaj ko je sačinio ovaj izveštaj nije potvrdio potpisnika: USAGLAŠENO, POTPISNIK NEPOZNAT.
        verdict.incomplete ~ Nije utvrđena nikakva izmena, ali nisu mogle da se obave sve potrebne provere; vidi odeljak {section}.
        verdict.more ~ i još {count}, vidi odeljak {section}

        difference.exhibit ~ Dokazni predmet {number}
        difference.file ~ Datoteka {name}
        difference.content ~ sadržaj se razlikuje od zapečaćenog
        difference.missing ~ zapečaćeno, a nedostaje
        difference.extra ~ nalazi se u materijalu, a nije zapečaćeno
        difference.uncovered ~ nije obuhvaćena plombom: datoteka, ili njen red u spisku koji otvara plombu, nije ono što je zapečaćeno

        limits.title ~ Šta ovaj izveštaj ne pokazuje
        limits.content ~ Da je istinito ono što je u materijalu rečeno, napisano ili prikazano.
        limits.recording ~ Kada, gde i ko je načinio primljeni snimak, niti šta se s njim događalo pre pečaćenja.
        limits.person ~ Da je korisnik nekog naloga, telefona ili ključa određeno lice.
        limits.law ~ Da li i kako materijal sme da se koristi: o tome odlučuje sud.

        section.exhibits ~ Dokazni predmeti
        section.timeline ~ Redosled događaja
        section.custodians ~ Ko je čuvao materijal
        section.remarks ~ Napomene i nepravilnosti
        section.method ~ Metoda
        section.roots ~ Na čemu počiva poverenje
        section.consent ~ Pristanak i ovlašćenje
        section.annexes ~ Prilozi
        section.signatures ~ Svojeručni potpisi

        exhibit.number ~ Br.
        exhibit.description ~ Opis i datoteka
        exhibit.size ~ Veličina
        exhibit.hash ~ Heš vrednost SHA-256
        exhibit.result ~ Rezultat
        exhibit.identical ~ ✓ istovetno
        exhibit.consistent ~ slaže se sa popisom; plomba nije proverena
        exhibit.different ~ ✗ razlikuje se
        exhibit.missing ~ ✗ nedostaje
        exhibit.extra ~ ✗ nije zapečaćeno
        exhibit.uncovered ~ ✗ nije obuhvaćeno plombom
        exhibit.notChecked ~ – nije provereno
        exhibit.undescribed ~ bez opisa
        exhibit.thing ~ predmet, nije datoteka
        exhibit.originalName ~ naziv kod pošiljaoca
        exhibit.derivedFrom ~ nastalo iz: {number}
        exhibit.acquisition ~ Kako su dokazni predmeti pribavljeni, prema navodu pošiljaoca
        exhibit.method ~ Kako
        exhibit.acquiredBy ~ Ko je pribavio
        exhibit.from ~ Od koga (šifra)
        exhibit.timePlace ~ Kada i gde
        exhibit.original ~ Original dostupan
        exhibit.tooMany ~ Ovde je navedeno prvih {count} datoteka; potpun popis je manifest-sha256.txt u materijalu.
        exhibit.sealedValue ~ prema priloženom popisu: {value}
        exhibit.foundValue ~ sada nađeno: {value}
        exhibit.fileList ~ Datoteke

        date.day ~ {day}. {month} {year}.
        date.moment ~ {date} u {time} UTC
        date.momentLocal ~ {date} u {time} UTC ({local}, UTC{offset})
        date.localNote ~ Vremena su data po UTC-u; pored njih stoji lokalno vreme prema razlici od UTC-a koju je pošiljalac zabeležio u predmetu (UTC{offset}). U drugo godišnje doba tamo je moglo da važi drugo vreme (letnje ili zimsko).
        date.utcNote ~ Vremena su data po UTC-u: lokalna razlika od UTC-a nije mogla da se pročita iz predmeta.

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

        timeline.time ~ Vreme
        timeline.act ~ Događaj
        timeline.actor ~ Ko
        timeline.details ~ Od, kome, mesto, svrha
        timeline.check ~ Potpis
        timeline.claimed ~ prema navodu potpisnika
        timeline.byBroker ~ prema potvrdi servera posrednika
        timeline.noTime ~ vreme nije navedeno
        timeline.notLater ~ ne kasnije od: {time}
        timeline.gap ~ PRAZNINA, {duration}: između br. {from} i br. {to} ništa nije zabeleženo. Mesto u međuvremenu: {place}
        timeline.gapNote ~ Praznine duže od {limit} između dva zapisa prikazane su kao poseban red.
        timeline.placeUnknown ~ nije zabeleženo
        timeline.none ~ Nijedan zapis nije mogao da se pročita.
        timeline.onlyFolder ~ Ono što je zabeleženo kasnije nalazi se u dokaznoj fascikli, koja za ovaj izveštaj nije priložena.
        timeline.until ~ do {time}
        timeline.recorded ~ zapisano {time}

        status.confirmed ~ ✓ ispravan; ključ potvrđen
        status.offered ~ ✓ ispravan; ključ nije potvrđen
        status.notCounting ~ ✗ ključ tada nije važio
        status.stranger ~ – potpisnik nepoznat
        status.broken ~ ✗ neispravan

        details.to ~ kome: {name}
        details.from ~ od: {name}
        details.place ~ mesto: {place}
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
        details.witness ~ svedok: {name}
        details.method ~ način: {text}
        details.document ~ dokument, SHA-256: {text}
        details.newSeal ~ nova plomba br.: {text}
        details.failed ~ NIJE USPELO
        details.partial ~ uspelo delimično
        details.everything ~ dokazni predmeti: svi
        details.corrected ~ ispravljeno zapisom br. {number}

        custodian.party ~ Organizacija i uloga
        custodian.period ~ Ključ važi
        custodian.until ~ od {from} do {until}
        custodian.revoked ~ opozvan od {time}
        custodian.key ~ Otisak ključa
        custodian.entries ~ Zapisi br.
        custodian.contact ~ Lica su navedena prema ulozi. Do onoga ko treba da svedoči dolazi se preko organizacije ili njenog advokata.

        remarks.none ~ Nema.

        remark.failedCheck ~ Provera nije prošla: {check}. {meaning}
        remark.uncheckedCheck ~ Nije provereno: {check}. {meaning}
        remark.statement ~ Zapis br. {number}: {status}
        remark.revokedShown ~ Zapis br. {number}: ključ je kasnije opozvan ({time}); nezavisni potpisi pokazuju da je potpisano pre toga.
        remark.revokedOpen ~ Zapis br. {number}: ključ je opozvan ({time}), a ništa nezavisno ne pokazuje da je potpisano pre toga.
        remark.corrected ~ Zapis br. {number} ispravlja zapis br. {other}; oba su prikazana.
        remark.sealBroken ~ Zapis br. {number} beleži oštećenu fizičku plombu.
        remark.failedAct ~ Zapis br. {number} beleži radnju koja nije uspela ili je uspela samo delimično.
        remark.late ~ Zapis br. {number} zapisan je {duration} nakon što je radnja izvršena.
        remark.clock ~ Zapis br. {number} navodi vreme ranije od zapisa na koji se nadovezuje (br. {other}): časovnici se ne slažu ili je neko vreme pogrešno.
        remark.hashGap ~ Dokazni predmet {exhibit}: od pribavljanja do zapečaćivanja razmak je: {duration}; u tom vremenu heš vrednost još nije bila utvrđena.
        remark.acquiredAfter ~ Dokazni predmet {exhibit}: kao vreme pribavljanja navedeno je vreme posle zapečaćivanja (razlika: {duration}); jedno od ta dva vremena je pogrešno.
        remark.override ~ Jedan korak je dopušten bez pristanka; razlog: {reason}
        remark.withdrawn ~ Pristanak je opozvan ({time}).
        remark.consentWithdrawn ~ Zapis br. {number}: pristanak je opozvan prema {name} ({time}).
        remark.consentPart ~ Zapis br. {number}: deo pristanka je opozvan prema {name} ({time}).
        remark.consentOpen ~ Zapis br. {number}: u materijalu nema odgovora na ovaj opoziv pristanka.
        remark.consentStopped ~ Zapis br. {number}: {organisation} je odgovorila da čuva svoju kopiju, ali da je više ne koristi niti prosleđuje.
        remark.consentErased ~ Zapis br. {number}: {organisation} je odgovorila da je uništila svoju kopiju.
        remark.consentRetained ~ Zapis br. {number}: {organisation} je odgovorila da zadržava svoju kopiju: {reason} ({text}).
        remark.passedOn ~ Materijal je ranije zapečatila organizacija {sender} i prosleđen je; proverena je i prva plomba.
        remark.passedOnOpen ~ Prema navodu, materijal je ranije zapečatila organizacija {sender}; ta prva plomba nije mogla da se proveri.
        remark.unreadable ~ Datoteka na mestu izjava nije mogla da se pročita: {name}

        method.hashes ~ Za svaku datoteku ponovo je izračunata heš vrednost SHA-256 (standard FIPS 180-4) i upoređena sa popisom koji je zapečaćen. Jedan jedini promenjen bit daje drugu vrednost.
        method.signatures ~ Svaki potpis je Ed25519 (RFC 8032) u obliku OpenSSH, nad tačnim bajtovima datoteke pored koje stoji.
        method.tool ~ Provera je obavljena bez mreže programom {tool}, verzija {version}, i ništa u materijalu nije izmenjeno.
        method.repeat ~ Svako može da je ponovi drugim alatima: datoteka {file} u materijalu objašnjava kako, korak po korak.
        method.sameBytes ~ Isti materijal, proveren istom verzijom, sa istim potvrđenim partnerima i na istom jeziku, daje ovaj izveštaj ponovo, bajt po bajt, osim ako je u međuvremenu istekao neki ključ.

        roots.party ~ Organizacija ili server
        roots.fingerprint ~ Otisak
        roots.standing ~ Potvrđeno drugim putem
        roots.confirmed ~ da: neko je uporedio cifre pre nego što je partner dodat na ovom računaru
        roots.introduced ~ NE: navodi je povelja mreže, a niko na ovom računaru nije uporedio cifre
        roots.own ~ sopstvena organizacija onoga ko je sačinio izveštaj
        roots.offered ~ NE: na to upućuje samo sam materijal
        roots.pinned ~ da: izabran na ovom računaru
        roots.none ~ Na ovom računaru niko nije poznat: izveštaj pokazuje samo da li je materijal u skladu sam sa sobom.

        consent.none ~ U predmetu nije zabeležen ni pristanak ni drugi osnov.
        consent.basis ~ Osnov
        consent.purpose ~ Svrha
        consent.to ~ Sme da se da
        consent.notTo ~ Ne sme da se da
        consent.given ~ Kada i kako dat
        consent.limits ~ Važi do, opozvan
        consent.marking ~ Za šta dokazni predmeti smeju da se koriste

        annex.checks ~ Prilog A. Sve provere
        annex.check ~ Provera
        annex.code ~ Šifra
        annex.outcome ~ Ishod
        annex.passed ~ ✓ prošla
        annex.failed ~ ✗ NIJE PROŠLA
        annex.notChecked ~ – nije obavljena
        annex.programWords ~ Šta kaže program (na engleskom)
        annex.statements ~ Prilog B. Potpisane izjave
        annex.statementFile ~ Datoteka
        annex.digests ~ Prilog C. Heš vrednosti delova
        annex.glossary ~ Prilog D. Upotrebljeni izrazi

        digest.manifest ~ popis datoteka (manifest-sha256.txt)
        digest.seal ~ plomba (Sealed.json)
        digest.statement ~ spoljna izjava (statement.json)
        digest.case ~ opis predmeta (case.json)

        sign.made ~ Izveštaj sačinio (ime, uloga)
        sign.checked ~ Proverio (ime, uloga)
        sign.place ~ Mesto i datum
        sign.signature ~ Potpis
        sign.machine ~ Korišćeni računar
        """#
}
