extension Catalogue.Albanian {
    /// Albanian: the report's own sentences.
    static let report = #"""
        language.name ~ Shqip

        report.title ~ Raport mbi zinxhirin e ruajtjes së provave
        report.training ~ TRAJNIM – MATERIAL I SAJUAR
        report.caseNumber ~ Numri i çështjes te dërguesi
        report.ownNumber ~ Numri i kësaj gjykate ose zyre
        report.rendering ~ Të dhënat e nënshkruara nuk varen nga gjuha; ky raport është një paraqitje e tyre. Nëse ndryshojnë, vlejnë të dhënat e nënshkruara.

        footer.report ~ Raporti
        footer.page ~ Faqja {page} nga {pages}
        footer.consignment ~ Dërgesa
        footer.seal ~ Vula

        who.label ~ Kush

        what.label ~ Çfarë

        when.label ~ Kur

        where.label ~ Ku

        how.label ~ Si dhe mbi çfarë baze

        who.sealer ~ Vulosur nga organizata {organisation}, roli: {role}
        who.claimedSealer ~ Sipas deklarimit, vulosur nga organizata {organisation}; kjo nuk është konfirmuar
        who.unreadable ~ Nuk mund të lexohet nga materiali
        who.recipients ~ Drejtuar: {mailboxes}
        who.taker ~ Marrë në ngarkim nga organizata {organisation}, roli: {role}

        what.items[one] ~ Është përshkruar {count} provë materiale: {numbers}
        what.items[other] ~ Janë përshkruar {count} prova materiale: {numbers}
        what.noItems ~ Asnjë provë materiale nuk është përshkruar; janë renditur vetë skedarët
        what.moreNumbers ~ dhe {count} të tjera, shih pjesën {section}

        count.files[one] ~ {count} skedar
        count.files[other] ~ {count} skedarë
        count.bytes[one] ~ {count} bajt
        count.bytes[other] ~ {count} bajtë
        count.days[one] ~ {count} ditë
        count.days[other] ~ {count} ditë
        count.hours[one] ~ {count} orë
        count.hours[other] ~ {count} orë
        count.minutes[one] ~ {count} minutë
        count.minutes[other] ~ {count} minuta

        what.total ~ {files}, gjithsej {bytes}

        when.sealed ~ Vulosur: {time}, sipas deklaratës së atij që e vulosi
        when.received ~ Serveri ndërmjetës {broker} e mori: {time}, sipas vërtetimit të tij të nënshkruar
        when.unconfirmed ~ çelësin e këtij serveri këtu nuk e ka konfirmuar askush
        when.after ~ U vulos pas: {time}, sipas nënshkrimeve të pavarura
        when.bound ~ Ekzistonte më së voni: {time}, sipas nënshkrimeve të pavarura
        when.noReceipt ~ Nuk u kontrollua asnjë vërtetim marrjeje i serverit ndërmjetës

        where.route ~ Shteti i dërguesit: {from}; shteti i marrësit: {to}
        where.acquired ~ Marrë në: {places}
        where.now ~ Vendi i fundit i regjistruar: {place}
        where.noPlace ~ Pas marrjes nuk është regjistruar asnjë vend ruajtjeje

        how.acquired ~ Marrë: {methods}
        how.purposes ~ Qëllimi: {purposes}
        how.bases ~ Baza ligjore: {bases}
        how.noBasis ~ Në çështje nuk është regjistruar asnjë bazë ligjore
        how.seal ~ Dërguesi e ka mbyllur me vulë digjitale; vula u kontrollua sërish për këtë raport
        how.sealOpen ~ Që dërguesi e ka mbyllur me vulë digjitale vetëm pohohet dhe nuk u vërtetua për këtë raport

        verdict.title ~ Rezultati i kontrollit
        verdict.identical[one] ~ Skedari është i njëjtë me atë që organizata {sender} e vulosi më {time}.
        verdict.identical[other] ~ Të {count} skedarët janë të njëjtë me ata që organizata {sender} i vulosi më {time}.
        verdict.entries ~ Shënime të ruajtjes të gjetura: {total}; me nënshkrim të saktë: {valid}.
        verdict.remarks[one] ~ {count} vërejtje, shih pjesën {section}.
        verdict.remarks[other] ~ {count} vërejtje, shih pjesën {section}.
        verdict.noRemarks ~ Pa vërejtje.
        verdict.failed ~ U KONSTATUA PARREGULLSI. Materiali nuk është, ose nuk është plotësisht, ai që u vulos:
        verdict.failedProof ~ U KONSTATUA PARREGULLSI. Një vërtetim shoqërues (i serverit, i ditarit ose i kohës) nuk qëndron:
        verdict.failedActs ~ U KONSTATUA PARREGULLSI. Shënimi i veprimeve me materialin pas marrjes nuk qëndron:
        verdict.failedOpen ~ U KONSTATUA PARREGULLSI. Nuk mundi të vërtetohej se materiali është ai që u vulos:
        verdict.unknownSigner ~ Nuk u gjet asnjë ndryshim, por ai që përpiloi këtë raport nuk e ka konfirmuar nënshkruesin: I PËRPUTHUR, NËNSHKRUESI I PANJOHUR.
        verdict.incomplete ~ Nuk u gjet asnjë ndryshim, por nuk mundën të kryheshin të gjitha kontrollet e nevojshme; shih pjesën {section}.
        verdict.more ~ dhe {count} të tjera, shih pjesën {section}

