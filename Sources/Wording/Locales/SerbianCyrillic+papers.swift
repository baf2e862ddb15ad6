extension Catalogue.SerbianCyrillic {
    /// Serbian in Cyrillic letters: the papers beside the report.
    static let papers = #"""
        paper.footer ~ Документ
        paper.rendering ~ Потписани подаци не зависе од језика; овај документ је њихов приказ. Ако се разликују, важе потписани подаци.
        paper.limitsTitle ~ Шта овај документ не показује
        paper.made ~ Сачинио (име, улога)
        paper.noEvidence ~ Није прегледано шта је о пристанку речено после запечаћења предмета: фасцикла са доказима није наведена.
        paper.consentSince ~ записан је опозив пристанка: види горе

        handover.title ~ Записник о примопредаји
        handover.copyGiver ~ Примерак 1 од 2: за онога ко предаје
        handover.copyTaker ~ Примерак 2 од 2: за онога ко преузима
        handover.entry ~ Потписани запис
        handover.when ~ Када и где
        handover.giver ~ Предао
        handover.taker ~ Преузео
        handover.purpose ~ Сврха
        handover.authority ~ На основу чега
        handover.thing ~ Кеса, пломба, стање
        handover.sealByHand ~ пломба неоштећена (уписати да или не): {text}
        handover.compared ~ Бројеви доказних предмета, те кесе и пломбе ако су горе наведени, упоређени су (уписати да или не): {text}
        handover.name ~ Име и улога
        handover.organisation ~ Организација
        handover.place ~ Место, датум и сат

        list.title ~ Попис доказа
        list.where ~ Где се налази
        list.language ~ Језик
        list.bySender ~ {place} (према опису пошиљаоца)
        list.inPart ~ делом: {place}
        list.writtenDown ~ у запису је наведено место: {place}
        list.whereNote ~ Где се налази: последње записано место, према изјави потписника. Касније начињена копија наведена је са хеш вредношћу коју је записао онај ко ју је начинио.

        verification.title ~ Потврда о провери
        verification.keeper ~ Део 1. Материјал, према ономе ко га је чувао
        verification.keeperStates ~ Потписани изјављује: овај материјал дао сам на проверу онакав какав је код мене; шта сам са њим радио стоји у записима који су уз њега.
        verification.checker ~ Део 2. Провера
        verification.checkerStates ~ Потписани изјављује само ово: горе наведени програм, покренут над овим материјалом, дао је резултате који су у овом документу.
        verification.program ~ Програм и верзија
        verification.executable ~ SHA-256 извршне датотеке
        verification.checks ~ Провере
        verification.counts ~ успеле: {valid}; неуспеле: {number}; необављене: {count}
        verification.annex ~ Прилог потврди о провери
        verification.items ~ 1. Резултат за сваки доказни предмет и датотеку
        verification.parts ~ 2. Хеш вредности делова
        verification.allChecks ~ 3. Све провере

        packing.title ~ Потврда о паковању
        packing.deadline ~ Може се преузети до: {time}
        packing.deadlineLabel ~ Може се преузети до
        packing.note ~ Ово казује шта је запечаћено на рачунару пошиљаоца. Да ли је послато и да ли је стигло, стоји у изјавама о достави.

        delivery.title ~ Изјаве о достави
        delivery.sender ~ Пошиљалац
        delivery.to ~ За: {name}
        delivery.stage ~ Корак
        delivery.said ~ Шта је изјављено и ко је то изјавио
        delivery.server ~ 1. Код сервера посредника
        delivery.refused ~ Сервер то није преузео
        delivery.computer ~ 2. На рачунару примаоца, у целости
        delivery.person ~ 3. Лице је то видело или одговорило
        delivery.other ~ Шта је још изјављено
        delivery.nothing ~ – о томе у фасцикли нема ничега
        delivery.holds ~ Све потребне провере ових изјава су успеле. О садржају се овде не каже ништа: он није у фасцикли.
        delivery.open ~ Није нађено ништа неисправно, али нису могле да се обаве све потребне провере, или овде нико није потврдио ко је потписао; види прилог.
        delivery.notTaken ~ Један сервер изјављује да ову доставу није преузео или да је није могао предати даље: види тамо.
        delivery.note ~ Три корака су три различите ствари: то што сервер или рачунар нешто има не значи да је то неко лице видело.
        delivery.zone ~ Времена су дата по UTC-у; поред њих стоји локално време према разлици од UTC-а која је задата за овај документ (UTC{offset}).
        delivery.utc ~ Времена су дата по UTC-у.
        delivery.annex ~ Прилог: све провере

        referral.title ~ Сажетак упућивања
        referral.priority ~ Хитност
        referral.from ~ Организација која упућује
        referral.to ~ Организација прималац
        referral.contact ~ контакт: {text}
        referral.answerBy ~ Одговор се тражи до
        referral.person ~ Лице (име се овде не наводи)
        referral.age ~ узраст: {text}
        referral.languages ~ језици: {text}
        referral.reason ~ Разлог упућивања
        referral.services ~ Тражене услуге
        referral.needed ~ потребно до {date}
        referral.provided ~ Већ пружене услуге
        referral.elsewhere ~ Упућено и другде
        referral.informed ~ Лице је обавештено
        referral.yes ~ да
        referral.no ~ не
        referral.restrictions ~ Ограничења при ступању у контакт
        referral.followup ~ Даље праћење
        referral.via ~ путем: {text}
        referral.keeps ~ Ко води случај
        referral.keepsSender ~ организација која упућује, као и до сада
        referral.keepsReceiver ~ од сада организација прималац
        referral.note ~ Све ово је изјава организације која упућује. Оно што је написала својим речима стоји на језику на ком је написано.

        word.priority.emergency ~ ванредно хитно
        word.priority.urgent ~ хитно
        word.priority.routine ~ редовно
        word.alone.no ~ није дете без родитеља
        word.alone.separated ~ раздвојено дете
        word.alone.unaccompanied ~ дете без пратње
        word.alone.unknown ~ није познато да ли је дете само
        """#
}
