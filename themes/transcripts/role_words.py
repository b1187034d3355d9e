"""Words by which transcripts in many languages say who asks and who answers."""

import re
import unicodedata

_ASKING_STEMS = """
q|interview(?:er(?:in|innen|s|en|ka)?|erande|ar(?:e|en)?|eerder|ador(?:a)?|adora?)|intervjuar(?:e|en)?|interviewer/in
interviewande|int(?:erv|r)?|iv|ivr|ier|ivw|inv|invest(?:igator)?|investigador(?:a|es)?|investigatore|investigatrice
moderat(?:or(?:in|en|innen|s|e|i|ka|a|ul)?|rice|rici|eur|rix|ör(?:en)?)|moderador(?:a|es)?|moderátor(?:ka)?|moder|mod|mdr
facilitat(?:or(?:s|e|i)?|rice|eur)|facilitador(?:a|es)?|fasilitator|fac(?:il)?|host|co-?host|anfitri(?:ón|ona)|anfitriã[o]?
researcher(?:s)?|user researcher|ux researcher|ux|rsr|research(?:er)? team|forscher(?:in|innen)?|chercheu(?:r|se)|enquêt(?:eur|rice|euse)s?
enqueteur|enquetrice|enquêteu(?:r|se)|intervieweu(?:r|se)|animat(?:eur|rice)|journalist(?:e|in|a)?|reporter(?:in)?|fragesteller(?:in)?
entrevistador(?:a|es|as)?|entrev|encuestador(?:a)?|pesquisador(?:a)?|inquiridor(?:a)?|intervistat(?:ore|rice)|intervistator(?:e|i)
conduttore|conduttrice|ricercat(?:ore|rice)|domanda|domande|pregunta|pergunta|question|questions|frage|fråga|spørsmål|spørgsmål|vraag
kysymys|pytanie|otázka|kérdés|întrebare|ερώτηση|soru|вопрос|питання|въпрос|pitanje|vprašanje|klausimas|jautājums|küsimus|pertanyaan|câu hỏi
onderzoeker|ondervrager|vragensteller|gespreksleider|forskare(?:n)?|forsker(?:en)?|interviewer(?:en)|intervjuer(?:en)?|samtalsledare|ordstyrer|spørger
haastattelija|tutkija|juontaja|badacz(?:ka)?|ankieter(?:ka)?|prowadząc[ya]|wywiadowca|tazatel(?:ka)?|výzkumn(?:ík|ice)|výskumn(?:ík|íčka)
moderátor|kérdező|interjúkészítő|riporter|intervievator(?:ul)?|operator|cercetător|ερευνητ(?:ής|ρια)|συνεντευκτής|συντονιστ(?:ής|ρια)|δημοσιογράφος
görüşmeci|mülakatçı|araştırmacı|moderatör|soran|röportajcı|интервьюер(?:ша)?|модератор|ведущ(?:ий|ая)|исследователь(?:ница)?|корреспондент(?:ка)?|журналист(?:ка)?
інтерв['’ʼ]?юер(?:ка)?|модератор(?:ка)?|дослідни(?:к|ця)|ведуч(?:ий|а)|интервюиращ(?:а)?|водещ(?:а)?|изследовател(?:ка)?|анкетьор(?:ка)?|интервјуер|истраживач
anketar(?:ka)?|ispitivač(?:ica)?|istraživač(?:ica)?|novinar(?:ka)?|voditelj(?:ica)?|spraševal(?:ec|ka)|raziskoval(?:ec|ka)|interviuotoja[s]?|moderatorius|tyrėja[s]?
intervētāj[sa]|pētniek[s]|intervijas vadītājs|intervjueerija|küsitleja|uurija|المحاور(?:ة)?|محاور(?:ة)?|الباحث(?:ة)?|باحث(?:ة)?|المذيع(?:ة)?|السائل|المقابل|الميسر|سؤال|س
מראיינ(?:ת)?|מראיין|המראיינ(?:ת)?|המראיין|מנחה|המנחה|חוקר(?:ת)?|החוקר(?:ת)?|שאלה|ש|مصاحبه[‌ ]?(?:گر|کننده)|پرسشگر|پژوهشگر|مجری|سوال|سؤال|پرسش
साक्षात्कारकर्ता|शोधकर्ता|मध्यस्थ|प्रश्न|प्रश्नकर्ता|سوال کنندہ|انٹرویو لینے والا|সাক্ষাৎকারগ্রহীতা|সাক্ষাৎকার গ্রহণকারী|প্রশ্ন|நேர்காணல் செய்பவர்|கேள்வி
采访者|採訪者|采访人|採訪人|访谈者|訪談者|访谈人|訪談人|访问者|訪問者|访员|訪員|主持人|主持|研究员|研究員|研究者|记者|記者|提问者|提問者|提问|提問|问|問|答主持
インタビュアー|インタビューアー|聞き手|聴き手|質問者|質問|調査者|調査員|司会|司会者|モデレーター|ファシリテーター|リサーチャー|면접자|면담자|인터뷰어|질문자|질문|진행자|사회자|모더레이터|연구자|연구원|조사자|문
ผู้สัมภาษณ์|ผู้ดำเนินรายการ|ผู้วิจัย|นักวิจัย|คำถาม|ถาม|người phỏng vấn|phỏng vấn viên|pvv|điều phối viên|nghiên cứu viên|người hỏi|hỏi|pewawancara|peneliti|penanya|penemuramah
mhojaji|mtafiti|msimamizi|tagapanayam|tagapagpananaliksik|entrevistador/a|entrevistatzailea|galdetzailea|cyfwelydd|spyrill|rannsakandi|intervistues(?:i|ja)?|հարցազրուցավար|ინტერვიუერი
agallóir|onderhoudvoerder|navorser|ερευνήτρια|প্রশ্নকর্তা|истражувач(?:ка)?|penemu duga|ጠያቂ|müsahibəçi|elkarrizketatzaile(?:a)?|сұхбаттасушы|អ្នកសម្ភាសន៍
ఇంటర్వ్యూయర్|ప్రశ్న|मुलाखतकार|ઇન્ટરવ્યુઅર|ਇੰਟਰਵਿਊਕਾਰ|ಸಂದರ್ಶಕ(?:ರು)?|അഭിമുഖകാരൻ|ചോദ്യം|सम्मुख परीक्षक|अन्तर्वार्ताकार|မေးမြန်းသူ|ຜູ້ສໍາພາດ|intervyuer|umbuzi|waraysade|intervistatur|intervjuanto
інтэрв['’ʼ]?юер|intervjuerka|ярилцлага авагч
"""
_ANSWERING_STEMS = """
interviewee(?:s)?|participant(?:s|e|es|en|in)?|respondent(?:s|in|en|ka|ul|a|as|e)?|informant(?:s|in|en|e)?|subject|panelist|attendee|guest|user|customer|client|patient|expert
part|ppt|pt|resp|ptcpt|tn|ip|ipn|befragte(?:r|n)?|interviewte(?:r|n)?|interviewpartner(?:in)?|gesprächspartner(?:in)?|teilnehmer(?:in|innen|nde|nder)?|proband(?:in)?|teilnehmende(?:r)?
enquêté(?:e|s|es)?|enquete(?:e)?|interviewé(?:e|s|es)?|répondant(?:e|s)?|interrogé(?:e)?|sondé(?:e)?|invité(?:e)?|client(?:e)?|antwort|answer|réponse|respuesta|resposta|risposta|svar|antwoord|vastaus|odpowiedź
entrevistad[oa](?:s)?|participante(?:s)?|encuestad[oa](?:s)?|informante|respondente|inquirid[oa]|intervistat[oaie]|partecipante|rispondente|intervistando|entrevistat|deelnemer|geïnterviewde|respondente
deltagare(?:n)?|deltager(?:en)?|deltaker(?:en)?|informant(?:en)?|intervjuperson(?:en)?|interviewperson|intervjuobjekt|den intervjuade|respondent(?:en)?|haastateltava|osallistuja|vastaaja
uczestni(?:k|czka)|rozmówc(?:a|zyni)|badan[ya]|respondentka|účastn(?:ík|ice|íčka)|dotazovan[ýá]|respondentka|odpověď|odpoveď|résztvevő|interjúalany|válaszadó|alany|válasz|intervievat(?:ă)?|participant(?:ă|ul)?
răspuns|συμμετέχ(?:ων|ουσα)|ερωτώμεν(?:ος|η)|συνεντευξιαζόμεν(?:ος|η)|απάντηση|katılımcı|görüşülen|yanıtlayan|cevap|yanıt|респондент(?:ка)?|участни(?:к|ца|чка)|информант(?:ка)?|интервьюируем(?:ый|ая)|ответ
учасни(?:к|ця)|відповідь|отговор|анкетиран(?:а)?|ispitani(?:k|ca)|sudioni(?:k|ca)|učesni(?:k|ca)|sogovorni(?:k|ca)|udeležen(?:ec|ka)|odgovor|dalyv(?:is|ė)|respondent(?:as|ė)|dalībniek[s]|respondents|osaleja|vastaja|intervjueeritav
المشارك(?:ة)?|مشارك(?:ة)?|المبحوث(?:ة)?|الضيف(?:ة)?|المستجيب|الضيف|جواب|ج|المجيب|משתתפ(?:ת)?|משתתף|מרואיינ(?:ת)?|מרואיין|נחקר(?:ת)?|תשובה|ת|مصاحبه[‌ ]?شونده|مشارکت[‌ ]?کننده|شرکت[‌ ]?کننده|پاسخ|پاسخگو
प्रतिभागी|उत्तरदाता|उत्तर|অংশগ্রহণকারী|উত্তরদাতা|উত্তর|பங்கேற்பாளர்|பதில்|受访者|受訪者|被访者|被訪者|被访人|被訪人|被采访者|被採訪者|参与者|參與者|参加者|用户|用戶|嘉宾|嘉賓|回答者|回答|答|答者|受訪人|受访人
インタビュイー|話し手|語り手|回答者|対象者|被験者|協力者|ゲスト|참여자|참가자|응답자|피면접자|인터뷰이|대상자|답변|답변자|답|ผู้ให้สัมภาษณ์|ผู้เข้าร่วม|ผู้ตอบ|คำตอบ|ตอบ|người được phỏng vấn|người tham gia|người trả lời|trả lời|đáp
informan|narasumber|peserta|responden|partisipan|mhojiwa|mshiriki|kalahok|mutanazzir|participant/e|գործընկեր|რესპონდენტი|viðmælandi|þátttakandi|cyfranogwr|parte-hartzailea|pjesëmarrës(?:i|ja)?
i intervistuari|e intervistuara|испитани(?:к|чка)|ተሳታፊ|elkarrizketatu(?:a)?|អ្នកចូលរួម|పాల్గొనేవారు|సమాధానం|सहभागी|ભાગ લેનાર|ਭਾਗੀਦਾਰ|ಭಾಗವಹಿಸುವವರು|പങ്കാളി|ഉത്തരം|ဖြေဆိုသူ|ຜູ້ຖືກສໍາພາດ
մասնակից|rannpháirtí|удзельнік|оролцогч|қатысушы|iştirakçı
"""
_NUMBERED = r"(?:[\s_#.№-]*(?:nr\.?|no\.?)?[\s_#.№-]*(?:\d{1,4}[a-z]?|[ivx]{1,4}|[a-z]|one|two|three|four))?"
_UNKNOWN_STEMS = r"(?:unknown |unidentified )?(?:speaker|sprecher(?:in)?|spk|spkr|s|locuteur|locutrice|hablante|orador(?:a)?|voice|stimme|person|persona|personne|talker|parlante|spreker|talare|puhuja|mówca|mluvčí|konuşmacı|спикер|говорящий|говорящая|发言人|發言人|说话人|說話人|講者|话者|話者|スピーカー|화자|발화자|참석자|متحدث|المتحدث|דובר(?:ת)?|người nói|pembicara|ผู้พูด|falante|interlocutor(?:a)?|channel|track|nicht identifiziert)"

