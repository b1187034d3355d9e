"""Whether something is asked, in any script: by the mark, or by the words with which questions begin."""

import re

_MARKS = str.maketrans(
    {
        "؟": "?",
        "？": "?",
        "⸮": "?",
        "፧": "?",
        "\u037e": "?",
        "⁇": "?",
        "⁈": "?",
        "⁉": "?",
        "‽": "?",
        "❓": "?",
        "꘏": "?",
        "։": ".",
        "።": ".",
        "।": ".",
        "۔": ".",
    }
)
_GREEK = re.compile(r"(?<=[\u0370-\u03ff\u1f00-\u1fff]);")
_ARMENIAN = re.compile(r"՞([^.\n]{0,300}?)(?:\.|$)", re.MULTILINE)
_JAPANESE = re.compile(
    r"(?:です|ます|でした|ました|でしょう|ません|ない|の)か[。\s]*\Z|(?:습니까|나요|까요|인가요|은가요|는가요|세요)[.。\s]*\Z|(?:吗|呢|嗎|么)[。\s]*\Z"
)
_BEGINS = re.compile(
    r"\W*(?:(?:so|and|okay|ok|but|um|uh|yeah|und|also|et|alors|y|entonces|e|allora|en|dus|och|så|i|a|но|а|и|ну|و|那|那么|では|그럼)\W+){0,2}"
    r"(?:what|how|why|which|where|who|when|(?:can|could|would|will|do|did|have|are|were|does|is) (?:you|there|that|it|we)|tell me|describe"
    r"|was|wie|warum|wieso|weshalb|welche[rnsm]?|wo|wer|wann|wozu|womit|können sie|kannst du|haben sie|hast du|gibt es|würden sie|erzählen sie"
    r"|qu['’]est[- ]ce|est[- ]ce|comment|pourquoi|quel(?:le)?s?|où|quand|qui|combien|que pensez|pouvez[- ]vous|avez[- ]vous|pourriez"
    r"|qué|que|cómo|por qué|cuál(?:es)?|dónde|cuándo|quién(?:es)?|cuánt[oa]s?|puedes?|podrías?|tiene|hay|cuéntame|o que|como|por que|qual|quais|onde|quando|quem|quanto"
    r"|che cosa|cosa|come|perché|quale|quali|dove|chi|quanto|può|puoi|c['’]è|wat|hoe|waarom|welke|waar|wie|wanneer|kunt u|kun je|heeft u"
    r"|vad|hur|varför|vilken|vilka|vilket|var|vem|när|kan du|har du|hva|hvordan|hvorfor|hvilke[nt]?|hvor|hvem|når|hvad|mitä|mikä|miten|miksi|kuka|missä|milloin|onko"
    r"|co|jak|dlaczego|czemu|który|która|gdzie|kto|kiedy|czy|proč|který|která|kde|kdo|kdy|mit|hogyan|miért|melyik|hol|ki|mikor|ce|cum|de ce|care|unde|cine|când"
    r"|τι|πώς|πως|γιατί|ποιο[ςν]?|ποια|πού|που|πότε|ne|nasıl|neden|niçin|hangi|nerede|kim|что|как|почему|зачем|какой|какая|какие|какое|где|кто|когда|сколько"
    r"|що|як|чому|який|яка|де|хто|коли|какво|защо|кога|кой|ماذا|ما|كيف|لماذا|أين|من|متى|هل|أي|מה|איך|למה|מדוע|איפה|מי|מתי|האם|איזה|چه|چطور|چگونه|چرا|کجا|کی|آیا"
    r"|क्या|कैसे|क्यों|कौन|कहाँ|कब|什么|怎么|怎样|为什么|哪|谁|多少|如何|什麼|怎麼|為什麼|您|你觉得|なぜ|どう|どの|どんな|何|いつ|どこ|誰|어떻게|무엇|왜|어떤|누가|어디|언제"
    r"|อะไร|อย่างไร|ทำไม|เมื่อไหร่|ที่ไหน|tại sao|như thế nào|khi nào|apa|bagaimana|mengapa|kenapa|siapa|kapan)(?!\w)",
    re.IGNORECASE,
)


def with_plain_marks(text: str) -> str:
    """Return the text of the same length whose question marks of all scripts are ``?``."""
    if text.isascii():
        return text
    text = _GREEK.sub("?", text.translate(_MARKS))
    return (
        _ARMENIAN.sub(lambda asked: f" {asked[1]}?" if asked[0].endswith(".") else asked[0] + "?", text)
        if "՞" in text
        else text
    )


def begins_as_question(sentence: str) -> bool:
    """Whether a sentence begins as questions do in one of some thirty languages, or ends as they do in East Asia."""
    return bool(_BEGINS.match(sentence) or _JAPANESE.search(sentence))


_QUESTION = re.compile(
    r"\?[\"'”’)\]]*\s*\Z|\A\d{1,2}(?:\.\w)?[.)]?\s+[A-Z‘“]|\A\W*(?:(?:so|and|okay|ok|but|um|uh|yeah)\W+){0,3}(?:what|how|why|which|where|who"
    r"|(?:can|could|would|will|do|did|have|are|were) you|is there|are there|tell me)\b",
    re.IGNORECASE,
)


def is_question(said: str) -> bool:
    """Tell whether a sentence asks something: by its mark, by its first words, or as an item of a guide."""
    return bool(_QUESTION.search(said))
