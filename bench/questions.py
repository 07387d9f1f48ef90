"""Random questions, and random records to ask about: what bench/differ asks."""
import json
import re
from datetime import date, timedelta
from typing import NamedTuple

COUNTED = ("report", "authority", "service_area", "grade", "framework", "kind", "deadline", "year", "number", "date")
GRADES = ("outstanding", "good", "requires-improvement", "adequate", "inadequate", "ungraded")
AREAS = ("safeguarding", "looked-after-children", "care-leavers", "adoption", "leadership", "safeguarding-board",
         "send", "general")
FRAMEWORKS = ("slac", "lac", "sif", "ilacs", "focused-visit", "jtai", "send", "other")
DEADLINES = ("immediately", "three-months", "six-months")
AUTHORITIES = ("Leeds", "North Yorkshire", "York", "Bath and North East Somerset", "Bournemouth, Christchurch and Poole",
               "Northmere", "Marlingford", "Stonebeck", "Mainshire", "St Ivory's")
COMMON = ("the", "of", "and", "to", "in", "a", "is", "are", "for", "with", "that", "by", "on", "not", "no", "their",
          "have", "has", "been", "all", "at", "from", "or", "who", "when", "never", "without")
FRAMES = ("what do {} say about {}?", "how well are {} {}", "why do {} leave {}?", "Do {} get {}?",
          "is there enough {} for {}?", "what happens when {} {}?", "How many {} have {}", "are {} not {}?",
          "who is responsible for {} and {}?")
ODD = ('"', "(", ")", "[", "+", "-", "=", "*", ":", "?", "!", "~", "^", "|", "&", "&&", "AND", "OR", "NOT", "NEAR",
       "NEAR/3", "NEAR/0", "grade:", "colour:red", "'", "\u2018", "\u2019", "\u201c", "\u201d", "\u2013", "\u2212",
       "..", "/", "a*", "date:2010..", "number:5..1", "year:abc", "\u00e9t\u00e9", "\u4e2d\u6587", "\U0001f600")


class Request(NamedTuple):
    kind: str
    method: str
    params: dict

    def line(self, i):
        return json.dumps({"id": i, "method": self.method, "params": self.params}).encode() + b"\n"


def by_chance(rng, table):
    """A random key of {key: weight}."""
    return rng.choices([*table], [*table.values()])[0]


def misspelt(rng, word):
    """One or two letters lost, added, changed or swapped."""
    for _ in range(1 + (rng.random() < 0.2)):
        at = rng.randrange(len(word))
        letter = rng.choice("abcdefghijklmnopqrstuvwxyz")
        word = rng.choice((word[:at] + word[at + 1:], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1:],
                           word[:at] + word[at:at + 2][::-1] + word[at + 2:])) or letter
    return word


def make_text(rng, words, phrases):
    """One to three sentences; few words are frequent, many rare."""
    sentences = []
    for _ in range(rng.randint(1, 3)):
        sentence = []
        for _ in range(rng.randint(4, 16)):
            chance = rng.random()
            if chance < 0.35:
                sentence.append(rng.choice(COMMON))
            elif chance < 0.42 and phrases:
                sentence.append(rng.choice(phrases))
            elif chance < 0.46:
                sentence.append("-".join(rng.choice(words) for _ in range(2 + (rng.random() < 0.1))))
            elif chance < 0.47:
                sentence.append(str(rng.choice((rng.randint(1, 99), rng.randint(2008, 2024), "3.5", "10%"))))
            else:
                sentence.append(words[int(len(words) * rng.random() ** 2.5)])
        if rng.random() < 0.3:
            sentence.insert(rng.randrange(len(sentence)), rng.choice(sentence) + ",")
        sentences.append(" ".join(sentence).capitalize() + ".")
    return " ".join(sentences)


def make_report(rng, name):
    """What the records of one report have in common."""
    start = date(2008, 1, 7) + timedelta(days=rng.randrange(16 * 365))
    report = {"report": name, "framework": rng.choice(FRAMEWORKS), "title": f"Inspection of services {name}"}
    if rng.random() < 0.95:
        report["authority"] = rng.choice(AUTHORITIES)
    if rng.random() < 0.95:
        report.update(inspected_from=start.isoformat(), inspected_to=(start + timedelta(days=rng.randrange(15))).isoformat())
    if rng.random() < 0.6:
        report["published"] = (start + timedelta(days=60)).isoformat()
    return report


