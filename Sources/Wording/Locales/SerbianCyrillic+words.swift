extension Catalogue.SerbianCyrillic {
    /// Serbian in Cyrillic script: what was done, of what kind, for what reason.
    static let words = #"""
        event.Sealed ~ Запечаћено
        event.Deposit ~ Предато на слање
        event.Skipped ~ Одустало се од слања
        event.ConsentWithdrawal ~ Опозив пристанка
        event.ConsentAnswer ~ Одговор на опозив пристанка
        event.SubmissionAcceptance ~ Сервер посредник примио
        event.SubmissionRejection ~ Сервер посредник одбио
        event.RelayAcceptance ~ Примио сервер примаоца
        event.RelayRejection ~ Одбио сервер примаоца
        event.RelayFailure ~ Није на време предато серверу примаоца
        event.ContentConsignment ~ Стављено у поштанско сандуче примаоца
        event.ContentHandover ~ У целости стигло на рачунар примаоца
        event.Acknowledgement ~ Особа код примаоца видела је најаву
        event.ConsignmentAcceptance ~ Прималац преузео
        event.ConsignmentRejection ~ Прималац одбио
        event.Withdrawal ~ Пошиљалац повукао
        event.AcceptanceRejectionExpiry ~ Рок је истекао без одлуке
        event.Transfer ~ Прослеђено другој организацији
        event.Disposal ~ Сопствена копија уништена

        act.accessed ~ Прегледано
        act.copied ~ Копирано
        act.working_copy_made ~ Начињена радна копија
        act.redacted ~ Начињена копија са затамњеним подацима
        act.translated ~ Преведено
        act.transcribed ~ Сачињен транскрипт
        act.examined ~ Испитано
        act.exported ~ Извезено
        act.disclosed ~ Стављено на увид
        act.received ~ Примљено из руке у руку
        act.handed_over ~ Предато
        act.returned ~ Враћено
        act.stored ~ Одложено на чување
        act.moved ~ Премештено
        act.labelled ~ Обележено
        act.photographed ~ Фотографисано
        act.seal_checked ~ Пломба проверена
        act.unsealed ~ Пломба отворена
        act.resealed ~ Поново пломбирано
        act.hold_placed ~ Наложено чување
        act.hold_lifted ~ Налог за чување укинут
        act.destroyed ~ Уништено
        act.corrected ~ Исправка записа

        word.type.video ~ видео
        word.type.photo ~ фотографија
        word.type.audio ~ звучни запис
        word.type.document ~ документ
        word.type.chat_export ~ извезена преписка
        word.type.web_capture ~ снимљена интернет страна
        word.type.device ~ уређај
        word.type.physical ~ физички предмет
        word.type.note ~ белешка
        word.type.other ~ остало
        word.copy.original ~ оригинал
        word.copy.evidentiary_copy ~ доказна копија
        word.copy.working_copy ~ радна копија
        word.copy.redacted ~ копија са затамњеним подацима
        word.copy.translation ~ превод
        word.copy.transcript ~ транскрипт
        word.copy.thumbnail ~ умањена слика
        word.method.recorded_by_staff ~ снимило особље
        word.method.recorded_by_person ~ снимила сама особа
        word.method.received_via_app ~ примљено преко апликације за поруке
        word.method.received_on_media ~ примљено на носачу података
        word.method.downloaded ~ преузето са интернета
        word.method.scanned ~ скенирано
        word.method.photographed_screen ~ фотографисано са екрана
        word.method.exported_by_tool ~ извезено алатом
        word.original.yes_with_person ~ да, код особе
        word.original.yes_held ~ да, чува се
        word.original.no ~ не
        word.original.unknown ~ није познато
        word.purpose.services ~ услуге
        word.purpose.legal_aid ~ правна помоћ
        word.purpose.family_tracing ~ тражење породице
        word.purpose.criminal_complaint ~ кривична пријава
        word.purpose.court ~ судски поступак
        word.purpose.statistics ~ статистика
        word.purpose.training ~ обука
        word.basis.consent ~ пристанак
        word.basis.vital_interest ~ животни интерес лица
        word.basis.legal_obligation ~ законска обавеза
        word.basis.public_interest ~ јавни интерес
        word.basis.legitimate_interest ~ легитимни интерес
        word.recipient.service_provider ~ пружалац услуга
        word.recipient.prosecutor ~ јавни тужилац
        word.recipient.police ~ полиција
        word.recipient.asylum_authority ~ орган за азил
        word.recipient.consulate ~ конзулат
        word.giver.self ~ само лице
        word.giver.caregiver ~ лице које се стара о њему/њој
        word.giver.guardian ~ законски заступник
        word.giver.other ~ друго лице
        word.form.written ~ писмено
        word.form.oral_recorded ~ усмено, снимљено
        word.form.oral_witnessed ~ усмено, пред сведоком
        word.form.thumbprint ~ отисак прста

        reason.no_capacity ~ нема капацитета
        reason.out_of_area ~ ван подручја рада
        reason.not_eligible ~ услови нису испуњени
        reason.service_not_provided ~ услуга се не пружа
        reason.client_declined ~ лице је одбило
        reason.client_not_found ~ лице није пронађено
        reason.duplicate ~ примљено двапут
        reason.conflict_of_interest ~ сукоб интереса
        reason.unsafe_for_client ~ није безбедно за лице
        reason.unsafe_for_us ~ није безбедно за организацију
        reason.incomplete ~ непотпуно
        reason.not_our_mandate ~ ван надлежности
        reason.other ~ други разлог
        reason.mailbox_unknown ~ непознато поштанско сандуче
        reason.deadline_passed ~ рок је прошао
        reason.deadline_too_far ~ рок је предалеко
        reason.payload_too_large ~ превелико
        reason.payload_mismatch ~ другачији садржај од најављеног
        reason.preview_mismatch ~ другачија најава од наведене
        reason.stream_missing ~ недостаје редни број
        reason.stream_conflict ~ редни број већ употребљен
        reason.too_many_mailboxes ~ превише прималаца
        reason.wrong_mode ~ помешани вежба и стварни рад
        reason.relay_mailbox_unknown ~ непознато поштанско сандуче
        reason.relay_deadline_passed ~ рок је прошао
        reason.relay_deadline_too_far ~ рок је предалеко
        reason.relay_payload_too_large ~ превелико
        reason.relay_payload_mismatch ~ другачији садржај од најављеног
        reason.relay_preview_mismatch ~ другачија најава од наведене
        reason.relay_stream_missing ~ недостаје редни број
        reason.relay_stream_conflict ~ редни број већ употребљен
        reason.relay_too_many_mailboxes ~ превише прималаца
        reason.relay_wrong_mode ~ помешани вежба и стварни рад
        reason.not_delivered ~ није стигло до сервера примаоца
        reason.outcome_unknown ~ није познато да ли је стигло до сервера примаоца
        reason.consent_withdrawn ~ пристанак опозван
        reason.wrong_mailbox ~ погрешан прималац
        reason.wrong_content ~ погрешан садржај
        reason.superseded ~ замењено новијом пошиљком
        reason.no_longer_needed ~ више није потребно
        reason.danger_to_person ~ опасност за лице
        reason.withdrawn_otherwise ~ други разлог повлачења
        reason.expired ~ рок истекао без одлуке
        reason.retention_ended ~ истекао рок чувања
        reason.not_taken ~ није преузето
        reason.person_asked ~ лице је то тражило
        reason.ordered ~ наложио суд или орган
        reason.handed_on ~ дато даље, чува други
        reason.copy_unsafe ~ копија оштећена или изложена
        reason.disposed_otherwise ~ други разлог уништења
        reason.court_order ~ суд или орган наложио чување
        reason.filed_as_evidence ~ предато као доказ пре опозива
        reason.legal_obligation ~ чува се по законској обавези
        reason.legal_claims ~ потребно за правне захтеве
        reason.vital_interest ~ чува се због животног интереса
        reason.retained_otherwise ~ други разлог чувања
        """#
}
