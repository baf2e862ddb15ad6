extension Catalogue.Croatian {
    /// Croatian: the record of consent and the notice of its withdrawal.
    static let consent = #"""
        agreed.title ~ Zapis o privoli
        agreed.about ~ Tko što smije dobiti, za što, i kako se privola povlači. Ime osobe ovdje se ne navodi.
        agreed.draft ~ Ovo je iz datoteke koju nitko nije zapečatio: pokazuje što u njoj stoji i ništa nije provjereno.
        agreed.organisation ~ Organizacija koja je pitala
        agreed.scope ~ Što iz predmeta
        agreed.exhibit ~ dokazni predmet {number}
        agreed.anonymise ~ Prethodno učiniti neprepoznatljivim
        agreed.nothing ~ ništa nije navedeno
        agreed.onward ~ Prosljeđivanje drugima
        agreed.giver ~ Tko je pristao
        agreed.assent ~ i dijete pristaje
        agreed.dissent ~ DIJETE NE PRISTAJE
        agreed.authority ~ po kojoj ovlasti (upisati odluku, tijelo i broj): {text}
        agreed.language ~ pitano na jeziku: {text}
        agreed.interpreter ~ tumač: {text}
        agreed.explained ~ Prethodno objašnjeno
        agreed.unexplained ~ NIJE objašnjeno: {text}
        agreed.until ~ Vrijedi do
        agreed.noEnd ~ posljednji dan nije zapisan
        agreed.form ~ potpisan obrazac: dokazni predmet {number}
        agreed.ended ~ Povučena
        agreed.endedBy ~ povukao/la: {text}
        agreed.without ~ BEZ PRIVOLE, na drugoj osnovi; razlog: {reason}
        agreed.approved ~ odobrio/la: {role}
        agreed.howTitle ~ Kako se privola povlači
        agreed.howAny ~ Privola se može povući u svakom trenutku, cijela ili dijelom, bez navođenja razloga.
        agreed.howWhere ~ Dovoljno je to reći, na bilo koji način, gore navedenoj organizaciji ili drugoj kod koje je predmet.
        agreed.howThen ~ Svaka organizacija mora obavijestiti one kojima je dala predmet, a svaka mora do određenog dana odgovoriti je li prestala koristiti svoju kopiju, uništila je ili je mora čuvati po zakonu.
        agreed.howNot ~ Ono što su drugi pročitali ne može se povući. Ono što je dano sudu možda mora ostati ondje.
        agreed.howObject ~ Gdje se predmet prosljeđuje bez privole, osoba može prigovoriti na isti način.
        agreed.keep ~ Ovaj papir pokazuje tko pomaže osobi. Ako ga nije sigurno nositi, čuva ga organizacija.
        agreed.person ~ Tko je pristao (potpis, znak ili otisak prsta)
        agreed.asker ~ Tko je objasnio i pitao

        withdrawn.title ~ Obavijest o povučenoj privoli
        withdrawn.sent ~ Poslano: {name}
        withdrawn.received ~ Primljeno od: {name}
        withdrawn.word ~ Što je povučeno
        withdrawn.all ~ sve
        withdrawn.recipients ~ ne smije dobiti: {text}
        withdrawn.uses ~ ne za: {text}
        withdrawn.contents ~ ne ovaj dio: {text}
        withdrawn.by ~ potpis: {name}, {time}
        withdrawn.forwarded ~ proslijeđeno od nekoga tko je obaviješten ranije
        withdrawn.answerBy ~ Odgovor se traži do
        withdrawn.answer ~ Odgovor
        withdrawn.stopped ~ Čuva svoju kopiju, ali je više ne koristi niti prosljeđuje.
        withdrawn.erased ~ Uništila je svoju kopiju.
        withdrawn.retained ~ Zadržava svoju kopiju: {reason} ({text}).
        withdrawn.answered ~ potpis: {name}, {time}
        withdrawn.late ~ nakon dana do kojeg se tražio
        withdrawn.answerUnrecorded ~ poslužitelj još nije zabilježio ovaj odgovor
        withdrawn.answerRefused ~ POSLUŽITELJ NE PRIMA OVAJ ODGOVOR ({text})
        withdrawn.earlier ~ Raniji odgovor:
        withdrawn.onward ~ Od onih koji su predmet dobili odande, prema ovom odgovoru: prestalo {valid}, uništilo {number}, čuva po zakonu {total}, BEZ ODGOVORA {count}
        withdrawn.onwardNone ~ Nije naveden nitko komu je odande proslijeđeno.
        withdrawn.silent ~ NEMA ODGOVORA, a vrijeme za odgovor je isteklo.
        withdrawn.awaited ~ Još nema odgovora; vrijeme za odgovor nije isteklo.
        withdrawn.unrecorded ~ JOŠ NIJE OBAVIJEŠTEN: potpisano, ali poslužitelj to nije zabilježio.
        withdrawn.refused ~ NIJE OBAVIJEŠTEN: poslužitelj to ne prima ({text}).
        withdrawn.notHeld ~ Nije poznato da je itko ondje preuzeo predmet.
        withdrawn.untold ~ JOŠ NISU OBAVIJEŠTENI, a predmet su dobili odavde: {count}
        withdrawn.withheld ~ Nije predano: poslužitelj nije imao predmet kada je privola povučena.
        withdrawn.leftOut ~ Izjave o tome koje nisu ispravne i ovdje se ne računaju: {count}
        withdrawn.allAnswered ~ Svi koji su obaviješteni odgovorili su.
        withdrawn.someOpen ~ Nisu još svi odgovorili.
        withdrawn.someSilent ~ NETKO NIJE ODGOVORIO, a vrijeme za odgovor je isteklo.
        withdrawn.someUntold ~ NETKO NIJE OBAVIJEŠTEN.
        withdrawn.noteWord ~ Odgovor je riječ onoga tko ga je potpisao. Da je kopija uništena, nitko ne može provjeriti.
        withdrawn.noteGone ~ Ono što su drugi pročitali ne može se povući. Ono što je ranije dano sudu ostaje ondje, sa svojim hash-vrijednostima; povlačenje stoji uz to.
        withdrawn.noteChain ~ Tko je predmet dobio od onoga tko ga ima, ovdje se ne navodi; samo koliko ih je i što su odgovorili.
        withdrawn.noteHand ~ Tko je predmet dobio iz ruke u ruku ili preko drugog poslužitelja nije naveden i mora se obavijestiti telefonom.
        withdrawn.noteKnown ~ Ovo je ono što je znalo računalo na kojem je dokument sastavljen. Dan se upisuje dolje rukom.

        word.part.narrative ~ ono što je osoba ispričala
        word.part.identity ~ tko je osoba
        word.part.contact ~ kako se može doći do osobe
        word.part.health ~ zdravlje
        word.part.location ~ gdje je osoba
        word.part.media ~ slike, snimke i dokumenti
        word.part.name ~ ime
        word.part.face ~ lice
        word.part.voice ~ glas
        word.part.family ~ obitelj
        word.onward.no ~ nikomu
        word.onward.ask_first ~ samo nakon što se osoba ponovno pita
        word.onward.within_purpose ~ za istu svrhu, bez ponovnog pitanja
        word.explained.purpose ~ čemu služi
        word.explained.recipients ~ tko to dobiva
        word.explained.risks ~ rizici, i to da bi tijela vlasti mogla osobu zadržati ili udaljiti iz zemlje
        word.explained.confidentiality_limits ~ što ne može ostati povjerljivo
        word.explained.withdrawal ~ da se privola može povući
        """#
}
