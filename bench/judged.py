"""Judged queries: their files, and what an answer to one is worth."""
import hashlib
import json
import re
from math import log2
from pathlib import Path
from typing import Callable, NamedTuple

from engines import PAGE, Answer, Unable, complain

UNIT = re.compile(r"\d{3}:[FWL]?\d+(\.\d+)?")
KEY = re.compile(r"\S+ [0-9a-f]{12}")
BULLETS = {"F": "findings", "W": "what needs to improve"}


def discounted(gains):
    return sum(gain / log2(place + 1) for place, gain in enumerate(gains, start=1))


def ndcg(ids, judged, gain=lambda grade: max(grade, 0)):
    best = sorted(map(gain, judged.values()), reverse=True)[:10]
    return discounted(gain(judged.get(i, 0)) for i in ids[:10]) / discounted(best)


def relevant_of(judged):
    return {i for i, grade in judged.items() if grade > 0}


def collection_figures(answer, judged):
    relevant = relevant_of(judged)
    places = [place for place, i in enumerate(answer.ids, start=1) if i in relevant]
    precisions = (seen / place for seen, place in enumerate(places, start=1))
    return (ndcg(answer.ids, judged), sum(precisions) / len(relevant),
            sum(place <= 100 for place in places) / len(relevant))


def theme_figures(answer, judged):
    relevant, counted = relevant_of(judged), answer.ids[:answer.counted]
    return (ndcg(answer.ids, judged),
            2 * len(relevant.intersection(counted)) / (len(relevant) + len(counted)))


def pooled_figures(answer, judged):
    """If only a pool of the paragraphs was judged: the rest are left out, or count 0."""
    def gain(grade):
        return 2 ** max(grade, 0) - 1
    relevant = relevant_of(judged)
    counted = judged.keys() & answer.ids[:answer.counted]
    hit = len(relevant & counted)
    return (ndcg(answer.ids, judged, gain), ndcg([i for i in answer.ids if i in judged], judged, gain),
            hit / len(counted) if counted else 0, hit / len(relevant))


class Measure(NamedTuple):
    names: tuple
    figures: Callable
    depth: int      # how many hits to ask for
    is_whole: bool  # or all that are counted, if these are more

COLLECTION = Measure(("nDCG@10", "MAP", "R@100"), collection_figures, PAGE, False)
THEMES = Measure(("nDCG@10", "F1"), theme_figures, PAGE, True)
POOLED = Measure(("nDCG@10", "condensed", "P", "R"), pooled_figures, 200, False)


def mean(rows):
    return tuple(sum(column) / len(column) for column in zip(*rows))


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def halved(items, half):
    """The items at even or odd places, counted from 0; all if half is None."""
    return items if half is None else items[half::2]


def set_files(path):
    path = Path(path)
    return [path / name if path.is_dir() else Path(f"{path}.{name}") for name in ("queries.jsonl", "qrels.tsv")]


def read_grades(path):
    """For each query, the grades of the documents judged."""
    judged = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t") if "\t" in line else line.split()
        if len(fields) == 4:  # the format of TREC, with an iteration
            del fields[1]
        if len(fields) == 3 and re.fullmatch(r"-?\d+(\.\d*)?", fields[2]):
            judged.setdefault(fields[0], {})[fields[1]] = int(float(fields[2]))
    return judged


def read_set(path, half=None):
    """The queries that have a relevant document, and their judgements."""
    queries, qrels = set_files(path)
    judged = {query: grades for query, grades in read_grades(qrels).items() if relevant_of(grades)}
    asked = [{**query, "id": str(query["id"])} for query in read_lines(queries)]
    for query in judged.keys() - {query["id"] for query in asked}:
        complain(f"{qrels}: query {query} is judged, but not in {queries}")
    kept = [(query, judged[query["id"]]) for query in halved(asked, half) if query["id"] in judged]
    if not kept:
        raise Unable(f"{qrels}: nothing is judged relevant")
    return kept


def kinds(queries):
    return list(dict.fromkeys(query.get("kind", "theme") for query in queries))


def unit_names(record):
    """The names that judges may use for a paragraph of a report."""
    file, number, item = Path(record["source"]).name[:3], record["number"], record["item"]
    if number:
        yield f"{file}:{number}" + (f".{item}" if item else "")
        return
    yield f"{file}:L{record['line']}"
    section = (record["section"] or "").casefold()
    yield from (f"{file}:{letter}{item}" for letter, heading in BULLETS.items()
                if item and section.startswith(heading))


def key_of(record):
    words = re.findall("[a-z0-9]+", record["text"].lower())[:8]
    return f"{record['report']} {hashlib.sha1(' '.join(words).encode()).hexdigest()[:12]}"


class Themes:
    """Judged themes over the paragraphs of an index."""

    def __init__(self, path, records, half=None):
        self.name, self.queries = Path(path).name, read_set(path, half)
        judged = {i for _, grades in self.queries for i in grades}
        self.keys = {}   # of paragraphs by id, if only some were judged
        self.names = {}  # of paragraphs by id, as the judges used them
        if all(map(KEY.fullmatch, judged)):
            self.measure = POOLED
            self.keys = {record["id"]: key_of(record) for record in records}
            self.tell_lost((key, "no paragraph") for key in judged - set(self.keys.values()))
        else:
            self.measure = THEMES
            self.judge_by_id(records)

    def judge_by_id(self, records):
        ids, units, lost = {record["id"] for record in records}, {}, {}
        for record in records:
            for unit in unit_names(record):
                units.setdefault(unit, []).append(record["id"])
        for _, judged in self.queries:
            for paragraph in list(judged):
                found = units.get(paragraph, [])
                if UNIT.fullmatch(paragraph) and len(found) == 1:
                    self.names[found[0]] = paragraph
                    judged[found[0]] = judged.pop(paragraph)
                elif paragraph not in ids:
                    lost[paragraph] = " and ".join(found) or "no paragraph"
        self.tell_lost(lost.items())

    def tell_lost(self, lost):
        for paragraph, found in sorted(lost):
            complain(f"{self.name}: what was judged as {paragraph} is {found}")

    def by_key(self, answer):
        """The answer in the names of the judgements, each once."""
        if not self.keys:
            return answer
        keys = [self.keys[i] for i in answer.ids]
        return Answer(list(dict.fromkeys(keys)), len(set(keys[:answer.counted])))

    def ask(self, engine, query):
        return engine.answer_or_nothing(query, self.measure.depth, self.measure.is_whole)

    def figures(self, answer, judged):
        return self.measure.figures(self.by_key(answer), judged)


class Collection:
    """A folder of documents, queries and judgements."""

    def __init__(self, folder, half=None):
        self.name, self.folder = Path(folder).resolve().name, Path(folder)
        self.queries, self.measure, self.names = read_set(folder, half), COLLECTION, {}

    def documents(self):
        return read_lines(self.folder / "docs.jsonl")

    def write_records(self, path, title="title"):
        with open(path, "w", encoding="utf-8") as out:
            for record in as_records(self.documents(), title):
                out.write(json.dumps(record) + "\n")

    def ask(self, engine, query):
        return engine.answer_or_nothing(query)

    def figures(self, answer, judged):
        return self.measure.figures(answer, judged)


def as_records(docs, title):
    for doc in docs:
        heading, text = doc.get("title", "").strip(), doc["text"].strip()
        if not heading and not text:
            continue  # has no text, so it cannot be found
        record = {"id": str(doc["id"]), "text": text or heading}
        if heading and text and title == "text":
            record["text"] = heading + "\n" + text
        elif heading and text:
            record[title] = heading
        yield record