def make_record(rng, report, number, text, words):
    record = {**report, "number": number, "text": text, "service_area": rng.choice(AREAS),
              "kind": by_chance(rng, {"finding": 7, "recommendation": 2, "context": 1}), "line": 3 * number}
    if rng.random() < 0.7:
        record.update(grade=rng.choice(GRADES), section_grade=rng.choice(GRADES))
    if rng.random() < 0.8:
        record["section"] = " ".join(rng.choice(words) for _ in range(rng.randint(1, 4))).capitalize()
    if rng.random() < 0.5:
        record["judgement"] = " ".join(rng.choice(words) for _ in range(rng.randint(1, 3)))
    if rng.random() < 0.2:
        record.update(item=number, number=None)
    if record["kind"] == "recommendation" and rng.random() < 0.8:
        record["deadline"] = rng.choice(DEADLINES)
    return record


def make_records(rng, count, words, phrases=(), prefix="made", reports=None):
    """Random paragraphs of reports; one in six is a near-duplicate of another. Some are plain documents."""
    words = rng.sample(words, min(len(words), 600))
    words += [misspelt(rng, word) for word in words[:60] if len(word) > 4]
    words += ["caf\u00e9", "children's", "co-operation", "\u00e9migr\u00e9", "well-being", "o'clock"]
    common = [make_report(rng, f"{prefix}-{i}") for i in range(reports or max(1, count // 30))]
    records, texts = [], []
    for number in range(1, count + 1):
        text = make_text(rng, words, phrases)
        if texts and rng.random() < 0.17:
            parts = rng.choice(texts).split(" ")
            for _ in range(rng.randint(0, 2)):
                parts[rng.randrange(len(parts))] = rng.choice(words)
            text = " ".join(parts)
        elif rng.random() < 0.02:
            text += " A joint working protocol (JWP) is there."
        texts.append(text)
        if rng.random() < 0.04 and not reports:
            title = " ".join(rng.choice(words) for _ in range(4))
            records.append({"report": f"{prefix}-plain-{number}", "title": title, "text": text})
        else:
            records.append(make_record(rng, rng.choice(common), number, text, words))
    return sorted(records, key=lambda record: record["report"])  # because the records of one report go into one file


class Asking:
    """Draws requests about the paragraphs of an index."""

    def __init__(self, rng, paragraphs, thesaurus):
        self.rng, self.paragraphs = rng, paragraphs
        self.phrases = self.phrases_of(thesaurus)
        self.texts = [words for words in (re.findall(r"\w+", p["text"].lower()) for p in paragraphs) if words]
        self.words = self.words_of(p["text"] for p in paragraphs)
        self.joined = sorted({word for p in paragraphs for word in re.findall(r"\w+(?:-\w+)+", p["text"])})
        self.ids = [p["id"] for p in paragraphs]
        self.values = {field: sorted({str(p[field]) for p in paragraphs if p.get(field)}) or ["x"]
                       for field in COUNTED if field != "year"}
        self.values["year"] = sorted({day[:4] for day in self.values["date"]})
        self.kinds = {"words": (self.plain, 20), "misspelt": (self.mistaken, 8), "phrase": (self.phrase, 8),
                      "near": (self.near, 7), "signs": (self.signs, 7), "boolean": (self.boolean, 7),
                      "brackets": (self.tree, 10), "prefix": (self.prefix, 5), "exact form": (self.form, 5),
                      "field": (self.field_words, 8), "hyphen": (self.hyphen, 6), "question": (self.question, 6),
                      "thesaurus": (self.known, 9), "names": (self.names, 6), "long": (self.long, 3),
                      "garbled": (self.garbled, 5), "blank": (lambda: self.rng.choice(("", "", " ")), 3)}
        self.methods = {"search": 55, "explain": 9, "matrix": 6, "absent": 6, "export": 4, "compare": 5, "similar": 5,
                        "get": 3, "suggest": 4, "judgements": 2, "ping": 0.2}

    @staticmethod
    def words_of(texts):
        return sorted({word for text in texts for word in re.findall(r"[a-z]{3,}", text.lower())})

    @staticmethod
    def phrases_of(thesaurus):
        """Names and wordings of the thesaurus, in its order."""
        lines = [line for path in sorted(thesaurus.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]
        parts = [re.split(r"[=,]", re.sub(r"^\s+\w+:", "", line)) for line in lines if not line.startswith("#")]
        return [*dict.fromkeys(part.strip() for line in parts for part in line if part.strip())]

    # Queries

    def word(self):
        """A word of a random text, so frequent ones are likelier; now and then any word, or one that occurs nowhere."""
        chance = self.rng.random()
        if chance < 0.02:
            return self.rng.choice(("zyzzyva", "quokkas", "xylophonist"))
        return self.rng.choice(self.words) if chance < 0.25 else self.rng.choice(self.rng.choice(self.texts))

    def near_by(self, most):
        """Words that a text has side by side."""
        words = self.rng.choice(self.texts)
        at = self.rng.randrange(len(words))
        return words[at:at + self.rng.randint(2, most)]

    def plain(self):
        if self.rng.random() < 0.4:
            return " ".join(self.near_by(5))
        return " ".join(self.word() for _ in range(by_chance(self.rng, {1: 4, 2: 5, 3: 3, 5: 1})))

    def mistaken(self):
        words = self.plain().split()
        at = self.rng.randrange(len(words))
        words[at] = misspelt(self.rng, max(words[at], self.word(), key=len))
        return " ".join(words)

    def phrase(self):
        words = self.near_by(4) if self.rng.random() < 0.8 else [self.word(), self.word()]
        quotes = by_chance(self.rng, {'""': 9, "\u201c\u201d": 1, "\u2018\u2019": 1})
        text = quotes[0] + " ".join(words) + quotes[1]
        return text if self.rng.random() < 0.6 else f"{text} {self.word()}"

    def place(self):
        return by_chance(self.rng, {self.word: 6, self.phrase_only: 2, self.prefix_only: 1, self.either: 2})()

    def either(self):
        return f"({self.word()} OR {self.word()})"

    def phrase_only(self):
        sign = "=" if self.rng.random() < 0.2 else ""
        return f'{sign}"{" ".join(self.near_by(3))}"'

    def near(self):
        text = self.rng.choice(self.texts)
        at = self.rng.randrange(len(text))
        close = text[at:at + 10]
        places = [self.rng.choice(close) if self.rng.random() < 0.7 else self.place()
                  for _ in range(by_chance(self.rng, {2: 5, 3: 1}))]
        return f" NEAR{self.rng.choice(('', '/1', '/2', '/5', '/25', '/1000'))} ".join(places)

    def signs(self):
        items = [self.rng.choice(("+", "-", "", "+", "\u2013" if i else "")) + self.item() for i in range(self.rng.randint(2, 4))]
        return " ".join(items)

    def boolean(self):
        text = self.word()
        for _ in range(self.rng.randint(1, 3)):
            text += f" {self.rng.choice(('AND', 'OR', 'NOT', 'AND NOT'))} {self.item()}"
        return text

    def item(self):
        return by_chance(self.rng, {self.word: 10, self.phrase_only: 2, self.prefix_only: 1, self.form_only: 1,
                                    self.value: 1, self.joined_only: 1})()

    def tree(self, depth=0):
        """Terms joined by operators, with nested brackets."""
        parts = []
        for i in range(self.rng.randint(1, 3) + (depth == 0)):
            if i > 0:
                parts.append(by_chance(self.rng, {"AND": 3, "OR": 3, "NOT": 1, "": 3, "NEAR": 0.2}))
            inner = depth < 3 and self.rng.random() < 0.35
            parts.append(self.rng.choice(("", "", "", "", "", "+", "-" if i > 0 and parts[-1] != "NOT" else "")) +
                         (f"({self.tree(depth + 1)})" if inner else self.item()))
        return " ".join(part for part in parts if part)

    def prefix_only(self):
        word = self.word()
        return word[:max(2, self.rng.randint(2, max(3, len(word))))] + "*"

    def prefix(self):
        return self.prefix_only() if self.rng.random() < 0.5 else f"{self.prefix_only()} {self.item()}"

    def form_only(self):
        return "=" + self.word()

    def form(self):
        return " ".join(self.form_only() for _ in range(self.rng.randint(1, 3)))

    def any_value(self, field):
        return self.rng.choice(self.values[field])

    def value(self):
        field = self.rng.choice(COUNTED)
        value, other = self.any_value(field), self.any_value(field)
        if field in ("date", "year", "number") and self.rng.random() < 0.5:
            return f"{field}:" + self.rng.choice((f"{min(value, other)}..{max(value, other)}", f"{value}..", f"..{value}"))
        if re.search(r"[ ,()]", value):
            return f'{field}:"{value}"'
        return f"{field}:{value}" + (f",{other}" if self.rng.random() < 0.3 and " " not in other else "")

    def field_words(self):
        paragraph = self.rng.choice(self.paragraphs)
        field = self.rng.choice(("section", "judgement"))
        words = re.findall(r"\w+", paragraph.get(field) or self.word())
        at = self.rng.randrange(len(words))
        text = self.rng.choice((f"{field}:{words[at]}", f'{field}:"{" ".join(words[at:at + 3])}"', self.value()))
        return text if self.rng.random() < 0.3 else f"{text} {self.plain()}"

    def joined_only(self):
        return self.rng.choice(self.joined) if self.joined else "well-being"

    def hyphen(self):
        word = self.joined_only() if self.rng.random() < 0.8 else f"{self.word()}-{self.word()}"
        word = self.rng.choice((word, word, word.replace("-", ""), word.replace("-", " "), f'"{word}"'))
        return word if self.rng.random() < 0.5 else f"{word} {self.plain()}"

    def question(self):
        return self.rng.choice(FRAMES).format(self.known() if self.rng.random() < 0.4 else self.word(), self.word())

    def known(self):
        phrase = self.rng.choice(self.phrases)
        return self.rng.choice((phrase, phrase, f"{phrase} {self.word()}", f"{self.word()} {phrase}",
                                f'"{phrase}"', f"{phrase} {self.rng.choice(self.phrases)}"))

    def names(self):
        name = self.any_value(by_chance(self.rng, {"authority": 6, "grade": 2, "service_area": 2, "kind": 1,
                                                   "framework": 1, "year": 2, "deadline": 1}))
        return f"{self.plain()} {self.rng.choice(('', 'in ', 'not '))}{name.replace('-', ' ')}"

    def long(self):
        return " ".join(self.rng.choice((self.word, self.known))() for _ in range(self.rng.randint(10, 22)))

    def garbled(self):
        parts = [self.rng.choice(ODD) if self.rng.random() < 0.5 else self.item() for _ in range(self.rng.randint(1, 6))]
        return self.rng.choice((" ", " ", "")).join(parts)

    def query(self):
        kind = by_chance(self.rng, {kind: weight for kind, (_, weight) in self.kinds.items()})
        text = self.kinds[kind][0]()
        if self.rng.random() < 0.05:
            text = self.rng.choice((text.upper(), text.capitalize(), text + "?", f" {text}  "))
        return kind, text.encode()[:4000].decode(errors="ignore")

    # Parameters

    def filters(self):
        filters = {}
        for field in self.rng.sample(COUNTED[:-1], by_chance(self.rng, {1: 5, 2: 2, 3: 1})):
            filters[field] = [self.any_value(field) for _ in range(by_chance(self.rng, {1: 4, 2: 2, 5: 1}))]
            if field == "authority" and self.rng.random() < 0.2:
                filters[field].append(misspelt(self.rng, self.any_value(field)))
        return filters

    def selection(self):
        """The parameters that most methods take beside the query."""
        params = {}
        if self.rng.random() < 0.45:
            params["match"] = self.rng.choice(("any", "all"))
        if self.rng.random() < 0.2:
            params["exact"] = True
        if self.rng.random() < 0.3:
            params["filters"] = self.filters()
        if self.rng.random() < 0.1:
            params[self.rng.choice(("date_from", "date_to"))] = self.any_value("date")[:self.rng.choice((4, 7, 10))]
        return params

    def page(self):
        params = {"limit": by_chance(self.rng, {10: 60, 0: 5, 1: 8, 3: 10, 50: 12, 200: 4, 1000: 1})}
        if self.rng.random() < 0.15:
            params["offset"] = self.rng.choice((1, 5, 10, 40, 300))
        params["snippet"] = by_chance(self.rng, {300: 50, 0: 15, 80: 15, 1000: 10, 20: 5, 100000: 5})
        return params

    def search(self):
        params = {**self.selection(), **self.page()}
        if self.rng.random() < 0.2:
            params["sort"] = self.rng.choice(("newest", "oldest", "relevance"))
        if self.rng.random() < 0.6:
            params["facets"] = self.rng.sample(COUNTED, by_chance(self.rng, {0: 3, 1: 3, 3: 2, len(COUNTED): 1}))
        if self.rng.random() < 0.2:
            params["count"] = self.rng.choice(("reports", "authorities"))
        if self.rng.random() < 0.2:
            params["collapse"] = True
        return params

    def params(self, method, query):
        """For a method that takes a query."""
        rng, selection = self.rng, self.selection()
        if method == "search":
            return {"query": query, **self.search(), **({"explain": True} if rng.random() < 0.1 else {})}
        if method == "explain":
            return {"query": query, **self.search(), "limit": rng.choice((1, 3, 10, 40))}
        if method == "matrix":
            rows, columns = rng.sample(COUNTED, 2)
            return {"query": query, **selection, "rows": rows, "columns": columns,
                    "count": by_chance(rng, {"paragraphs": 3, "reports": 1, "authorities": 1})}
        if method == "absent":
            return {"query": query, **selection, "of": rng.choice(("reports", "authorities"))}
        if method == "export":
            return {"query": query, **selection, "sort": rng.choice(("relevance", "newest", "oldest"))}
        params = {key: selection[key] for key in ("match", "exact") if key in selection}
        params |= {"authority": self.any_value("authority")} if rng.random() < 0.3 else \
                  {"reports": rng.choices(self.values["report"], k=2)}
        return params | ({"query": query, "limit": rng.choice((1, 5, 20))} if rng.random() < 0.7 else {})

    def draw(self):
        """A random request."""
        rng, method = self.rng, by_chance(self.rng, self.methods)
        if method in ("search", "explain", "matrix", "absent", "export", "compare"):
            kind, query = self.query()
            return Request(kind, method, self.params(method, query))
        params = {}
        if method == "similar":
            params = {"id": rng.choice(self.ids), **self.page()}
            if rng.random() < 0.3:
                params["filters"] = self.filters()
        elif method == "get":
            params = {"id": rng.choice(self.ids), "before": rng.randint(0, 5), "after": rng.randint(0, 50)}
        elif method == "judgements" and rng.random() < 0.7:
            field = rng.choice(("authority", "framework", "report", "year", "service_area", "grade"))
            params = {"filters": {field: [self.any_value(field)]}}
        elif method == "suggest" and rng.random() < 0.6:
            params = {"word": misspelt(rng, self.word()), "limit": rng.choice((1, 5, 50))}
        elif method == "suggest":
            field = rng.choice([field for field in COUNTED if field not in ("date", "year", "number")])
            value = self.any_value(field)
            params = {"field": field, "value": rng.choice((value[:4], misspelt(rng, value), value.upper()))}
        return Request("no query", method, params)

    def all_of(self, kind, text, is_short=True, **options):
        """Requests with a text that somebody wrote, for all methods that take one; a sample if the list is long."""
        requests = [Request(kind, "search", {"query": text, **options}),
                    Request(kind, "explain", {"query": text, **options, "limit": 10})]
        methods = ("matrix", "absent", "export", "compare") if is_short else (self.rng.choice(("matrix", "absent")),)
        requests += [Request(kind, "search", self.params("search", text)),
                     Request(kind, "search", {"query": text, "exact": True, "match": "any", "collapse": True})]
        return requests + [Request(kind, method, self.params(method, text)) for method in methods]
