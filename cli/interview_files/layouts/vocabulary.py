"""Words of recorders and transcribers around a transcript: headings, keys of headers, events and footers."""

import re

_TRANSCRIPT = """
transcript|transcription|transcriptions|transcripts|transkript|transkription|transcripción|transcrição|trascrizione|transcriptie
transkrypcja|transkrypt|přepis|prepis|átirat|transcriere|απομαγνητοφώνηση|döküm|transkripsiyon|transkripsi|расшифровка|транскрипт
транскрипция|стенограмма|розшифровка|النص|نص المقابلة|תמלול|رونویسی|文字记录|文字記錄|逐字稿|转写|轉錄|文字起こし|書き起こし|逐語録|녹취록
스크립트|bản ghi|bản gỡ băng|litteraatio|litterering|utskrift|transskription|conversation|dialogue|gespräch|interview text
"""
_SECTIONS = """
summary|summaries|overview|recap|abstract|synopsis|highlights|highlight|insights|takeaways|notes|note|minutes|gist|outline|tldr|tl;dr
next steps|follow-ups|follow ups|followups|follow-up|action items|action item|actions|to-dos|to-do|todos|todo|tasks|decisions|decisions made
key points|key topics|key questions|key moments|key quotes|key decisions|key phrases|key findings|main points|main topics|points|moments
keywords|keyword|summary keywords|tags|topics|topics discussed|chapters|agenda|details|bullet points|shorthand bullet|attendees|participants
invitees|invited|speakers|people|present|attachments|meeting records|related|links|resources|metadata|properties|about|about this meeting
sentiment|speaker stats|talk time|analytics|speaker statistics|questions asked|comments|screenshots|references|memo|observations|impressions
zusammenfassung|überblick|kernpunkte|nächste schritte|aufgaben|maßnahmen|stichwörter|schlagwörter|teilnehmer|teilnehmerinnen|teilnehmende
anwesende|themen|notizen|kapitel|protokoll|entscheidungen|sprecher|schlüsselwörter|wichtige punkte
résumé|synthèse|points clés|prochaines étapes|actions à mener|mots-clés|mots clés|présents|chapitres|ordre du jour|intervenants|décisions|tâches
resumen|puntos clave|próximos pasos|acciones|tareas|palabras clave|asistentes|participantes|temas|notas|capítulos|decisiones|hablantes
resumo|pontos-chave|pontos chave|próximos passos|ações|tarefas|palavras-chave|tópicos|riassunto|riepilogo|punti chiave|prossimi passi|azioni
parole chiave|partecipanti|argomenti|samenvatting|kernpunten|volgende stappen|actiepunten|trefwoorden|deelnemers|aanwezigen|onderwerpen
sammanfattning|nästa steg|åtgärder|nyckelord|deltagare|anteckningar|sammendrag|resumé|næste skridt|neste steg|handlingspunkter|nøgleord
nøkkelord|deltagere|deltakere|noter|notater|yhteenveto|seuraavat vaiheet|toimenpiteet|avainsanat|osallistujat|podsumowanie|streszczenie
następne kroki|zadania|słowa kluczowe|uczestnicy|notatki|shrnutí|další kroky|úkoly|klíčová slova|účastníci|zhrnutie|összefoglaló
összefoglalás|következő lépések|feladatok|kulcsszavak|résztvevők|rezumat|pași următori|acțiuni|cuvinte cheie|participanți|περίληψη|σύνοψη
επόμενα βήματα|ενέργειες|λέξεις-κλειδιά|λέξεις κλειδιά|συμμετέχοντες|özet|sonraki adımlar|eylem maddeleri|anahtar kelimeler|katılımcılar
краткое содержание|резюме|итоги|следующие шаги|задачи|ключевые слова|участники|заметки|підсумок|наступні кроки|завдання|ключові слова
учасники|обобщение|следващи стъпки|ключови думи|участници|الملخص|ملخص|الخطوات التالية|المهام|الكلمات المفتاحية|المشاركون|الحضور|סיכום
תקציר|צעדים הבאים|משימות|מילות מפתח|משתתפים|خلاصه|گام‌های بعدی|کلیدواژه‌ها|شرکت‌کنندگان|सारांश|अगले कदम|प्रतिभागी|摘要|总结|總結|纪要
紀要|关键词|關鍵詞|要点|要點|后续步骤|待办事项|行动项|與會者|参会人|参与者|章节|要約|概要|まとめ|次のステップ|アクションアイテム
キーワード|参加者|出席者|요약|다음 단계|할 일|키워드|참석자|참가자|tóm tắt|bước tiếp theo|từ khóa|người tham gia|ringkasan
langkah selanjutnya|kata kunci|peserta
"""
_HEADER_KEYS = """
date|time|start|end|duration|length|id|no|nr|number|title|name|link|url|type|mode|status|place|location|code|language|dates|day|when|where|who
project|study|file|file name|filename|audio|audio file|video|video file|media|media file|source|recording|recorded|recorded on|recorded by
recorded at|recorded with|conducted|conducted on|conducted by|conducted via|transcribed|transcribed by|transcribed on|transcriber
transcriptionist|transcript|transcript by|transcription|transcription by|created|created at|created on|created by|exported|exported on
exported from|updated|last edited|version|medium|format|platform|tool|venue|city|country|site|company|organization|organisation|department
team|segment|role|occupation|profession|job|job title|position|age|gender|sex|education|industry|sector|method|methodology|topic|topics|subject
theme|description|purpose|objective|aim|consent|ethics|anonymized|anonymised|pseudonym|participant|participants|interviewee|interviewees
interviewer|interviewers|respondent|respondents|attendees|speakers|speaker|people|present|moderator|moderators|facilitator|facilitators|observer
observers|notetaker|note-taker|note taker|host|organizer|organiser|invited|invitees|number of speakers|number of participants|tags|tag|keywords
category|categories|label|legend|key|notation|abbreviations|note|notes|comment|comments|remarks|interview|session|meeting|page|copyright|contact
email|phone|permission|confidentiality|word count|words|date of interview|date of birth|place of interview|time of interview|duration of interview
datum|uhrzeit|zeit|ort|dauer|länge|projekt|studie|datei|audiodatei|aufnahme|aufgenommen|aufgenommen am|transkribiert|transkribiert von|transkribent
transkription|interviewnummer|sprache|teilnehmer|teilnehmerin|thema|titel|alter|geschlecht|beruf|branche|bemerkung|bemerkungen|anmerkung
anmerkungen|befragte|befragter|befragte person|interviewpartner|interviewpartnerin|interviewerin|ort des interviews|datum des interviews
heure|lieu|durée|projet|étude|fichier|enregistrement|transcrit par|langue|sujet|titre|âge|sexe|remarque|remarques|enquêteur|enquêtrice|enquêté
enquêtée|intervieweur|intervieweuse|interviewé|interviewée|fecha|hora|lugar|duración|proyecto|estudio|archivo|grabación|transcrito por|idioma
tema|título|edad|género|profesión|observaciones|entrevistador|entrevistadora|entrevistado|entrevistada|data|ora|local|luogo|durata|duração
progetto|projeto|estudo|ficheiro|arquivo|registrazione|gravação|trascritto da|lingua|língua|argomento|assunto|titolo|età|idade|profissão|sesso
intervistatore|intervistatrice|intervistato|intervistata|tijd|plaats|duur|locatie|bestand|opname|getranscribeerd door|taal|onderwerp|leeftijd
tid|sted|plats|längd|varighet|varighed|fil|inspelning|opptak|optagelse|språk|sprog|ämne|emne|ålder|alder|päivämäärä|aika|paikka|kesto|kieli|aihe
czas|miejsce|długość|nagranie|język|temat|wiek|čas|místo|miesto|délka|dĺžka|nahrávka|jazyk|téma|věk|dátum|idő|hely|hossz|nyelv|loc|durată
fișier|limbă|subiect|ημερομηνία|ώρα|τόπος|διάρκεια|γλώσσα|θέμα|tarih|saat|yer|süre|dil|konu|yaş|дата|время|место|длительность
продолжительность|проект|файл|запись|язык|тема|возраст|час|місце|тривалість|мова|място|продължителност|التاريخ|الوقت|المكان|المدة|اللغة
الموضوع|תאריך|שעה|מקום|משך|שפה|נושא|تاریخ|زمان|مکان|مدت|زبان|موضوع|दिनांक|समय|स्थान|अवधि|विषय|日期|时间|時間|地点|地點|时长|時長|语言
語言|主题|主題|日時|日付|場所|所要時間|録音時間|言語|テーマ|날짜|일시|장소|시간|언어|주제|ngày|thời gian|địa điểm|thời lượng|tanggal|waktu
tempat|durasi|bahasa|topik
"""
_QUALIFIERS = """
meeting|ai|call|executive|short|quick|key|general|auto-generated|autogenerated|full|raw|complete|verbatim|interview|automatic|clean|suggested
proposed|my|enhanced|private|the|session|recording|start|end|recorded|upload|file|main|final|edited|original
"""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.strip().replace("\n", "|").split("|"))


