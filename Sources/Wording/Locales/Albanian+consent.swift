extension Catalogue.Albanian {
    /// Albanian: the record of consent and the notice of its withdrawal.
    static let consent = #"""
        agreed.title ~ Shënim për pëlqimin
        agreed.about ~ Kush mund të marrë çfarë, për çfarë, dhe si tërhiqet pëlqimi. Emri i personit nuk shënohet këtu.
        agreed.draft ~ Kjo është nga një skedar që askush nuk e ka vulosur: tregon çfarë është shkruar në të dhe asgjë nuk u kontrollua.
        agreed.organisation ~ Organizata që pyeti
        agreed.scope ~ Çfarë nga çështja
        agreed.exhibit ~ prova materiale {number}
        agreed.anonymise ~ Më parë të bëhet e panjohshme
        agreed.nothing ~ asgjë nuk është përmendur
        agreed.onward ~ Përcjellja te të tjerët
        agreed.giver ~ Kush dha pëlqimin
        agreed.assent ~ edhe fëmija pajtohet
        agreed.dissent ~ FËMIJA NUK PAJTOHET
        agreed.authority ~ mbi çfarë autorizimi (shkruani vendimin, organin dhe numrin): {text}
        agreed.language ~ u pyet në gjuhën: {text}
        agreed.interpreter ~ përkthyesi: {text}
        agreed.explained ~ U shpjegua më parë
        agreed.unexplained ~ NUK u shpjegua: {text}
        agreed.until ~ Vlen deri më
        agreed.noEnd ~ dita e fundit nuk është shënuar
        agreed.form ~ formulari i nënshkruar: prova materiale {number}
        agreed.ended ~ Tërhequr
        agreed.endedBy ~ nga: {text}
        agreed.without ~ PA PËLQIM, mbi bazë tjetër; arsyeja: {reason}
        agreed.approved ~ e miratoi: {role}
        agreed.howTitle ~ Si tërhiqet pëlqimi
        agreed.howAny ~ Pëlqimi mund të tërhiqet në çdo kohë, i tëri ose pjesërisht, pa dhënë arsye.
        agreed.howWhere ~ Mjafton t'i thuhet, në çfarëdo mënyre, organizatës së përmendur më sipër ose një tjetre që e ka çështjen.
        agreed.howThen ~ Çdo organizatë duhet t'i njoftojë ata të cilëve u dha çështjen, dhe secila duhet të përgjigjet brenda një dite të caktuar nëse e ka ndalur përdorimin e kopjes së vet, e ka shkatërruar ose duhet ta ruajë sipas ligjit.
        agreed.howNot ~ Ajo që të tjerët e kanë lexuar nuk mund të merret mbrapsht. Ajo që iu dha gjykatës mund të duhet të mbetet atje.
        agreed.howObject ~ Kur çështja përcillet pa pëlqim, personi mund të kundërshtojë në të njëjtën mënyrë.
        agreed.keep ~ Kjo letër tregon kush e ndihmon personin. Nëse nuk është e sigurt të mbahet me vete, e ruan organizata.
        agreed.person ~ Kush dha pëlqimin (nënshkrim, shenjë ose shenjë gishti)
        agreed.asker ~ Kush shpjegoi dhe pyeti

        withdrawn.title ~ Njoftim për pëlqimin e tërhequr
        withdrawn.sent ~ Dërguar: {name}
        withdrawn.received ~ Pranuar nga: {name}
        withdrawn.word ~ Çfarë u tërhoq
        withdrawn.all ~ e gjitha
        withdrawn.recipients ~ nuk mund ta marrë: {text}
        withdrawn.uses ~ jo për: {text}
        withdrawn.contents ~ jo këtë pjesë: {text}
        withdrawn.by ~ nënshkrimi: {name}, {time}
        withdrawn.forwarded ~ përcjellë nga dikush që u njoftua më parë
        withdrawn.answerBy ~ Përgjigjja kërkohet deri më
        withdrawn.answer ~ Përgjigjja
        withdrawn.stopped ~ E ruan kopjen e vet, por nuk e përdor dhe nuk e përcjell më.
        withdrawn.erased ~ E ka shkatërruar kopjen e vet.
        withdrawn.retained ~ E mban kopjen e vet: {reason} ({text}).
        withdrawn.answered ~ nënshkrimi: {name}, {time}
        withdrawn.late ~ pas ditës deri kur kërkohej
        withdrawn.answerUnrecorded ~ serveri nuk e ka regjistruar ende këtë përgjigje
        withdrawn.answerRefused ~ SERVERI NUK E PRANON KËTË PËRGJIGJE ({text})
        withdrawn.earlier ~ Përgjigjja e mëparshme:
        withdrawn.onward ~ Nga ata që e morën çështjen që andej, sipas kësaj përgjigjeje: e ndalën {valid}, e shkatërruan {number}, e ruajnë sipas ligjit {total}, PA PËRGJIGJE {count}
        withdrawn.onwardNone ~ Nuk është përmendur askush të cilit iu përcoll që andej.
        withdrawn.silent ~ NUK KA PËRGJIGJE, dhe koha për të ka kaluar.
        withdrawn.awaited ~ Ende nuk ka përgjigje; koha për të nuk ka kaluar.
        withdrawn.unrecorded ~ ENDE I PANJOFTUAR: e nënshkruar, por serveri nuk e ka regjistruar.
        withdrawn.refused ~ I PANJOFTUAR: serveri nuk e pranon ({text}).
        withdrawn.notHeld ~ Nuk dihet që dikush atje e ka marrë çështjen.
        withdrawn.untold ~ ENDE TË PANJOFTUAR, që e morën çështjen që këtej: {count}
        withdrawn.withheld ~ Nuk u dorëzua: serveri nuk e kishte çështjen kur u tërhoq pëlqimi.
        withdrawn.leftOut ~ Deklarata për këtë që nuk janë të vlefshme dhe këtu nuk llogariten: {count}
        withdrawn.allAnswered ~ Të gjithë ata që u njoftuan janë përgjigjur.
        withdrawn.someOpen ~ Ende nuk janë përgjigjur të gjithë.
        withdrawn.someSilent ~ DIKUSH NUK ËSHTË PËRGJIGJUR, dhe koha për këtë ka kaluar.
        withdrawn.someUntold ~ DIKUSH NUK ËSHTË NJOFTUAR.
        withdrawn.noteWord ~ Përgjigjja është fjala e atij që e nënshkroi. Që një kopje u shkatërrua, askush nuk mund ta kontrollojë.
        withdrawn.noteGone ~ Ajo që të tjerët e kanë lexuar nuk mund të merret mbrapsht. Ajo që iu dha gjykatës më parë mbetet atje, me vlerat e veta hash; tërheqja qëndron pranë saj.
        withdrawn.noteChain ~ Kush e mori çështjen nga ai që e ka, nuk përmendet këtu; vetëm sa janë dhe çfarë u përgjigjën.
        withdrawn.noteHand ~ Kush e mori çështjen dorë më dorë ose përmes një serveri tjetër nuk është në listë dhe duhet të njoftohet me telefon.
        withdrawn.noteKnown ~ Kjo është ajo që dinte kompjuteri në të cilin u përpilua dokumenti. Dita shkruhet më poshtë me dorë.

        word.part.narrative ~ çfarë tregoi personi
        word.part.identity ~ kush është personi
        word.part.contact ~ si mund të kontaktohet personi
        word.part.health ~ shëndeti
        word.part.location ~ ku ndodhet personi
        word.part.media ~ fotografi, incizime dhe dokumente
        word.part.name ~ emri
        word.part.face ~ fytyra
        word.part.voice ~ zëri
        word.part.family ~ familja
        word.onward.no ~ askujt
        word.onward.ask_first ~ vetëm pasi personi të pyetet përsëri
        word.onward.within_purpose ~ për të njëjtin qëllim, pa pyetur përsëri
        word.explained.purpose ~ për çfarë shërben
        word.explained.recipients ~ kush e merr
        word.explained.risks ~ rreziqet, edhe që organet mund ta ndalin personin ose ta largojnë nga vendi
        word.explained.confidentiality_limits ~ çfarë nuk mund të mbetet e fshehtë
        word.explained.withdrawal ~ që pëlqimi mund të tërhiqet
        """#
}
