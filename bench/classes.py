"""The queries that bench/peers asks, in classes: of words that all engines take for the same."""
import json
import math
import re
from collections import Counter

from engines import BENCH, Unable

CLASSES = ["common1", "rare1", "or2", "and2", "phrase", "prefix", "filter"]
CHECKED = [name for name in CLASSES if name != "prefix"]  # prefixes of words, or of stems
# What findings does not need beside other words, or has other forms of.
SPECIAL = [BENCH.parent / "share" / name for name in ("light-words.txt", "stems.txt", "variants.txt")]
FUNCTION_WORDS = set((
    "about above after again against also because been before being below between both cannot could "
    "does doing down during each ever from further have having here hers into itself more most once "
    "only other ours over same shall should some such than that their theirs them then there these "
    "they this those through under until upon very were what when where which while whom will with "
    "would your yours").split())
SAMPLE = 10  # files, from which the words of queries are taken
QUERIES = 6  # of each class


class Queries:
    """Six of each class, of words of the first files: the same for every size."""

    def __init__(self, records, work):
        texts, authorities = [], []
        for path in sorted(records.iterdir())[:SAMPLE]:
            for line in path.read_text(encoding="ascii").splitlines():
                record = json.loads(line)
                authorities.append(record["authority"])
                texts.append(re.findall("[a-z0-9]+", record["text"].lower()))
        self.count = len(texts)
        self.frequency = Counter(word for text in texts for word in dict.fromkeys(text))
        self.special = FUNCTION_WORDS.union(
            *(re.findall("[a-z]+", path.read_text(encoding="utf-8").lower()) for path in SPECIAL))
        common, middling = self.near(0.1), self.near(0.02)
        rare = self.near(0.0005)
        authorities = list(dict.fromkeys(authorities))
        self.lines = []  # class, operation, authority, words
        for i in range(QUERIES):
            self.lines += [("common1", "all", "-", common[i]), ("rare1", "all", "-", rare[i]),
                           ("or2", "any", "-", f"{common[i]} {middling[i]}"),
                           ("and2", "all", "-", f"{common[i]} {common[QUERIES + i]}")]
        self.lines += [("phrase", "phrase", "-", words) for words in self.phrases(texts)]
        self.lines += [("prefix", "prefix", "-", word[:5]) for word in middling[:QUERIES]]
        self.lines += [("filter", "all", authorities[i % len(authorities)], common[i]) for i in range(QUERIES)]
        self.lines.sort(key=lambda line: CLASSES.index(line[0]))
        self.path = work / "queries"
        self.path.write_text("".join("\t".join(line) + "\n" for line in self.lines), encoding="ascii")
        self.params = [self.parameters(*line[1:]) for line in self.lines]
        self.requests = work / "requests"
        self.requests.write_text("".join(
            json.dumps({"id": i, "method": "search", "params": params}) + "\n" for i, params in enumerate(self.params)),
            encoding="ascii")

    def is_plain(self, word, length):
        """Whether all engines take it for the same: no other words may have its stem, or stemmers would disagree."""
        if len(word) < length or not word.isalpha() or word in self.special or word.endswith(("ed", "ing", "ies")):
            return False
        start = word[:max(3, len(word) - 2)]
        return not any(other.startswith(start) or (len(other) > 2 and word.startswith(other))
                       for other in self.frequency if other != word)

    def near(self, share):
        """Twice as many words as are needed, in this share of the paragraphs or nearly."""
        target = max(2, share * self.count)
        found = []
        for word in sorted(self.frequency, key=lambda word: abs(math.log(self.frequency[word] / target))):
            if self.is_plain(word, 5):
                found.append(word)
            if len(found) == 2 * QUERIES:
                return found
        raise Unable("the corpus is too small for queries")

    def phrases(self, texts):
        pairs = Counter(pair for text in texts for pair in dict.fromkeys(zip(text, text[1:])))
        target = max(2, 0.01 * self.count)
        found = []
        for pair in sorted(pairs, key=lambda pair: abs(math.log(pairs[pair] / target))):
            if all(self.is_plain(word, 4) for word in pair):
                found.append(" ".join(pair))
            if len(found) == QUERIES:
                break
        return found

    @staticmethod
    def parameters(operation, authority, words):
        params = {"query": {"phrase": f'"{words}"', "prefix": words + "*"}.get(operation, words), "exact": True,
                  "match": "any" if operation == "any" else "all", "limit": 10}
        return params if authority == "-" else {**params, "filters": {"authority": [authority]}}