PAIRS = {
    frozenset(pair): pair[0]
    for pair in (
        ("q", "a"), ("q", "r"), ("q", "p"), ("i", "b"), ("i", "r"), ("i", "p"), ("i", "e"), ("i", "k"),
        ("i", "s"), ("i", "t"), ("i", "n"), ("i", "ip"), ("i", "u"), ("i", "tn"), ("i", "a"), ("i", "c"), ("i", "v"),
        ("m", "p"), ("m", "r"), ("m", "b"), ("m", "t"), ("f", "a"), ("f", "b"), ("f", "p"), ("f", "t"), ("f", "s"), ("d", "r"),
        ("e", "p"), ("e", "r"), ("e", "i"), ("p", "r"), ("v", "a"), ("s", "v"), ("k", "v"), ("o", "o"), ("p", "o"), ("o", "h"),
        ("s", "c"), ("t", "j"), ("h", "đ"), ("в", "о"), ("и", "р"), ("п", "в"), ("м", "р"), ("и", "о"), ("в", "с"),
        ("ε", "α"), ("س", "ج"), ("ش", "ת"), ("ש", "ת"), ("問", "答"), ("问", "答"), ("문", "답"),
        ("interviewer", "b"), ("in", "ip"), ("int", "b"), ("iv", "ip"), ("iv", "b"), ("h", "v"), ("m", "v"), ("u", "r"), ("b", "r"),
    )
    if len(set(pair)) == 2
}  # fmt: skip
"""Two letters that stand for asking and answering, with the one that asks; other pairs tell nothing."""


