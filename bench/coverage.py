"""What share of typed queries the thesaurus knows.

Before: the query as typed (exact), each content word being an idea of its own.
After: its ideas as the thesaurus understands them. An idea is a concept if it
has synonyms, wordings, narrower or related terms, or names a value.
"""
import re
from typing import NamedTuple

from engines import Refused

CONCEPT = ("same", "wordings", "narrower", "related", "values")
# Two words count as a term if this many paragraphs have them side by side.
TERM_PARAGRAPHS = 5


class Counts(NamedTuple):
    queries: int = 0
    refused: int = 0
    words: int = 0      # content words
    in_index: int = 0   # those that the index has
    in_concept: int = 0
    in_neither: int = 0
    terms: int = 0      # two content words that the index has side by side
    known_terms: int = 0  # those of which both words are in one concept
    phrases: int = 0    # concepts of several content words

    def __add__(self, other):
        return Counts(*(a + b for a, b in zip(self, other)))


def ideas_of(findings, text, **more):
    return findings.ask_by_socket(text, 0, 0, **more)["query"].get("understood", [])


def span(idea):
    return range(idea["offset"], idea["offset"] + idea["length"])


def is_within(word, idea):
    return word["offset"] in span(idea)


def is_term(findings, text, first, second):
    """Whether enough paragraphs have the words side by side, as typed."""
    typed = text.encode()[first["offset"]:second["offset"] + second["length"]].decode(errors="replace")
    if not re.fullmatch(r"[^\W_]+([ '’-]+[^\W_]+)*", typed):
        return False
    found = ideas_of(findings, f'"{typed}"', exact=True)
    return len(found) == 1 and found[0]["paragraphs"] >= TERM_PARAGRAPHS


def coverage_of(findings, text):
    try:
        words = sorted(ideas_of(findings, text, exact=True), key=lambda idea: idea["offset"])
        concepts = [idea for idea in ideas_of(findings, text) if any(idea.get(key) for key in CONCEPT)]
    except Refused:
        return Counts(queries=1, refused=1)
    known = [any(is_within(word, idea) for idea in concepts) for word in words]
    there = [word["paragraphs"] > 0 for word in words]
    terms = [pair for pair in zip(words, words[1:]) if is_term(findings, text, *pair)]
    return Counts(
        queries=1, words=len(words), in_index=sum(there), in_concept=sum(known),
        in_neither=sum(not a and not b for a, b in zip(known, there)), terms=len(terms),
        known_terms=sum(any(is_within(a, idea) and is_within(b, idea) for idea in concepts) for a, b in terms),
        phrases=sum(sum(is_within(word, idea) for word in words) > 1 for idea in concepts))


def share(part, whole):
    return f"{part / whole:9.3f}" if whole else f"{'-':>9}"


def show_heading():
    print(" " * 32 + f"{'content words':^36}  {'terms of two words':^18}")
    print(f"{'coverage':<24} queries" + "".join(f"{name:>9}" for name in ("all", "index", "concept", "neither")) +
          "  " + "".join(f"{name:>9}" for name in ("all", "concept")) + "  phrases")


def show(name, counts):
    note = f"  {counts.refused} of the queries refused" if counts.refused else ""
    print(f"{name:<24.24} {counts.queries:>7}{counts.words:>9}" + share(counts.in_index, counts.words) +
          share(counts.in_concept, counts.words) + share(counts.in_neither, counts.words) +
          f"  {counts.terms:>9}" + share(counts.known_terms, counts.terms) + f"{counts.phrases:>9}{note}", flush=True)


def measure(findings, sets):
    """A line for each set of texts, and one for all of them together."""
    show_heading()
    together = Counts()
    for name, texts in sets:
        counts = sum((coverage_of(findings, text) for text in texts), Counts())
        show(name, counts)
        together += counts
    if len(sets) > 1:
        show("together", together)