_AGENT = (
    "(?:transcri(?:bed|pt|ption)|transkri(?:biert|ption|pt)|transcrit|transcrito|trascritto|recorded|generated|created|exported|powered|produced|"
    "captioned|subtitle[sd]?|captions?|subtitling|untertitel|sous-titres|sottotitoli|legendas|subtítulos|edited|reviewed|automatically)"
)
_FOOTER = (
    rf"(?:this |the )?(?:editable |automatic )?{_AGENT}\b[\w\s,]{{0,50}}? (?:by|with|using|from|in|on|via|mit|von|par|avec|por|con|da|door|av|im auftrag des) .{{2,120}}",
    r"(?:this|the) (?:editable |automated |automatic )?(?:transcript|transcription|recording|document)\b.{0,40}"
    r"\b(?:computer|automatic\w*|machine|ai|software|generated|created|produced|transcribed|edited)\b.{0,200}",
    r".{0,60}\b(?:may|might|can) contain errors\b.{0,80}",
    r"[\W_]*(?:the )?(?:end|ende|fin|fine|fim|final|slut|slutt|einde|loppu|koniec|konec|vége|sfârșit|τέλος|son|конец|кінець|край|نهاية|סוף|پایان|समाप्त|结束|結束|終わり|終了|끝|kết thúc|selesai|완료)"
    r"(?:[\s:]+(?:of|des|der|de|du|de la|del|della|da|do|van|av|af|el|la|the|los|transkripts?|transkriptes)?\s*.{0,40}(?:transcript\w*|interview\w*|recording|session|file|audio|video|conversation|tape|meeting|call|document|transkript\w*|aufnahme|gespräch\w*|entretien|enregistrement|transcripci\w*|entrevista|grabaci\w*|transcri\w*|intervista|trascri\w*|registrazione|opname|intervju\w*|inspelning\w*|wywiad\w*|rozmowy|nagrani\w*|записи|интервью|расшифровки))?[\W_]*(?:[\W_]*\d{1,2}:\d{2}(?::\d{2})?)?[\W_]*",
    r"[\W_]*(?:interview|recording|transcript|transcription|meeting|call|audio|session|tape|aufnahme|gespräch|meeting|besprechung|entretien|réunion|entrevista|grabación|intervista|registrazione)\s+"
    r"(?:ends?|ended|concludes?|concluded|stops?|stopped|starts?|started|begins?|resumes?|paused|complete|endet|beendet|beginnt|terminé|terminée|fini|finalizada|terminada|terminata|finita)\b.{0,40}",
    r"(?:you should review|please provide feedback|get tips and learn|please rate|view (?:original|the|recording|meeting)|no title found|see full|read more|learn more|visit|download|shared with|sent from|watch)\b.{0,200}",
    r"(?:sonix|otter|trint|descript|rev|happy ?scribe|fireflies|temi|amberscript|turboscribe)(?:\.ai|\.com)? is (?:the|an?)\b.{2,240}"
    r"|automatically (?:convert|transcribe) your .{2,240}",
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.\w{2,}",
    r"(?:©|\(c\)|copyright\b).{0,100}|all rights reserved\.?|(?:strictly )?(?:confidential|vertraulich|confidentiel|confidencial)\.?",
    r"(?:page|seite|pagina|página|side|sida|strona|strana|oldal|sivu|sayfa|стр\.?|p\.)\s*\d{1,4}(?:\s*(?:of|von|/|de|sur|di|van|av|af|z|ze|из|od)\s*\d{1,4})?",
    r"[-–—\s|\[]{0,4}\d{1,4}\s*(?:/|of)?\s*(?:\d{1,4})?[-–—\s|\]]{0,4}|[ivxlc]{1,6}",
    r"(?:audio file|audiodatei|media file|language|sprache)\s?:.{0,100}|\(language: .{0,200}\)",
    r"[^\s\\/]{1,80}\.(?:mp3|mp4|m4a|wav|webm|mov|aac|flac|ogg|wma|avi|docx?|txt|rtf|pdf|vtt|srt)",
)
_EVENT = (
    r".{1,60}\b(?:started|stopped|paused|resumed|ended|hat|a démarré|a arrêté|inició|detuvo|ha avviato|ha interrotto)\s+(?:the |la |die |il |el |le )?(?:live )?(?:transcription|recording|meeting|transkription|aufzeichnung|grabación|transcripción|trascrizione|registrazione|l['’]enregistrement)\b.{0,40}",
    r".{1,60}\b(?:joined|left|entered)(?: the)?(?: (?:meeting|call|conversation|room|chat|group|waiting room))(?:\.|\s.{0,30})?",
    r".{1,60}\b(?:was added|added .{1,40}|was removed|changed the (?:subject|group|topic).{0,60}|created (?:this )?group.{0,60}|pinned a message|is presenting|is now the host|shared (?:a |their )?(?:screen|file|link).{0,40})\.?",
    r"(?:ACTION ITEM|SCREEN SHARING|HIGHLIGHT|BOOKMARK|COMMENT|CLIP|INSIGHT|QUESTION|OBJECTION|DEAL|FEEDBACK|AI NOTE|NEXT STEP)S?\b\s*[:-].{0,600}",
    r".{0,600}\bWATCH: https?://\S+",
    r"(?i:<?(?:media|image|video|audio|sticker|gif|document|contact card|voice message|medien|bild|imagen|vidéo|foto)s? (?:omitted|weggelassen|ausgeschlossen|omitid[oa]s?|omis[e]?|omessi?|ausgelassen)>?)",
    r"(?i:this|diese|este|ce|questo|you deleted this|dit|den här) (?:message|nachricht|mensaje|message|messaggio|bericht|meddelandet)\b.{0,60}(?:deleted|gelöscht|eliminado|eliminó|supprimé|eliminato|edited|verwijderd|raderades).{0,20}",
    r"(?i:messages and calls|messages to this (?:chat|group) and calls|nachrichten und anrufe|los mensajes y las llamadas|les messages et les appels|i messaggi e le chiamate)\b.{0,300}",
    r"(?i:missed|verpasster|llamada|appel|chiamata)\s(?:voice|video|audio|group|sprach|video|perdida|manqué|persa)[\w\s-]{0,20}(?:call|anruf)?\.?",
    r"(?i:new (?:chat|recording)|today|yesterday)\s*",
)
_PAUSE_WORDS = (
    "long pause|short pause|pause|paus|pausa|pauze|silence|silent|stille|schweigen|silencio|silêncio|silenzio|tauko|przerwa|cisza|pauza|ticho|szünet|csend|"
    "pauză|tăcere|παύση|σιωπή|duraklama|sessizlik|пауза|тишина|молчание|وقفة|صمت|שתיקה|מכפה|مکث|سکوت|विराम|停顿|停頓|沉默|沈黙|間|침묵|멈춤|im lặng|jeda|diam|"
    "beat|no response|break|recording paused|music|musik|musique|música|musica"
)
_UNIT = "s|sec|secs|sek|seconds?|sekunden|secondes?|segundos?|secondi|seconden|sekunder|секунд[ыа]?|сек|min|minutes?|minuten|秒|초"
_EDITED = (
    "this message was edited|diese nachricht wurde bearbeitet|se editó este mensaje|ce message a été modifié|"
    "questo messaggio è stato modificato|mensagem editada|dit bericht is bewerkt|edited"
)
_PAUSE = (
    rf"<(?:{_EDITED})>|"
    rf"[(\[<{{（【]\s*(?:[.…]{{1,4}}|-{{1,3}}|(?:ca\.? |about |approx\.? )?\d{{1,3}}(?:[.,]\d{{1,2}})?\s?(?:{_UNIT})?\.?(?:[\s,-]{{1,2}}(?:{_PAUSE_WORDS}))?"
    rf"|(?:{_PAUSE_WORDS})[\s,:;-]{{0,2}}(?:(?:of|von|de|di|for)?\s?\d{{1,3}}(?:[.,]\d{{1,2}})?\s?(?:{_UNIT})?\.?)?)\s*[)\]>}}）】]"
)