def _pattern(stems: str) -> re.Pattern[str]:
    words = "|".join(line.strip() for line in stems.strip().split("\n"))
    return re.compile(rf"(?:the )?(?:{words}){_NUMBERED}", re.IGNORECASE)


_ASKING = _pattern(_ASKING_STEMS)
_ANSWERING = _pattern(_ANSWERING_STEMS)
_SPEAKER = re.compile(rf"{_UNKNOWN_STEMS}{_NUMBERED}", re.IGNORECASE)
_CODE = re.compile(
    r"(?:[a-z]{1,5}[\s_.-]?\d{1,4}(?:[-_ ][a-z\d]{1,4}){0,3}|[a-z]{1,2}|\d{1,6})", re.IGNORECASE
)
_PARTICIPANT_CODE = re.compile(
    r"(?:p|pp|pt|tn|r|b|ip|part|resp|id|e)[\s_.-]?#?\d{1,4}(?:[-_ ][a-z\d]{1,4}){0,3}", re.IGNORECASE
)
_INTERVIEWER_CODE = re.compile(r"(?:i|int|iv|m|mod|q)(?:[\s_.-]?#?\d{1,2})?", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*[(\[{（]([^)\]}）]*)[)\]}）]\s*")


def folded(label: str) -> str:
    """A label as labels are compared: case, width and white space folded."""
    return " ".join(unicodedata.normalize("NFKC", label).casefold().split())


def says_asking(label: str) -> bool:
    """Whether a label, or what stands in its brackets, is a word for somebody who asks."""
    return _says(_ASKING, label)


def says_answering(label: str) -> bool:
    """Whether a label, or what stands in its brackets, is a word for somebody who is asked."""
    return _says(_ANSWERING, label) or bool(_PARTICIPANT_CODE.fullmatch(label.strip()))


def says_speaker(label: str) -> bool:
    """Whether a label is one that a machine gives to a voice, such as ``Speaker 1``, or a code such as ``P07``."""
    bare = label.strip()
    return bool(_SPEAKER.fullmatch(bare) or _CODE.fullmatch(bare))


def is_interviewer_code(label: str) -> bool:
    """Whether a label is a short code such as ``I1``, which means an interviewer beside codes of participants."""
    return bool(_INTERVIEWER_CODE.fullmatch(label.strip()))


def _says(words: re.Pattern[str], label: str) -> bool:
    parts = [_BRACKETED.sub(" ", label).strip(), *(part.strip() for part in _BRACKETED.findall(label))]
    return any(words.fullmatch(part) for part in parts if part) or any(
        words.fullmatch(part.strip()) for part in re.split(r"[/,|–—]| - ", parts[0]) if len(part.strip()) > 3
    )
