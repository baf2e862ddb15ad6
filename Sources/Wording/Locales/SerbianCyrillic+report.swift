extension Catalogue.SerbianCyrillic {
    /// Serbian in Cyrillic script: the report's own sentences.
    static let report = #"""
        language.name ~ Српски (ћирилица)

        report.title ~ Извештај о ланцу чувања доказа
        report.training ~ ВЕЖБА – ИЗМИШЉЕНИ МАТЕРИЈАЛ
        report.caseNumber ~ Број предмета код пошиљаоца
        report.ownNumber ~ Број овог суда или органа
        report.rendering ~ Потписани подаци не зависе од језика; овај извештај је њихов приказ. Ако се разликују, важе потписани подаци.

        footer.report ~ Извештај
        footer.page ~ Страна {page} од {pages}
        footer.consignment ~ Пошиљка
        footer.seal ~ Пломба

        who.label ~ Ко

        what.label ~ Шта

        when.label ~ Када

        where.label ~ Где

        how.label ~ Како и на основу чега

        who.sealer ~ Запечатила организација {organisation}, улога: {role}
        who.claimedSealer ~ Према наводу, запечатила организација {organisation}; то није потврђено
        who.unreadable ~ Не може се прочитати из материјала
        who.recipients ~ Упућено на: {mailboxes}
        who.taker ~ Преузела организација {organisation}, улога: {role}

        what.items[one] ~ Описан је {count} доказни предмет: {numbers}
        what.items[few] ~ Описана су {count} доказна предмета: {numbers}
        what.items[other] ~ Описано је {count} доказних предмета: {numbers}
        what.noItems ~ Ниједан доказни предмет није описан; наведене су саме датотеке
        what.moreNumbers ~ и још {count}, види одељак {section}

        count.files[one] ~ {count} датотека
        count.files[few] ~ {count} датотеке
        count.files[other] ~ {count} датотека
        count.bytes[one] ~ {count} бајт
        count.bytes[few] ~ {count} бајта
        count.bytes[other] ~ {count} бајтова
        count.days[one] ~ {count} дан
        count.days[few] ~ {count} дана
        count.days[other] ~ {count} дана
        count.hours[one] ~ {count} сат
        count.hours[few] ~ {count} сата
        count.hours[other] ~ {count} сати
        count.minutes[one] ~ {count} минут
        count.minutes[few] ~ {count} минута
        count.minutes[other] ~ {count} минута

        what.total ~ {files}, укупно {bytes}

        when.sealed ~ Запечаћено: {time}, према изјави онога ко је запечатио
        when.received ~ Примио сервер посредник {broker}: {time}, према његовој потписаној потврди
        when.unconfirmed ~ кључ овог сервера овде нико није потврдио
        when.after ~ Запечаћено после: {time}, према независним потписима
        when.bound ~ Постојало најкасније: {time}, према независним потписима
        when.noReceipt ~ Потврда сервера посредника није проверавана

        where.route ~ Држава пошиљаоца: {from}; држава примаоца: {to}
        where.acquired ~ Прибављено у месту: {places}
        where.now ~ Последње забележено место: {place}
        where.noPlace ~ Након пријема није забележено место чувања

        how.acquired ~ Прибављено: {methods}
        how.purposes ~ Сврха: {purposes}
        how.bases ~ Правни основ: {bases}
        how.noBasis ~ У предмету није забележен правни основ
        how.seal ~ Пошиљалац је затворио дигиталном пломбом; пломба је поново проверена за овај извештај
        how.sealOpen ~ Да је пошиљалац затворио дигиталном пломбом само се наводи и за овај извештај није потврђено

        verdict.title ~ Резултат провере
        verdict.identical[one] ~ {count} датотека истоветна је оној коју је организација {sender} запечатила {time}.
        verdict.identical[few] ~ Све {count} датотеке истоветне су онима које је организација {sender} запечатила {time}.
        verdict.identical[other] ~ Свих {count} датотека истоветно је онима које је организација {sender} запечатила {time}.
        verdict.entries ~ Нађено записа о чувању: {total}; са исправним потписом: {valid}.
        verdict.remarks[one] ~ {count} напомена, види одељак {section}.
        verdict.remarks[few] ~ {count} напомене, види одељак {section}.
        verdict.remarks[other] ~ {count} напомена, види одељак {section}.
        verdict.noRemarks ~ Без напомена.
        verdict.failed ~ УТВРЂЕНА НЕИСПРАВНОСТ. Материјал није, или није у целости, оно што је запечаћено:
        verdict.failedProof ~ УТВРЂЕНА НЕИСПРАВНОСТ. Пратећа потврда (потврда сервера, запис у дневнику или временски жиг) није исправна:
        verdict.failedActs ~ УТВРЂЕНА НЕИСПРАВНОСТ. Запис о радњама са материјалом након пријема није исправан:
        verdict.failedOpen ~ УТВРЂЕНА НЕИСПРАВНОСТ. Није могло да се утврди да је материјал оно што је запечаћено:
        verdict.unknownSigner ~ Није утврђена никаква измена, али онај ко је сачинио овај извештај није потврдио потписника: УСАГЛАШЕНО, ПОТПИСНИК НЕПОЗНАТ.
        verdict.incomplete ~ Није утврђена никаква измена, али нису могле да се обаве све потребне провере; види одељак {section}.
        verdict.more ~ и још {count}, види одељак {section}

        difference.exhibit ~ Доказни предмет {number}
        difference.file ~ Датотека {name}
        difference.content ~ садржај се разликује од запечаћеног
        difference.missing ~ запечаћено, а недостаје
        difference.extra ~ налази се у материјалу, а није запечаћено
        difference.uncovered ~ није обухваћена пломбом: датотека, или њен ред у списку који отвара пломбу, није оно што је запечаћено

        limits.title ~ Шта овај извештај не показује
        limits.content ~ Да је истинито оно што је у материјалу речено, написано или приказано.
        limits.recording ~ Када, где и ко је начинио примљени снимак, нити шта се с њим догађало пре печаћења.
        limits.person ~ Да је корисник неког налога, телефона или кључа одређено лице.
        limits.law ~ Да ли и како материјал сме да се користи: о томе одлучује суд.

        section.exhibits ~ Доказни предмети
        section.timeline ~ Редослед догађаја
        section.custodians ~ Ко је чувао материјал
        section.remarks ~ Напомене и неправилности
        section.method ~ Метода
        section.roots ~ На чему почива поверење
        section.consent ~ Пристанак и овлашћење
        section.annexes ~ Прилози
        section.signatures ~ Својеручни потписи

        exhibit.number ~ Бр.
        exhibit.description ~ Опис и датотека
        exhibit.size ~ Величина
        exhibit.hash ~ Хеш вредност SHA-256
        exhibit.result ~ Резултат
        exhibit.identical ~ ✓ истоветно
        exhibit.consistent ~ слаже се са пописом; пломба није проверена
        exhibit.different ~ ✗ разликује се
        exhibit.missing ~ ✗ недостаје
        exhibit.extra ~ ✗ није запечаћено
        exhibit.uncovered ~ ✗ није обухваћено пломбом
        exhibit.notChecked ~ – није проверено
        exhibit.undescribed ~ без описа
        exhibit.thing ~ предмет, није датотека
        exhibit.originalName ~ назив код пошиљаоца
        exhibit.derivedFrom ~ настало из: {number}
        exhibit.acquisition ~ Како су доказни предмети прибављени, према наводу пошиљаоца
        exhibit.method ~ Како
        exhibit.acquiredBy ~ Ко је прибавио
        exhibit.from ~ Од кога (шифра)
        exhibit.timePlace ~ Када и где
        exhibit.original ~ Оригинал доступан
        exhibit.tooMany ~ Овде је наведено првих {count} датотека; потпун попис је manifest-sha256.txt у материјалу.
        exhibit.sealedValue ~ према приложеном попису: {value}
        exhibit.foundValue ~ сада нађено: {value}
        exhibit.fileList ~ Датотеке

        date.day ~ {day}. {month} {year}.
        date.moment ~ {date} у {time} UTC
        date.momentLocal ~ {date} у {time} UTC ({local}, UTC{offset})
        date.localNote ~ Времена су дата по UTC-у; поред њих стоји локално време према разлици од UTC-а коју је пошиљалац забележио у предмету (UTC{offset}). У друго годишње доба тамо је могло да важи друго време (летње или зимско).
        date.utcNote ~ Времена су дата по UTC-у: локална разлика од UTC-а није могла да се прочита из предмета.

        month.1 ~ јануара
        month.2 ~ фебруара
        month.3 ~ марта
        month.4 ~ априла
        month.5 ~ маја
        month.6 ~ јуна
        month.7 ~ јула
        month.8 ~ августа
        month.9 ~ септембра
        month.10 ~ октобра
        month.11 ~ новембра
        month.12 ~ децембра

        timeline.time ~ Време
        timeline.act ~ Догађај
        timeline.actor ~ Ко
        timeline.details ~ Од, коме, место, сврха
        timeline.check ~ Потпис
        timeline.claimed ~ према наводу потписника
        timeline.byBroker ~ према потврди сервера посредника
        timeline.noTime ~ време није наведено
        timeline.notLater ~ не касније од: {time}
        timeline.gap ~ ПРАЗНИНА, {duration}: између бр. {from} и бр. {to} ништа није забележено. Место у међувремену: {place}
        timeline.gapNote ~ Празнине дуже од {limit} између два записа приказане су као посебан ред.
        timeline.placeUnknown ~ није забележено
        timeline.none ~ Ниједан запис није могао да се прочита.
        timeline.onlyFolder ~ Оно што је забележено касније налази се у доказној фасцикли, која за овај извештај није приложена.
        timeline.until ~ до {time}
        timeline.recorded ~ записано {time}

        status.confirmed ~ ✓ исправан; кључ потврђен
        status.offered ~ ✓ исправан; кључ није потврђен
        status.notCounting ~ ✗ кључ тада није важио
        status.stranger ~ – потписник непознат
        status.broken ~ ✗ неисправан

        details.to ~ коме: {name}
        details.from ~ од: {name}
        details.place ~ место: {place}
        details.purpose ~ сврха: {text}
        details.authority ~ овлашћење: {text}
        details.reason ~ разлог: {text}
        details.items ~ доказни предмети: {text}
        details.result ~ настала копија, SHA-256: {text}
        details.bag ~ кеса бр.: {text}
        details.seal ~ пломба бр.: {text}
        details.sealIntact ~ пломба неоштећена
        details.sealBroken ~ ФИЗИЧКА ПЛОМБА ОШТЕЋЕНА
        details.condition ~ стање: {text}
        details.tool ~ алат: {text}
        details.note ~ напомена: {text}
        details.corrects ~ исправља бр. {number}
        details.number ~ број у поштанском сандучету: {number}
        details.performer ~ извршио: {name}
        details.witness ~ сведок: {name}
        details.method ~ начин: {text}
        details.document ~ документ, SHA-256: {text}
        details.newSeal ~ нова пломба бр.: {text}
        details.failed ~ НИЈЕ УСПЕЛО
        details.partial ~ успело делимично
        details.everything ~ доказни предмети: сви
        details.corrected ~ исправљено записом бр. {number}

        custodian.party ~ Организација и улога
        custodian.period ~ Кључ важи
        custodian.until ~ од {from} до {until}
        custodian.revoked ~ опозван од {time}
        custodian.key ~ Отисак кључа
        custodian.entries ~ Записи бр.
        custodian.contact ~ Лица су наведена према улози. До онога ко треба да сведочи долази се преко организације или њеног адвоката.

        remarks.none ~ Нема.

        remark.failedCheck ~ Провера није прошла: {check}. {meaning}
        remark.uncheckedCheck ~ Није проверено: {check}. {meaning}
        remark.statement ~ Запис бр. {number}: {status}
        remark.revokedShown ~ Запис бр. {number}: кључ је касније опозван ({time}); независни потписи показују да је потписано пре тога.
        remark.revokedOpen ~ Запис бр. {number}: кључ је опозван ({time}), а ништа независно не показује да је потписано пре тога.
        remark.corrected ~ Запис бр. {number} исправља запис бр. {other}; оба су приказана.
        remark.sealBroken ~ Запис бр. {number} бележи оштећену физичку пломбу.
        remark.failedAct ~ Запис бр. {number} бележи радњу која није успела или је успела само делимично.
        remark.late ~ Запис бр. {number} записан је {duration} након што је радња извршена.
        remark.clock ~ Запис бр. {number} наводи време раније од записа на који се надовезује (бр. {other}): часовници се не слажу или је неко време погрешно.
        remark.hashGap ~ Доказни предмет {exhibit}: од прибављања до запечаћивања размак је: {duration}; у том времену хеш вредност још није била утврђена.
        remark.acquiredAfter ~ Доказни предмет {exhibit}: као време прибављања наведено је време после запечаћивања (разлика: {duration}); једно од та два времена је погрешно.
        remark.override ~ Један корак је допуштен без пристанка; разлог: {reason}
        remark.withdrawn ~ Пристанак је опозван ({time}).
        remark.consentWithdrawn ~ Запис бр. {number}: пристанак је опозван према {name} ({time}).
        remark.consentPart ~ Запис бр. {number}: део пристанка је опозван према {name} ({time}).
        remark.consentOpen ~ Запис бр. {number}: у материјалу нема одговора на овај опозив пристанка.
        remark.consentStopped ~ Запис бр. {number}: {organisation} је одговорила да чува своју копију, али да је више не користи нити прослеђује.
        remark.consentErased ~ Запис бр. {number}: {organisation} је одговорила да је уништила своју копију.
        remark.consentRetained ~ Запис бр. {number}: {organisation} је одговорила да задржава своју копију: {reason} ({text}).
        remark.passedOn ~ Материјал је раније запечатила организација {sender} и прослеђен је; проверена је и прва пломба.
        remark.passedOnOpen ~ Према наводу, материјал је раније запечатила организација {sender}; та прва пломба није могла да се провери.
        remark.unreadable ~ Датотека на месту изјава није могла да се прочита: {name}

        method.hashes ~ За сваку датотеку поново је израчуната хеш вредност SHA-256 (стандард FIPS 180-4) и упоређена са пописом који је запечаћен. Један једини промењен бит даје другу вредност.
        method.signatures ~ Сваки потпис је Ed25519 (RFC 8032) у облику OpenSSH, над тачним бајтовима датотеке поред које стоји.
        method.tool ~ Провера је обављена без мреже програмом {tool}, верзија {version}, и ништа у материјалу није измењено.
        method.repeat ~ Свако може да је понови другим алатима: датотека {file} у материјалу објашњава како, корак по корак.
        method.sameBytes ~ Исти материјал, проверен истом верзијом, са истим потврђеним партнерима и на истом језику, даје овај извештај поново, бајт по бајт, осим ако је у међувремену истекао неки кључ.

        roots.party ~ Организација или сервер
        roots.fingerprint ~ Отисак
        roots.standing ~ Потврђено другим путем
        roots.confirmed ~ да: неко је упоредио цифре пре него што је партнер додат на овом рачунару
        roots.introduced ~ НЕ: наводи је повеља мреже, а нико на овом рачунару није упоредио цифре
        roots.own ~ сопствена организација онога ко је сачинио извештај
        roots.offered ~ НЕ: на то упућује само сам материјал
        roots.pinned ~ да: изабран на овом рачунару
        roots.none ~ На овом рачунару нико није познат: извештај показује само да ли је материјал у складу сам са собом.

        consent.none ~ У предмету није забележен ни пристанак ни други основ.
        consent.basis ~ Основ
        consent.purpose ~ Сврха
        consent.to ~ Сме да се да
        consent.notTo ~ Не сме да се да
        consent.given ~ Када и како дат
        consent.limits ~ Важи до, опозван
        consent.marking ~ За шта доказни предмети смеју да се користе

        annex.checks ~ Прилог А. Све провере
        annex.check ~ Провера
        annex.code ~ Шифра
        annex.outcome ~ Исход
        annex.passed ~ ✓ прошла
        annex.failed ~ ✗ НИЈЕ ПРОШЛА
        annex.notChecked ~ – није обављена
        annex.programWords ~ Шта каже програм (на енглеском)
        annex.statements ~ Прилог Б. Потписане изјаве
        annex.statementFile ~ Датотека
        annex.digests ~ Прилог Ц. Хеш вредности делова
        annex.glossary ~ Прилог Д. Употребљени изрази

        digest.manifest ~ попис датотека (manifest-sha256.txt)
        digest.seal ~ пломба (Sealed.json)
        digest.statement ~ спољна изјава (statement.json)
        digest.case ~ опис предмета (case.json)

        sign.made ~ Извештај сачинио (име, улога)
        sign.checked ~ Проверио (име, улога)
        sign.place ~ Место и датум
        sign.signature ~ Потпис
        sign.machine ~ Коришћени рачунар
        """#
}