RULE = re.compile(r"(?:[-–—_=*#~•.·+]\s?){3,}|[─━═]{2,}|[|+][-=+|\s]{5,}")
_TRANSCRIPT_WORDS, _SECTION_WORDS, _KEYS = _set(_TRANSCRIPT), _set(_SECTIONS), _set(_HEADER_KEYS)
_QUALIFYING = _set(_QUALIFIERS)
FOOTER = re.compile("|".join(f"(?:{part})" for part in _FOOTER), re.IGNORECASE)
EVENT = re.compile("|".join(f"(?:{part})" for part in _EVENT))
PAUSE = re.compile(_PAUSE, re.IGNORECASE)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_LONGEST_HEADING = 60


def is_transcript_heading(line: str) -> bool:
    """Whether a line is nothing but a heading such as ``## Transcript``."""
    return _is_one_of(_TRANSCRIPT_WORDS, line)


def is_section_heading(line: str) -> bool:
    """Whether a line is nothing but the heading of a part that nobody said, such as ``Action items:``."""
    return _is_one_of(_SECTION_WORDS, line)


def is_header_key(key: str) -> bool:
    """Whether a word before a colon is one of a header, such as ``Date`` or ``Duration of interview``."""
    return _is_one_of(_KEYS, key)


def _is_one_of(words: frozenset[str], line: str) -> bool:
    if len(line) > _LONGEST_HEADING:
        return False
    bare = line if line[:1].isalnum() and line[-1].isalnum() else _EDGES.sub("", line)
    bare = " ".join(bare.casefold().split())
    while bare not in words:
        first, blank, bare = bare.partition(" ")
        if not blank or first not in _QUALIFYING:
            return False
    return True


