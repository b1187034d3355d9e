"""What a speaker's label looks like, judged by the label alone."""

import re

_PARTICLES = frozenset(
    "van der den de la le del dela della di da do dos das du von vom zu zum zur af av bin ibn al el ben y e und and et "
    "of the ter ten 't & + - – | / • a in".split()
)
_BRACKETED = re.compile(r"[(\[{（【][^)\]}）】]*[)\]}）】]")
_MOST_WORDS = 7
_TOPICS = frozenset(
    """price prices cost costs support quality speed pros cons pro con problem problems solution solutions example examples reason
    reasons result results point points first second third fourth finally lastly note notes nb n.b ps p.s warning caution tip tips step
    steps option options plan goal goals issue issues feature features bug fact facts caveat conclusion update background context also
    however but so and or because then therefore basically honestly actually besides anyway again plus well yes no okay ok right sure
    time date place money people work home day today yesterday tomorrow morning evening monday tuesday wednesday thursday friday
    saturday sunday january february march april may june july august september october november december meaning quote edit source
    link links http https task tasks action actions decision decisions theme themes topic topics title part chapter section page line
    figure table appendix ideas idea risks risk benefits benefit advantages disadvantages likes dislikes wants needs pain gain what why
    how where when who which thing things word words like one two three four five six seven eight nine ten lesson lessons rule rules
    hint remember important attention ingredients total sum summary introduction intro outro overview description comment comments
    preis kosten problem lösung beispiel grund ergebnis vorteil vorteile nachteil nachteile fazit hinweis achtung erstens zweitens
    drittens wichtig thema zeit geld arbeit prix coût problème solution exemple raison résultat avantage avantages inconvénient
    inconvénients remarque attention premièrement deuxièmement enfin precio costo problema solución ejemplo razón resultado ventaja
    ventajas desventaja desventajas nota primero segundo tercero prezzo costo soluzione esempio motivo risultato vantaggi svantaggi
    preço custo solução exemplo razão vantagens desvantagens prijs kosten probleem oplossing voorbeeld reden voordelen nadelen pris
    kostnad lösning exempel fördelar nackdelar""".split()
)
"""Words that stand before a colon in speech far more often than as a name."""


def looks_like_name(label: str) -> bool:
    """Whether each word begins as names do: with a capital, a digit, a mark, or in a script without case."""
    words = _BRACKETED.sub(" ", label).split() or label.split()
    if not words or len(words) > _MOST_WORDS:
        return False
    return all(_is_capital(word) or word in _PARTICLES for word in words) and _is_capital(words[0])


def _is_capital(word: str) -> bool:
    first = next((character for character in word if character.isalnum()), None)
    if first is None:
        return True
    return not first.islower() or word[0] in "@#+" or "@" in word or any(map(str.isupper, word))


def is_topic(label: str) -> bool:
    """Whether the label is a word or begins with one that is far more often a topic than a name."""
    words = label.casefold().split()
    return bool(words) and (words[0].strip(".") in _TOPICS if len(words) > 1 else label.casefold() in _TOPICS)


def is_lower(label: str) -> bool:
    """Whether the label is written in lower case throughout."""
    return label == label.lower() and label != label.upper()
