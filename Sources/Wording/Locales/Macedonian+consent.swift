extension Catalogue.Macedonian {
    /// Macedonian: the record of consent and the notice of its withdrawal.
    static let consent = #"""
        agreed.title ~ Запис за согласноста
        agreed.about ~ Кој што смее да добие, за што, и како се повлекува согласноста. Името на лицето не се наведува тука.
        agreed.draft ~ Ова е од датотека што никој не ја запечатил: покажува што стои во неа и ништо не е проверено.
        agreed.organisation ~ Организација што прашала
        agreed.scope ~ Што од предметот
        agreed.exhibit ~ доказен предмет {number}
        agreed.anonymise ~ Претходно да се направи непрепознатливо
        agreed.nothing ~ ништо не е наведено
        agreed.onward ~ Проследување на други
        agreed.giver ~ Кој се согласил
        agreed.assent ~ и детето се согласува
        agreed.dissent ~ ДЕТЕТО НЕ СЕ СОГЛАСУВА
        agreed.authority ~ врз основа на кое овластување (да се впише одлуката, органот и бројот): {text}
        agreed.language ~ прашано на јазик: {text}
        agreed.interpreter ~ толкувач: {text}
        agreed.explained ~ Претходно објаснето
        agreed.unexplained ~ НЕ е објаснето: {text}
        agreed.until ~ Важи до
        agreed.noEnd ~ последниот ден не е запишан
        agreed.form ~ потпишан образец: доказен предмет {number}
        agreed.ended ~ Повлечена
        agreed.endedBy ~ од: {text}
        agreed.without ~ БЕЗ СОГЛАСНОСТ, врз друга основа; причина: {reason}
        agreed.approved ~ одобрил/а: {role}
        agreed.howTitle ~ Како се повлекува согласноста
        agreed.howAny ~ Согласноста може да се повлече во секое време, целосно или делумно, без наведување причина.
        agreed.howWhere ~ Доволно е тоа да се каже, на кој било начин, на горенаведената организација или на друга кај која е предметот.
        agreed.howThen ~ Секоја организација мора да ги извести оние на кои им го дала предметот, а секоја мора до одреден ден да одговори дали престанала да ја користи својата копија, ја уништила или мора да ја чува по закон.
        agreed.howNot ~ Она што другите го прочитале не може да се повлече. Она што му е дадено на судот можеби мора да остане таму.
        agreed.howObject ~ Кога предметот се проследува без согласност, лицето може да приговори на истиот начин.
        agreed.keep ~ Овој лист покажува кој му помага на лицето. Ако не е безбедно да се носи, го чува организацијата.
        agreed.person ~ Кој се согласил (потпис, знак или отпечаток од прст)
        agreed.asker ~ Кој објаснил и прашал

        withdrawn.title ~ Известување за повлечена согласност
        withdrawn.sent ~ Испратено: {name}
        withdrawn.received ~ Примено од: {name}
        withdrawn.word ~ Што е повлечено
        withdrawn.all ~ сѐ
        withdrawn.recipients ~ не смее да добие: {text}
        withdrawn.uses ~ не за: {text}
        withdrawn.contents ~ не овој дел: {text}
        withdrawn.by ~ потпис: {name}, {time}
        withdrawn.forwarded ~ проследено од некој што бил известен порано
        withdrawn.answerBy ~ Одговор се бара до
        withdrawn.answer ~ Одговор
        withdrawn.stopped ~ Ја чува својата копија, но повеќе не ја користи ниту ја проследува.
        withdrawn.erased ~ Ја уништила својата копија.
        withdrawn.retained ~ Ја задржува својата копија: {reason} ({text}).
        withdrawn.answered ~ потпис: {name}, {time}
        withdrawn.late ~ по денот до кој се барал
        withdrawn.answerUnrecorded ~ серверот сѐ уште не го запишал овој одговор
        withdrawn.answerRefused ~ СЕРВЕРОТ НЕ ГО ПРИМА ОВОЈ ОДГОВОР ({text})
        withdrawn.earlier ~ Поранешен одговор:
        withdrawn.onward ~ Од оние што го добиле предметот оттаму, според овој одговор: престанале {valid}, уништиле {number}, чуваат по закон {total}, БЕЗ ОДГОВОР {count}
        withdrawn.onwardNone ~ Не е наведен никој на кого му е проследено оттаму.
        withdrawn.silent ~ НЕМА ОДГОВОР, а времето за одговор истече.
        withdrawn.awaited ~ Сѐ уште нема одговор; времето за одговор не е истечено.
        withdrawn.unrecorded ~ СЀ УШТЕ НЕ Е ИЗВЕСТЕН: потпишано, но серверот не го запишал тоа.
        withdrawn.refused ~ НЕ Е ИЗВЕСТЕН: серверот не го прима тоа ({text}).
        withdrawn.notHeld ~ Не е познато дека некој таму го презел предметот.
        withdrawn.untold ~ СЀ УШТЕ НЕ СЕ ИЗВЕСТЕНИ, а предметот го добиле оттука: {count}
        withdrawn.withheld ~ Не е предадено: серверот го немал предметот кога согласноста е повлечена.
        withdrawn.leftOut ~ Изјави за тоа што не се исправни и тука не се сметаат: {count}
        withdrawn.allAnswered ~ Сите што се известени одговорија.
        withdrawn.someOpen ~ Сѐ уште не одговорија сите.
        withdrawn.someSilent ~ НЕКОЈ НЕ ОДГОВОРИЛ, а времето за одговор истече.
        withdrawn.someUntold ~ НЕКОЈ НЕ Е ИЗВЕСТЕН.
        withdrawn.noteWord ~ Одговорот е збор на оној што го потпишал. Дека копијата е уништена, никој не може да провери.
        withdrawn.noteGone ~ Она што другите го прочитале не може да се повлече. Она што порано му е дадено на судот останува таму, со своите хеш-вредности; повлекувањето стои покрај тоа.
        withdrawn.noteChain ~ Кој го добил предметот од оној што го има, тука не се наведува; само колкумина се и што одговориле.
        withdrawn.noteHand ~ Кој го добил предметот од рака на рака или преку друг сервер не е наведен и мора да се извести по телефон.
        withdrawn.noteKnown ~ Ова е она што го знаел компјутерот на кој е изготвен документот. Денот се впишува подолу рачно.

        word.part.narrative ~ она што лицето го раскажало
        word.part.identity ~ кое е лицето
        word.part.contact ~ како може да се дојде до лицето
        word.part.health ~ здравје
        word.part.location ~ каде е лицето
        word.part.media ~ слики, снимки и документи
        word.part.name ~ име
        word.part.face ~ лик
        word.part.voice ~ глас
        word.part.family ~ семејство
        word.onward.no ~ на никого
        word.onward.ask_first ~ само откако лицето повторно ќе се праша
        word.onward.within_purpose ~ за истата цел, без повторно прашање
        word.explained.purpose ~ за што служи
        word.explained.recipients ~ кој го добива
        word.explained.risks ~ ризиците, и тоа дека органите би можеле да го задржат лицето или да го отстранат од земјата
        word.explained.confidentiality_limits ~ што не може да остане доверливо
        word.explained.withdrawal ~ дека согласноста може да се повлече
        """#
}