def may_be_footer(line: str) -> bool:
    """Whether a line begins or ends as footers do; almost all other lines do neither."""
    first, blank, rest = line.casefold().partition(" ")
    if not blank or not line[0].isalpha() or first[:4] in _FOOTER_STARTS or first > "\u0370":
        return True
    return (rest[-5:].rpartition(".")[1] == "." and line[-1] != ".") or "contain errors" in rest


def may_be_event(line: str) -> bool:
    """Whether a line holds a word that events hold; almost all other lines hold none."""
    words = line.casefold().replace(".", " ").split()
    return (
        line[0] == "<"
        or not _EVENT_WORDS.isdisjoint(words)
        or any(word.rstrip(":-") in _EVENT_STARTS for word in words[:1])
    )


_FOOTER_STARTS = frozenset(
    """the this edit auto tran tras reco gene crea expo powe prod capt subt unte sous sott lege revi end ende fin fine fim
    fina slut einde eind lopp koni kone vége sfâr son kết sele inte meet call audi sess tape aufn gesp besp entr réun grab
    regi you plea get view no see read lear visi down shar sent watc copy all stri conf vert page seit pagi pági side sida
    stro olda sivu sayf p. soni otte trin desc happ fire temi ambe turb rev medi lang spra end: fin:""".split()
)
"""The first four letters of the words with which footers begin."""
_EVENT_WORDS = frozenset(
    """started stopped paused resumed ended hat démarré arrêté inició detuvo avviato interrotto joined left entered added removed
    changed created pinned presenting host shared watch: omitted weggelassen ausgeschlossen omitido omitida omitidos omitidas
    omis omise omesso omessi ausgelassen deleted gelöscht eliminado eliminó supprimé eliminato edited verwijderd raderades
    messages nachrichten mensajes messages messaggi""".split()
)
_EVENT_STARTS = frozenset(
    """action screen highlight highlights bookmark bookmarks comment comments clip clips insight insights question questions
    objection objections deal deals feedback ai next missed verpasster llamada appel chiamata new today yesterday""".split()
)