        difference.exhibit ~ Prova materiale {number}
        difference.file ~ Skedari {name}
        difference.content ~ përmbajtja ndryshon nga ajo që u vulos
        difference.missing ~ u vulos, por mungon
        difference.extra ~ ndodhet në material, por nuk u vulos
        difference.uncovered ~ nuk mbulohet nga vula: skedari, ose rreshti i tij në listën që hap vulën, nuk është ai që u vulos

        limits.title ~ Çfarë nuk tregon ky raport
        limits.content ~ Që ajo që thuhet, shkruhet ose shihet në material është e vërtetë.
        limits.recording ~ Kur, ku dhe nga kush u bë një regjistrim i marrë, as çfarë ndodhi me të përpara vulosjes.
        limits.person ~ Që përdoruesi i një llogarie, telefoni ose çelësi është një person i caktuar.
        limits.law ~ Nëse dhe si mund të përdoret materiali: për këtë vendos gjykata.

        section.exhibits ~ Provat materiale
        section.timeline ~ Rrjedha e ngjarjeve
        section.custodians ~ Kush e ka ruajtur materialin
        section.remarks ~ Vërejtje dhe parregullsi
        section.method ~ Metoda
        section.roots ~ Mbi çfarë mbështetet besimi
        section.consent ~ Pëlqimi dhe autorizimi
        section.annexes ~ Shtojcat
        section.signatures ~ Nënshkrimet në letër

        exhibit.number ~ Nr.
        exhibit.description ~ Përshkrimi dhe skedari
        exhibit.size ~ Madhësia
        exhibit.hash ~ Vlera hash SHA-256
        exhibit.result ~ Rezultati
        exhibit.identical ~ ✓ i njëjtë
        exhibit.consistent ~ përputhet me listën; vula nuk u kontrollua
        exhibit.different ~ ✗ ndryshon
        exhibit.missing ~ ✗ mungon
        exhibit.extra ~ ✗ nuk u vulos
        exhibit.uncovered ~ ✗ nuk mbulohet nga vula
        exhibit.notChecked ~ – nuk u kontrollua
        exhibit.undescribed ~ pa përshkrim
        exhibit.thing ~ send, jo skedar
        exhibit.originalName ~ emri te dërguesi
        exhibit.derivedFrom ~ nxjerrë nga: {number}
        exhibit.acquisition ~ Si u morën provat materiale, sipas deklarimit të dërguesit
        exhibit.method ~ Si
        exhibit.acquiredBy ~ Kush e mori
        exhibit.from ~ Nga kush (kodi)
        exhibit.timePlace ~ Kur dhe ku
        exhibit.original ~ Origjinali i disponueshëm
        exhibit.tooMany ~ Këtu janë renditur {count} skedarët e parë; lista e plotë është manifest-sha256.txt në material.
        exhibit.sealedValue ~ sipas listës së bashkëngjitur: {value}
        exhibit.foundValue ~ gjetur tani: {value}
        exhibit.fileList ~ Skedarët

        date.day ~ {day} {month} {year}
        date.moment ~ {date} në orën {time} UTC
        date.momentLocal ~ {date} në orën {time} UTC ({local}, UTC{offset})
        date.localNote ~ Kohët jepen sipas UTC; pranë tyre qëndron koha vendore sipas ndryshimit nga UTC që dërguesi ka shënuar në çështje (UTC{offset}). Në një stinë tjetër atje mund të ketë vlejtur kohë tjetër (verore ose dimërore).
        date.utcNote ~ Kohët jepen sipas UTC: ndryshimi vendor nga UTC nuk mund të lexohej nga çështja.

        month.1 ~ janar
        month.2 ~ shkurt
        month.3 ~ mars
        month.4 ~ prill
        month.5 ~ maj
        month.6 ~ qershor
        month.7 ~ korrik
        month.8 ~ gusht
        month.9 ~ shtator
        month.10 ~ tetor
        month.11 ~ nëntor
        month.12 ~ dhjetor

