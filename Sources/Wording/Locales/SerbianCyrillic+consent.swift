extension Catalogue.SerbianCyrillic {
    /// Serbian in Cyrillic letters: the record of consent and the notice of its withdrawal.
    static let consent = #"""
        agreed.title ~ Запис о пристанку
        agreed.about ~ Ко шта сме да добије, за шта, и како се пристанак опозива. Име лица се овде не наводи.
        agreed.draft ~ Ово је из датотеке коју нико није запечатио: показује шта у њој стоји и ништа није проверено.
        agreed.organisation ~ Организација која је питала
        agreed.scope ~ Шта из предмета
        agreed.exhibit ~ доказни предмет {number}
        agreed.anonymise ~ Претходно учинити непрепознатљивим
        agreed.nothing ~ ништа није наведено
        agreed.onward ~ Прослеђивање другима
        agreed.giver ~ Ко је пристао
        agreed.assent ~ и дете пристаје
        agreed.dissent ~ ДЕТЕ НЕ ПРИСТАЈЕ
        agreed.authority ~ по ком овлашћењу (уписати одлуку, орган и број): {text}
        agreed.language ~ питано на језику: {text}
        agreed.interpreter ~ тумач: {text}
        agreed.explained ~ Претходно објашњено
        agreed.unexplained ~ НИЈЕ објашњено: {text}
        agreed.until ~ Важи до
        agreed.noEnd ~ последњи дан није записан
        agreed.form ~ потписан образац: доказни предмет {number}
        agreed.ended ~ Опозван
        agreed.endedBy ~ опозвао/ла: {text}
        agreed.without ~ БЕЗ ПРИСТАНКА, на другом основу; разлог: {reason}
        agreed.approved ~ одобрио/ла: {role}
        agreed.howTitle ~ Како се пристанак опозива
        agreed.howAny ~ Пристанак може да се опозове у сваком тренутку, цео или делом, без навођења разлога.
        agreed.howWhere ~ Довољно је то рећи, на било који начин, горе наведеној организацији или другој код које је предмет.
        agreed.howThen ~ Свака организација мора да обавести оне којима је дала предмет, а свака мора до одређеног дана да одговори да ли је престала да користи своју копију, уништила је или мора да је чува по закону.
        agreed.howNot ~ Оно што су други прочитали не може да се повуче. Оно што је дато суду можда мора да остане тамо.
        agreed.howObject ~ Где се предмет прослеђује без пристанка, лице може да приговори на исти начин.
        agreed.keep ~ Овај папир показује ко помаже лицу. Ако није безбедно носити га, чува га организација.
        agreed.person ~ Ко је пристао (потпис, знак или отисак прста)
        agreed.asker ~ Ко је објаснио и питао

        withdrawn.title ~ Обавештење о опозваном пристанку
        withdrawn.sent ~ Послато: {name}
        withdrawn.received ~ Примљено од: {name}
        withdrawn.word ~ Шта је опозвано
        withdrawn.all ~ све
        withdrawn.recipients ~ не сме да добије: {text}
        withdrawn.uses ~ не за: {text}
        withdrawn.contents ~ не овај део: {text}
        withdrawn.by ~ потпис: {name}, {time}
        withdrawn.forwarded ~ прослеђено од некога ко је обавештен раније
        withdrawn.answerBy ~ Одговор се тражи до
        withdrawn.answer ~ Одговор
        withdrawn.stopped ~ Чува своју копију, али је више не користи нити прослеђује.
        withdrawn.erased ~ Уништила је своју копију.
        withdrawn.retained ~ Задржава своју копију: {reason} ({text}).
        withdrawn.answered ~ потпис: {name}, {time}
        withdrawn.late ~ после дана до ког се тражио
        withdrawn.answerUnrecorded ~ сервер још није забележио овај одговор
        withdrawn.answerRefused ~ СЕРВЕР НЕ ПРИМА ОВАЈ ОДГОВОР ({text})
        withdrawn.earlier ~ Ранији одговор:
        withdrawn.onward ~ Од оних који су предмет добили одатле, према овом одговору: престало {valid}, уништило {number}, чува по закону {total}, БЕЗ ОДГОВОРА {count}
        withdrawn.onwardNone ~ Није наведен нико коме је одатле прослеђено.
        withdrawn.silent ~ НЕМА ОДГОВОРА, а време за одговор је истекло.
        withdrawn.awaited ~ Још нема одговора; време за одговор није истекло.
        withdrawn.unrecorded ~ ЈОШ НИЈЕ ОБАВЕШТЕН: потписано, али сервер то није забележио.
        withdrawn.refused ~ НИЈЕ ОБАВЕШТЕН: сервер то не прима ({text}).
        withdrawn.notHeld ~ Није познато да је ико тамо преузео предмет.
        withdrawn.untold ~ ЈОШ НИСУ ОБАВЕШТЕНИ, а предмет су добили одавде: {count}
        withdrawn.withheld ~ Није предато: сервер није имао предмет када је пристанак опозван.
        withdrawn.leftOut ~ Изјаве о томе које нису исправне и овде се не рачунају: {count}
        withdrawn.allAnswered ~ Сви који су обавештени су одговорили.
        withdrawn.someOpen ~ Нису још сви одговорили.
        withdrawn.someSilent ~ НЕКО НИЈЕ ОДГОВОРИО, а време за одговор је истекло.
        withdrawn.someUntold ~ НЕКО НИЈЕ ОБАВЕШТЕН.
        withdrawn.noteWord ~ Одговор је реч онога ко га је потписао. Да је копија уништена, нико не може да провери.
        withdrawn.noteGone ~ Оно што су други прочитали не може да се повуче. Оно што је раније дато суду остаје тамо, са својим хеш вредностима; опозив стоји уз то.
        withdrawn.noteChain ~ Ко је предмет добио од онога ко га има, овде се не наводи; само колико их је и шта су одговорили.
        withdrawn.noteHand ~ Ко је предмет добио из руке у руку или преко другог сервера није наведен и мора да се обавести телефоном.
        withdrawn.noteKnown ~ Ово је оно што је знао рачунар на ком је документ сачињен. Дан се уписује доле руком.

        word.part.narrative ~ оно што је лице испричало
        word.part.identity ~ ко је лице
        word.part.contact ~ како може да се дође до лица
        word.part.health ~ здравље
        word.part.location ~ где је лице
        word.part.media ~ слике, снимци и документи
        word.part.name ~ име
        word.part.face ~ лик
        word.part.voice ~ глас
        word.part.family ~ породица
        word.onward.no ~ никоме
        word.onward.ask_first ~ само пошто се лице поново пита
        word.onward.within_purpose ~ за исту сврху, без поновног питања
        word.explained.purpose ~ чему служи
        word.explained.recipients ~ ко то добија
        word.explained.risks ~ ризици, и то да би органи могли да задрже или удаље лице из земље
        word.explained.confidentiality_limits ~ шта не може да остане поверљиво
        word.explained.withdrawal ~ да пристанак може да се опозове
        """#
}
