extension Catalogue.SerbianLatin {
    /// Serbian in Latin letters: the record of consent and the notice of its withdrawal.
    static let consent = #"""
        agreed.title ~ Zapis o pristanku
        agreed.about ~ Ko šta sme da dobije, za šta, i kako se pristanak opoziva. Ime lica se ovde ne navodi.
        agreed.draft ~ Ovo je iz datoteke koju niko nije zapečatio: pokazuje šta u njoj stoji i ništa nije provereno.
        agreed.organisation ~ Organizacija koja je pitala
        agreed.scope ~ Šta iz predmeta
        agreed.exhibit ~ dokazni predmet {number}
        agreed.anonymise ~ Prethodno učiniti neprepoznatljivim
        agreed.nothing ~ ništa nije navedeno
        agreed.onward ~ Prosleđivanje drugima
        agreed.giver ~ Ko je pristao
        agreed.assent ~ i dete pristaje
        agreed.dissent ~ DETE NE PRISTAJE
        agreed.authority ~ po kom ovlašćenju (upisati odluku, organ i broj): {text}
        agreed.language ~ pitano na jeziku: {text}
        agreed.interpreter ~ tumač: {text}
        agreed.explained ~ Prethodno objašnjeno
        agreed.unexplained ~ NIJE objašnjeno: {text}
        agreed.until ~ Važi do
        agreed.noEnd ~ poslednji dan nije zapisan
        agreed.form ~ potpisan obrazac: dokazni predmet {number}
        agreed.ended ~ Opozvan
        agreed.endedBy ~ opozvao/la: {text}
        agreed.without ~ BEZ PRISTANKA, na drugom osnovu; razlog: {reason}
        agreed.approved ~ odobrio/la: {role}
        agreed.howTitle ~ Kako se pristanak opoziva
        agreed.howAny ~ Pristanak može da se opozove u svakom trenutku, ceo ili delom, bez navođenja razloga.
        agreed.howWhere ~ Dovoljno je to reći, na bilo koji način, gore navedenoj organizaciji ili drugoj kod koje je predmet.
        agreed.howThen ~ Svaka organizacija mora da obavesti one kojima je dala predmet, a svaka mora do određenog dana da odgovori da li je prestala da koristi svoju kopiju, uništila je ili mora da je čuva po zakonu.
        agreed.howNot ~ Ono što su drugi pročitali ne može da se povuče. Ono što je dato sudu možda mora da ostane tamo.
        agreed.howObject ~ Gde se predmet prosleđuje bez pristanka, lice može da prigovori na isti način.
        agreed.keep ~ Ovaj papir pokazuje ko pomaže licu. Ako nije bezbedno nositi ga, čuva ga organizacija.
        agreed.person ~ Ko je pristao (potpis, znak ili otisak prsta)
        agreed.asker ~ Ko je objasnio i pitao

        withdrawn.title ~ Obaveštenje o opozvanom pristanku
        withdrawn.sent ~ Poslato: {name}
        withdrawn.received ~ Primljeno od: {name}
        withdrawn.word ~ Šta je opozvano
        withdrawn.all ~ sve
        withdrawn.recipients ~ ne sme da dobije: {text}
        withdrawn.uses ~ ne za: {text}
        withdrawn.contents ~ ne ovaj deo: {text}
        withdrawn.by ~ potpis: {name}, {time}
        withdrawn.forwarded ~ prosleđeno od nekoga ko je obavešten ranije
        withdrawn.answerBy ~ Odgovor se traži do
        withdrawn.answer ~ Odgovor
        withdrawn.stopped ~ Čuva svoju kopiju, ali je više ne koristi niti prosleđuje.
        withdrawn.erased ~ Uništila je svoju kopiju.
        withdrawn.retained ~ Zadržava svoju kopiju: {reason} ({text}).
        withdrawn.answered ~ potpis: {name}, {time}
        withdrawn.late ~ posle dana do kog se tražio
        withdrawn.answerUnrecorded ~ server još nije zabeležio ovaj odgovor
        withdrawn.answerRefused ~ SERVER NE PRIMA OVAJ ODGOVOR ({text})
        withdrawn.earlier ~ Raniji odgovor:
        withdrawn.onward ~ Od onih koji su predmet dobili odatle, prema ovom odgovoru: prestalo {valid}, uništilo {number}, čuva po zakonu {total}, BEZ ODGOVORA {count}
        withdrawn.onwardNone ~ Nije naveden niko kome je odatle prosleđeno.
        withdrawn.silent ~ NEMA ODGOVORA, a vreme za odgovor je isteklo.
        withdrawn.awaited ~ Još nema odgovora; vreme za odgovor nije isteklo.
        withdrawn.unrecorded ~ JOŠ NIJE OBAVEŠTEN: potpisano, ali server to nije zabeležio.
        withdrawn.refused ~ NIJE OBAVEŠTEN: server to ne prima ({text}).
        withdrawn.notHeld ~ Nije poznato da je iko tamo preuzeo predmet.
        withdrawn.untold ~ JOŠ NISU OBAVEŠTENI, a predmet su dobili odavde: {count}
        withdrawn.withheld ~ Nije predato: server nije imao predmet kada je pristanak opozvan.
        withdrawn.leftOut ~ Izjave o tome koje nisu ispravne i ovde se ne računaju: {count}
        withdrawn.allAnswered ~ Svi koji su obavešteni su odgovorili.
        withdrawn.someOpen ~ Nisu još svi odgovorili.
        withdrawn.someSilent ~ NEKO NIJE ODGOVORIO, a vreme za odgovor je isteklo.
        withdrawn.someUntold ~ NEKO NIJE OBAVEŠTEN.
        withdrawn.noteWord ~ Odgovor je reč onoga ko ga je potpisao. Da je kopija uništena, niko ne može da proveri.
        withdrawn.noteGone ~ Ono što su drugi pročitali ne može da se povuče. Ono što je ranije dato sudu ostaje tamo, sa svojim heš vrednostima; opoziv stoji uz to.
        withdrawn.noteChain ~ Ko je predmet dobio od onoga ko ga ima, ovde se ne navodi; samo koliko ih je i šta su odgovorili.
        withdrawn.noteHand ~ Ko je predmet dobio iz ruke u ruku ili preko drugog servera nije naveden i mora da se obavesti telefonom.
        withdrawn.noteKnown ~ Ovo je ono što je znao računar na kom je dokument sačinjen. Dan se upisuje dole rukom.

        word.part.narrative ~ ono što je lice ispričalo
        word.part.identity ~ ko je lice
        word.part.contact ~ kako može da se dođe do lica
        word.part.health ~ zdravlje
        word.part.location ~ gde je lice
        word.part.media ~ slike, snimci i dokumenti
        word.part.name ~ ime
        word.part.face ~ lik
        word.part.voice ~ glas
        word.part.family ~ porodica
        word.onward.no ~ nikome
        word.onward.ask_first ~ samo pošto se lice ponovo pita
        word.onward.within_purpose ~ za istu svrhu, bez ponovnog pitanja
        word.explained.purpose ~ čemu služi
        word.explained.recipients ~ ko to dobija
        word.explained.risks ~ rizici, i to da bi organi mogli da zadrže ili udalje lice iz zemlje
        word.explained.confidentiality_limits ~ šta ne može da ostane poverljivo
        word.explained.withdrawal ~ da pristanak može da se opozove
        """#
}