        timeline.time ~ Koha
        timeline.act ~ Ngjarja
        timeline.actor ~ Kush
        timeline.details ~ Nga, kujt, vendi, qëllimi
        timeline.check ~ Nënshkrimi
        timeline.claimed ~ sipas deklarimit të nënshkruesit
        timeline.byBroker ~ sipas vërtetimit të serverit ndërmjetës
        timeline.noTime ~ koha nuk është dhënë
        timeline.notLater ~ jo më vonë se: {time}
        timeline.gap ~ BOSHLLËK, {duration}: midis nr. {from} dhe nr. {to} nuk është regjistruar asgjë. Vendi ndërkohë: {place}
        timeline.gapNote ~ Boshllëqet më të gjata se {limit} midis dy shënimeve paraqiten si rresht më vete.
        timeline.placeUnknown ~ nuk është regjistruar
        timeline.none ~ Asnjë shënim nuk mund të lexohej.
        timeline.onlyFolder ~ Ajo që u regjistrua më vonë gjendet në dosjen e provave, e cila nuk u dha për këtë raport.
        timeline.until ~ deri më {time}
        timeline.recorded ~ shënuar më {time}

        status.confirmed ~ ✓ qëndron; çelësi i konfirmuar
        status.offered ~ ✓ qëndron; çelësi i pakonfirmuar
        status.notCounting ~ ✗ çelësi atëherë nuk vlente
        status.stranger ~ – nënshkruesi i panjohur
        status.broken ~ ✗ nuk qëndron

        details.to ~ kujt: {name}
        details.from ~ nga: {name}
        details.place ~ vendi: {place}
        details.purpose ~ qëllimi: {text}
        details.authority ~ autorizimi: {text}
        details.reason ~ arsyeja: {text}
        details.items ~ provat materiale: {text}
        details.result ~ kopja e krijuar, SHA-256: {text}
        details.bag ~ qesja nr.: {text}
        details.seal ~ vula nr.: {text}
        details.sealIntact ~ vula e padëmtuar
        details.sealBroken ~ VULA FIZIKE E DËMTUAR
        details.condition ~ gjendja: {text}
        details.tool ~ mjeti: {text}
        details.note ~ shënim: {text}
        details.corrects ~ korrigjon nr. {number}
        details.number ~ numri në kutinë postare: {number}
        details.performer ~ kryer nga: {name}
        details.witness ~ dëshmitari: {name}
        details.method ~ mënyra: {text}
        details.document ~ dokumenti, SHA-256: {text}
        details.newSeal ~ vula e re nr.: {text}
        details.failed ~ NUK PATI SUKSES
        details.partial ~ pati sukses pjesërisht
        details.everything ~ provat materiale: të gjitha
        details.corrected ~ korrigjuar me nr. {number}

        custodian.party ~ Organizata dhe roli
        custodian.period ~ Çelësi vlen
        custodian.until ~ nga {from} deri më {until}
        custodian.revoked ~ i revokuar nga {time}
        custodian.key ~ Gjurma e çelësit
        custodian.entries ~ Shënimet nr.
        custodian.contact ~ Personat emërtohen sipas rolit. Ai që duhet të dëshmojë gjendet përmes organizatës ose avokatit të saj.

        remarks.none ~ Nuk ka.

        remark.failedCheck ~ Kontrolli nuk kaloi: {check}. {meaning}
        remark.uncheckedCheck ~ Nuk u kontrollua: {check}. {meaning}
        remark.statement ~ Shënimi nr. {number}: {status}
        remark.revokedShown ~ Shënimi nr. {number}: çelësi u revokua më vonë ({time}); nënshkrimet e pavarura tregojnë se u nënshkrua para kësaj.
        remark.revokedOpen ~ Shënimi nr. {number}: çelësi u revokua ({time}) dhe asgjë e pavarur nuk tregon se u nënshkrua para kësaj.
        remark.corrected ~ Shënimi nr. {number} korrigjon shënimin nr. {other}; tregohen të dy.
        remark.sealBroken ~ Shënimi nr. {number} regjistron një vulë fizike të dëmtuar.
        remark.failedAct ~ Shënimi nr. {number} tregon një veprim që nuk pati sukses ose pati sukses vetëm pjesërisht.
        remark.late ~ Shënimi nr. {number} u bë {duration} pasi veprimi ishte kryer.
        remark.clock ~ Shënimi nr. {number} jep një kohë më të hershme se ajo e shënimit paraardhës (nr. {other}): orët nuk përputhen ose një kohë është e gabuar.
        remark.hashGap ~ Prova materiale {exhibit}: nga marrja deri te vulosja kaluan {duration}; gjatë kësaj kohe vlera hash ende nuk ishte fiksuar.
        remark.acquiredAfter ~ Prova materiale {exhibit}: si kohë e marrjes është shënuar një kohë pas vulosjes (ndryshimi: {duration}); njëra nga të dy kohët është e gabuar.
        remark.override ~ Një hap u lejua pa pëlqim; arsyeja: {reason}
        remark.withdrawn ~ Pëlqimi u tërhoq ({time}).
        remark.consentWithdrawn ~ Shënimi nr. {number}: pëlqimi u tërhoq ndaj {name} ({time}).
        remark.consentPart ~ Shënimi nr. {number}: një pjesë e pëlqimit u tërhoq ndaj {name} ({time}).
        remark.consentOpen ~ Shënimi nr. {number}: në material nuk ka përgjigje ndaj kësaj tërheqjeje të pëlqimit.
        remark.consentStopped ~ Shënimi nr. {number}: {organisation} u përgjigj se e ruan kopjen e vet, por nuk e përdor dhe nuk e përcjell më.
        remark.consentErased ~ Shënimi nr. {number}: {organisation} u përgjigj se e ka shkatërruar kopjen e vet.
        remark.consentRetained ~ Shënimi nr. {number}: {organisation} u përgjigj se e mban kopjen e vet: {reason} ({text}).
        remark.passedOn ~ Materiali ishte vulosur më parë nga {sender} dhe u përcoll; u kontrollua edhe vula e parë.
        remark.passedOnOpen ~ Sipas deklarimit, materiali ishte vulosur më parë nga {sender}; ajo vulë e parë nuk mund të kontrollohej.
        remark.unreadable ~ Një skedar në vendin e deklaratave nuk mund të lexohej: {name}

