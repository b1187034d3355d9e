"""First names of people in the languages that are read most, out of lists that Faker carries."""

from functools import cache
from importlib import import_module

_LOCALES = ("en_US", "en_GB", "en_IN", "de_DE", "fr_FR", "es_ES", "nl_NL", "pt_BR", "pt_PT", "it_IT", "pl_PL")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_NEVER = _words(
    """
lot job german floor till kick marine harm forum ties edit sole jet peer pastor harsh urban lucky
diamond june april august may summer autumn jesus so see an des les al art and dos isis avril mar
sol reyes constant
"""
)
"""First names of somebody somewhere that are nearly always words, in lower case."""
ALSO_WORDS = _words(
    """
will mark hope grace faith joy rose bill rich rob pat sue drew chase miles dean price max frank guy
ray dawn eve ivy jade pearl amber ruby violet daisy heather iris olive penny robin sandy gene grant
lance earl duke page paris virginia austin jordan georgia chelsea florence madison dan don van long
young love said mason parker carter hunter cooper angel christian ernst wolf heide marc clement
fleur franc mercedes pilar dolores consuelo luz santos bram stern klaus malte silke anne jack nick
jay crystal destiny carolina dakota sydney morgan jan jean del cruz major norman peer
"""
)
"""First names that are words as well, in lower case: at the beginning of a sentence they are words."""


_SHORT_FORMS = _words(
    """
abby alf archie barb baz bec bev bex cath caz chas col daz deb debs den dom fi gav gaz geoff ginny
jaz jen jez jo kasia kat kath kaz kev lou maddy mags mandy mel mo nat nell nige pam pat phil rach
rog ronnie russ sal shaz shell steph stu suze tel trish val viv wes zac basti flo kathi mimi nico
uli wim joop fons zé quim tó nando paco pepe lola manu titi gigi beppe kuba ola gosia wojtek
"""
)
"""Names by which people call one another, which lists of first names lack."""


@cache
def first_names() -> frozenset[str]:
    """Return some thousand first names, case folded, each a single word of three letters or more."""
    names: set[str] = set()
    for locale in _LOCALES:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        names.update(provider.first_names)
    parts = (part for name in names for part in name.split())
    return (
        frozenset(part.casefold() for part in parts if len(part) > 2 and part.isalpha()) - _NEVER
        | _SHORT_FORMS
    )
