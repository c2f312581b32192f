"""The forms of regular Dutch verbs, so that blaft, geblaft and blaffende are all blaffen."""

KLINKERS = "aeiou"
# These take no ge- in the participle, and are no syllable of their own.
VOORVOEGSELS = ("be", "ge", "ver", "ont", "her")
# After these the ending is a t: the Dutch say 't kofschip.
STEMLOOS = ("t", "k", "f", "s", "c", "h", "p", "x")


def find_forms(verbs):
    """Every form with the whole verb that it belongs to; of two verbs with the same form the first."""
    forms = {}
    for verb in verbs:
        particle, _, rest = verb.rpartition("-")
        for stam in _find_stems(rest):
            for form in _conjugate(rest, stam):
                forms.setdefault(particle + form, particle + rest)
    return forms


def _conjugate(verb, stam):
    past = f"{stam}{'t' if verb[:-2].endswith(STEMLOOS) else 'd'}"
    ge = "" if _drop_prefix(verb[:-2]) != verb[:-2] else "ge"
    participle = f"{ge}{stam}" if stam[-1] in "td" else f"{ge}{past}"
    present = stam if stam[-1] == "t" else f"{stam}t"
    return [stam, present, f"{past}e", f"{past}en", f"{verb}d", f"{verb}de", participle, f"{participle}e"]


def _find_stems(verb):
    """Of lopen loop, of bellen bel, of wandelen wandel, of reizen reis; -eren may be either: parkeer, verbeter."""
    begin = verb[:-2]
    if begin[-1] == begin[-2]:
        stems = [begin[:-1]]
    elif not _has_one_vowel(begin):
        stems = [begin]
    else:
        long = begin[:-1] + begin[-2:]
        is_weak = begin.endswith(("el", "er", "en")) and _has_vowel(_drop_prefix(begin)[:-2])
        stems = [begin, long] if is_weak and begin.endswith("er") else [begin] if is_weak else [long]
    return [{"v": stam[:-1] + "f", "z": stam[:-1] + "s"}.get(stam[-1], stam) for stam in stems]


def _has_one_vowel(begin):
    """The last vowel is written once: it is doubled when its syllable closes."""
    return begin[-1] not in KLINKERS and begin[-2] in KLINKERS and not _has_vowel(begin[-3:-2])


def _drop_prefix(begin):
    """Without its ver- and the like, unless nothing that can be said is left: bellen."""
    rests = (begin.removeprefix(prefix) for prefix in VOORVOEGSELS if begin.startswith(prefix))
    return next((rest for rest in rests if _has_vowel(rest)), begin)


def _has_vowel(text):
    return any(letter in KLINKERS for letter in text)
