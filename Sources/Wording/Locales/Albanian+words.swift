extension Catalogue.Albanian {
    /// Albanian: what was done, of what kind, for what reason.
    static let words = #"""
        event.Sealed ~ U vulos
        event.Deposit ~ U dorëzua për dërgim
        event.Skipped ~ U hoq dorë nga dërgimi
        event.ConsentWithdrawal ~ Tërheqje e pëlqimit
        event.ConsentAnswer ~ Përgjigje ndaj tërheqjes së pëlqimit
        event.SubmissionAcceptance ~ U mor nga serveri ndërmjetës
        event.SubmissionRejection ~ U refuzua nga serveri ndërmjetës
        event.RelayAcceptance ~ U mor nga serveri i marrësit
        event.RelayRejection ~ U refuzua nga serveri i marrësit
        event.RelayFailure ~ Nuk iu dorëzua në kohë serverit të marrësit
        event.ContentConsignment ~ U vendos në kutinë postare të marrësit
        event.ContentHandover ~ Mbërriti i plotë në kompjuterin e marrësit
        event.Acknowledgement ~ Një person te marrësi e pa njoftimin
        event.ConsignmentAcceptance ~ U mor në ngarkim nga marrësi
        event.ConsignmentRejection ~ U refuzua nga marrësi
        event.Withdrawal ~ U tërhoq nga dërguesi
        event.AcceptanceRejectionExpiry ~ Afati kaloi pa vendim
        event.Transfer ~ U përcoll te një organizatë tjetër
        event.Disposal ~ Kopja e vet u shkatërrua

        act.accessed ~ U shikua
        act.copied ~ U kopjua
        act.working_copy_made ~ U bë kopje pune
        act.redacted ~ U bë kopje me të dhëna të fshehura
        act.translated ~ U përkthye
        act.transcribed ~ U transkriptua
        act.examined ~ U ekzaminua
        act.exported ~ U eksportua
        act.disclosed ~ U vu në dispozicion
        act.received ~ U mor dorazi
        act.handed_over ~ U dorëzua
        act.returned ~ U kthye
        act.stored ~ U ruajt
        act.moved ~ U zhvendos
        act.labelled ~ U etiketua
        act.photographed ~ U fotografua
        act.seal_checked ~ U kontrollua vula
        act.unsealed ~ U hap vula
        act.resealed ~ U vulos sërish
        act.hold_placed ~ U urdhërua ruajtja
        act.hold_lifted ~ Urdhri i ruajtjes u hoq
        act.destroyed ~ U shkatërrua
        act.corrected ~ Korrigjim i një shënimi

        word.type.video ~ video
        word.type.photo ~ fotografi
        word.type.audio ~ regjistrim zanor
        word.type.document ~ dokument
        word.type.chat_export ~ bisedë e eksportuar
        word.type.web_capture ~ faqe interneti e kapur
        word.type.device ~ pajisje
        word.type.physical ~ send fizik
        word.type.note ~ shënim
        word.type.other ~ tjetër
        word.copy.original ~ origjinal
        word.copy.evidentiary_copy ~ kopje provuese
        word.copy.working_copy ~ kopje pune
        word.copy.redacted ~ kopje me të dhëna të fshehura
        word.copy.translation ~ përkthim
        word.copy.transcript ~ transkript
        word.copy.thumbnail ~ pamje e zvogëluar
        word.method.recorded_by_staff ~ regjistruar nga stafi
        word.method.recorded_by_person ~ regjistruar nga vetë personi
        word.method.received_via_app ~ marrë përmes një aplikacioni mesazhesh
        word.method.received_on_media ~ marrë në një bartës të dhënash
        word.method.downloaded ~ shkarkuar
        word.method.scanned ~ skanuar
        word.method.photographed_screen ~ fotografuar nga ekrani
        word.method.exported_by_tool ~ eksportuar me mjet
        word.original.yes_with_person ~ po, te personi
        word.original.yes_held ~ po, ruhet
        word.original.no ~ jo
        word.original.unknown ~ nuk dihet
        word.purpose.services ~ shërbime
        word.purpose.legal_aid ~ ndihmë juridike
        word.purpose.family_tracing ~ kërkim i familjes
        word.purpose.criminal_complaint ~ kallëzim penal
        word.purpose.court ~ procedurë gjyqësore
        word.purpose.statistics ~ statistika
        word.purpose.training ~ trajnim
        word.basis.consent ~ pëlqim
        word.basis.vital_interest ~ interes jetik i personit
        word.basis.legal_obligation ~ detyrim ligjor
        word.basis.public_interest ~ interes publik
        word.basis.legitimate_interest ~ interes legjitim
        word.recipient.service_provider ~ ofrues shërbimesh
        word.recipient.prosecutor ~ prokuror
        word.recipient.police ~ polici
        word.recipient.asylum_authority ~ autoritet për azil
        word.recipient.consulate ~ konsullatë
        word.giver.self ~ vetë personi
        word.giver.caregiver ~ personi që kujdeset për të
        word.giver.guardian ~ përfaqësuesi ligjor
        word.giver.other ~ person tjetër
        word.form.written ~ me shkrim
        word.form.oral_recorded ~ me gojë, i regjistruar
        word.form.oral_witnessed ~ me gojë, para dëshmitarit
        word.form.thumbprint ~ shenjë gishti

        reason.no_capacity ~ pa kapacitet
        reason.out_of_area ~ jashtë zonës së punës
        reason.not_eligible ~ kushtet nuk plotësohen
        reason.service_not_provided ~ shërbimi nuk ofrohet
        reason.client_declined ~ personi refuzoi
        reason.client_not_found ~ personi nuk u gjet
        reason.duplicate ~ marrë dy herë
        reason.conflict_of_interest ~ konflikt interesi
        reason.unsafe_for_client ~ e pasigurt për personin
        reason.unsafe_for_us ~ e pasigurt për organizatën
        reason.incomplete ~ e paplotë
        reason.not_our_mandate ~ jashtë kompetencës
        reason.other ~ arsye tjetër
        reason.mailbox_unknown ~ kuti postare e panjohur
        reason.deadline_passed ~ afati ka kaluar
        reason.deadline_too_far ~ afati është tepër larg
        reason.payload_too_large ~ tepër e madhe
        reason.payload_mismatch ~ përmbajtje tjetër nga e njoftuara
        reason.preview_mismatch ~ njoftim tjetër nga i deklaruari
        reason.stream_missing ~ mungon numri rendor
        reason.stream_conflict ~ numri rendor tashmë i përdorur
        reason.too_many_mailboxes ~ tepër shumë marrës
        reason.wrong_mode ~ përzierje e trajnimit me punën reale
        reason.relay_mailbox_unknown ~ kuti postare e panjohur
        reason.relay_deadline_passed ~ afati ka kaluar
        reason.relay_deadline_too_far ~ afati është tepër larg
        reason.relay_payload_too_large ~ tepër e madhe
        reason.relay_payload_mismatch ~ përmbajtje tjetër nga e njoftuara
        reason.relay_preview_mismatch ~ njoftim tjetër nga i deklaruari
        reason.relay_stream_missing ~ mungon numri rendor
        reason.relay_stream_conflict ~ numri rendor tashmë i përdorur
        reason.relay_too_many_mailboxes ~ tepër shumë marrës
        reason.relay_wrong_mode ~ përzierje e trajnimit me punën reale
        reason.not_delivered ~ nuk arriti te serveri i marrësit
        reason.outcome_unknown ~ nuk dihet nëse arriti te serveri i marrësit
        reason.consent_withdrawn ~ pëlqimi u tërhoq
        reason.wrong_mailbox ~ marrës i gabuar
        reason.wrong_content ~ përmbajtje e gabuar
        reason.superseded ~ zëvendësuar nga një dërgesë më e re
        reason.no_longer_needed ~ nuk nevojitet më
        reason.danger_to_person ~ rrezik për personin
        reason.withdrawn_otherwise ~ arsye tjetër tërheqjeje
        reason.expired ~ afati kaloi pa vendim
        reason.retention_ended ~ mbaroi afati i ruajtjes
        reason.not_taken ~ nuk u mor në ngarkim
        reason.person_asked ~ e kërkoi personi
        reason.ordered ~ urdhëruar nga gjykata ose autoriteti
        reason.handed_on ~ dhënë më tej, e ruan tjetri
        reason.copy_unsafe ~ kopja e dëmtuar ose e ekspozuar
        reason.disposed_otherwise ~ arsye tjetër shkatërrimi
        reason.court_order ~ gjykata ose autoriteti urdhëroi ruajtjen
        reason.filed_as_evidence ~ dorëzuar si provë para tërheqjes
        reason.legal_obligation ~ ruhet sipas detyrimit ligjor
        reason.legal_claims ~ nevojitet për kërkesa ligjore
        reason.vital_interest ~ ruhet për interes jetik
        reason.retained_otherwise ~ arsye tjetër ruajtjeje
        """#
}
