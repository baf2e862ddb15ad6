extension Catalogue.Bosnian {
    /// Bosnian: the record of consent and the notice of its withdrawal.
    static let consent = #"""
        agreed.title ~ Zapis o saglasnosti
        agreed.about ~ Ko šta smije dobiti, za šta, i kako se saglasnost povlači. Ime osobe se ovdje ne navodi.
        agreed.draft ~ Ovo je iz datoteke koju niko nije zapečatio: pokazuje šta u njoj stoji i ništa nije provjereno.
        agreed.organisation ~ Organizacija koja je pitala
        agreed.scope ~ Šta iz predmeta
        agreed.exhibit ~ dokazni predmet {number}
        agreed.anonymise ~ Prethodno učiniti neprepoznatljivim
        agreed.nothing ~ ništa nije navedeno
        agreed.onward ~ Prosljeđivanje drugima
        agreed.giver ~ Ko je pristao
        agreed.assent ~ i dijete je saglasno
        agreed.dissent ~ DIJETE NIJE SAGLASNO
        agreed.authority ~ po kojem ovlaštenju (upisati odluku, organ i broj): {text}
        agreed.language ~ pitano na jeziku: {text}
        agreed.interpreter ~ tumač: {text}
        agreed.explained ~ Prethodno objašnjeno
        agreed.unexplained ~ NIJE objašnjeno: {text}
        agreed.until ~ Važi do
        agreed.noEnd ~ posljednji dan nije zapisan
        agreed.form ~ potpisan obrazac: dokazni predmet {number}
        agreed.ended ~ Povučena
        agreed.endedBy ~ povukao/la: {text}
        agreed.without ~ BEZ SAGLASNOSTI, na drugom osnovu; razlog: {reason}
        agreed.approved ~ odobrio/la: {role}
        agreed.howTitle ~ Kako se saglasnost povlači
        agreed.howAny ~ Saglasnost se može povući u svakom trenutku, cijela ili dijelom, bez navođenja razloga.
        agreed.howWhere ~ Dovoljno je to reći, na bilo koji način, gore navedenoj organizaciji ili drugoj kod koje je predmet.
        agreed.howThen ~ Svaka organizacija mora obavijestiti one kojima je dala predmet, a svaka mora do određenog dana odgovoriti da li je prestala koristiti svoju kopiju, uništila je ili je mora čuvati po zakonu.
        agreed.howNot ~ Ono što su drugi pročitali ne može se povući. Ono što je dato sudu možda mora ostati tamo.
        agreed.howObject ~ Gdje se predmet prosljeđuje bez saglasnosti, osoba može prigovoriti na isti način.
        agreed.keep ~ Ovaj papir pokazuje ko pomaže osobi. Ako ga nije sigurno nositi, čuva ga organizacija.
        agreed.person ~ Ko je pristao (potpis, znak ili otisak prsta)
        agreed.asker ~ Ko je objasnio i pitao

        withdrawn.title ~ Obavještenje o povučenoj saglasnosti
        withdrawn.sent ~ Poslano: {name}
        withdrawn.received ~ Primljeno od: {name}
        withdrawn.word ~ Šta je povučeno
        withdrawn.all ~ sve
        withdrawn.recipients ~ ne smije dobiti: {text}
        withdrawn.uses ~ ne za: {text}
        withdrawn.contents ~ ne ovaj dio: {text}
        withdrawn.by ~ potpis: {name}, {time}
        withdrawn.forwarded ~ proslijeđeno od nekoga ko je obaviješten ranije
        withdrawn.answerBy ~ Odgovor se traži do
        withdrawn.answer ~ Odgovor
        withdrawn.stopped ~ Čuva svoju kopiju, ali je više ne koristi niti prosljeđuje.
        withdrawn.erased ~ Uništila je svoju kopiju.
        withdrawn.retained ~ Zadržava svoju kopiju: {reason} ({text}).
        withdrawn.answered ~ potpis: {name}, {time}
        withdrawn.late ~ nakon dana do kojeg se tražio
        withdrawn.answerUnrecorded ~ server još nije zabilježio ovaj odgovor
        withdrawn.answerRefused ~ SERVER NE PRIMA OVAJ ODGOVOR ({text})
        withdrawn.earlier ~ Raniji odgovor:
        withdrawn.onward ~ Od onih koji su predmet dobili odatle, prema ovom odgovoru: prestalo {valid}, uništilo {number}, čuva po zakonu {total}, BEZ ODGOVORA {count}
        withdrawn.onwardNone ~ Nije naveden niko kome je odatle proslijeđeno.
        withdrawn.silent ~ NEMA ODGOVORA, a vrijeme za odgovor je isteklo.
        withdrawn.awaited ~ Još nema odgovora; vrijeme za odgovor nije isteklo.
        withdrawn.unrecorded ~ JOŠ NIJE OBAVIJEŠTEN: potpisano, ali server to nije zabilježio.
        withdrawn.refused ~ NIJE OBAVIJEŠTEN: server to ne prima ({text}).
        withdrawn.notHeld ~ Nije poznato da je iko tamo preuzeo predmet.
        withdrawn.untold ~ JOŠ NISU OBAVIJEŠTENI, a predmet su dobili odavde: {count}
        withdrawn.withheld ~ Nije predato: server nije imao predmet kada je saglasnost povučena.
        withdrawn.leftOut ~ Izjave o tome koje nisu ispravne i ovdje se ne računaju: {count}
        withdrawn.allAnswered ~ Svi koji su obaviješteni su odgovorili.
        withdrawn.someOpen ~ Nisu još svi odgovorili.
        withdrawn.someSilent ~ NEKO NIJE ODGOVORIO, a vrijeme za odgovor je isteklo.
        withdrawn.someUntold ~ NEKO NIJE OBAVIJEŠTEN.
        withdrawn.noteWord ~ Odgovor je riječ onoga ko ga je potpisao. Da je kopija uništena, niko ne može provjeriti.
        withdrawn.noteGone ~ Ono što su drugi pročitali ne može se povući. Ono što je ranije dato sudu ostaje tamo, sa svojim heš-vrijednostima; povlačenje stoji uz to.
        withdrawn.noteChain ~ Ko je predmet dobio od onoga ko ga ima, ovdje se ne navodi; samo koliko ih je i šta su odgovorili.
        withdrawn.noteHand ~ Ko je predmet dobio iz ruke u ruku ili preko drugog servera nije naveden i mora se obavijestiti telefonom.
        withdrawn.noteKnown ~ Ovo je ono što je znao računar na kojem je dokument sačinjen. Dan se upisuje dolje rukom.

        word.part.narrative ~ ono što je osoba ispričala
        word.part.identity ~ ko je osoba
        word.part.contact ~ kako se može doći do osobe
        word.part.health ~ zdravlje
        word.part.location ~ gdje je osoba
        word.part.media ~ slike, snimci i dokumenti
        word.part.name ~ ime
        word.part.face ~ lice
        word.part.voice ~ glas
        word.part.family ~ porodica
        word.onward.no ~ nikome
        word.onward.ask_first ~ samo nakon što se osoba ponovo pita
        word.onward.within_purpose ~ za istu svrhu, bez ponovnog pitanja
        word.explained.purpose ~ čemu služi
        word.explained.recipients ~ ko to dobija
        word.explained.risks ~ rizici, i to da bi organi mogli osobu zadržati ili udaljiti iz zemlje
        word.explained.confidentiality_limits ~ šta ne može ostati povjerljivo
        word.explained.withdrawal ~ da se saglasnost može povući
        """#
}