        method.hashes ~ Për çdo skedar vlera hash SHA-256 (standardi FIPS 180-4) u llogarit sërish dhe u krahasua me listën që u vulos. Një bit i vetëm i ndryshuar jep vlerë tjetër.
        method.signatures ~ Çdo nënshkrim është Ed25519 (RFC 8032) në formën OpenSSH, mbi bajtët e saktë të skedarit pranë të cilit qëndron.
        method.tool ~ Kontrolli u bë pa rrjet me programin {tool}, versioni {version}, dhe asgjë në material nuk u ndryshua.
        method.repeat ~ Kushdo mund ta përsërisë me mjete të tjera: skedari {file} në material tregon si, hap pas hapi.
        method.sameBytes ~ I njëjti material, i kontrolluar me të njëjtin version, me të njëjtët partnerë të konfirmuar dhe në të njëjtën gjuhë, jep sërish këtë raport, bajt pas bajti, përveç nëse ndërkohë ka skaduar ndonjë çelës.

        roots.party ~ Organizata ose serveri
        roots.fingerprint ~ Gjurma
        roots.standing ~ Konfirmuar në rrugë tjetër
        roots.confirmed ~ po: dikush i krahasoi shifrat para se partneri të shtohej në këtë kompjuter
        roots.introduced ~ JO: e përmend karta e rrjetit, por askush në këtë kompjuter nuk i ka krahasuar shifrat
        roots.own ~ organizata e vetë atij që përpiloi raportin
        roots.offered ~ JO: këtë e thotë vetëm vetë materiali
        roots.pinned ~ po: i zgjedhur në këtë kompjuter
        roots.none ~ Në këtë kompjuter nuk njihet askush: raporti tregon vetëm nëse materiali përputhet me vetveten.

        consent.none ~ Në çështje nuk është regjistruar as pëlqim as bazë tjetër.
        consent.basis ~ Baza
        consent.purpose ~ Qëllimi
        consent.to ~ Mund t'i jepet
        consent.notTo ~ Nuk mund t'i jepet
        consent.given ~ Kur dhe si u dha
        consent.limits ~ Vlen deri, tërhequr
        consent.marking ~ Për çfarë mund të përdoren provat materiale

        annex.checks ~ Shtojca A. Të gjitha kontrollet
        annex.check ~ Kontrolli
        annex.code ~ Kodi
        annex.outcome ~ Përfundimi
        annex.passed ~ ✓ kaloi
        annex.failed ~ ✗ DËSHTOI
        annex.notChecked ~ – nuk u bë
        annex.programWords ~ Çfarë thotë programi (në anglisht)
        annex.statements ~ Shtojca B. Deklaratat e nënshkruara
        annex.statementFile ~ Skedari
        annex.digests ~ Shtojca C. Vlerat hash të pjesëve
        annex.glossary ~ Shtojca D. Fjalët e përdorura

        digest.manifest ~ lista e skedarëve (manifest-sha256.txt)
        digest.seal ~ vula (Sealed.json)
        digest.statement ~ deklarata e jashtme (statement.json)
        digest.case ~ përshkrimi i çështjes (case.json)

        sign.made ~ Raportin e përpiloi (emri, roli)
        sign.checked ~ E kontrolloi (emri, roli)
        sign.place ~ Vendi dhe data
        sign.signature ~ Nënshkrimi
        sign.machine ~ Kompjuteri i përdorur
        """#
}
