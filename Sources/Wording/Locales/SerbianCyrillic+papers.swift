extension Catalogue.SerbianCyrillic {
    /// Serbian in Cyrillic letters: the papers beside the report.
    static let papers = #"""
        paper.footer ~ Документ
        paper.rendering ~ Потписани подаци не зависе од језика; овај документ је њихов приказ. Ако се разликују, важе потписани подаци.
        paper.limitsTitle ~ Шта овај документ не показује
        paper.made ~ Сачинио (име, улога)

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
        handover.compared ~ Пре потписа обе стране су упоредиле бројеве доказних предмета, кесе и пломбе са горе наведеним. Уређај остаје искључен и нико га не прегледа.
        handover.name ~ Име и улога
        handover.organisation ~ Организација
        handover.place ~ Место, датум и сат

        list.title ~ Попис доказа
        list.where ~ Где се налази
        list.language ~ Језик
        list.bySender ~ {place} (према опису пошиљаоца)
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
        """#
}
