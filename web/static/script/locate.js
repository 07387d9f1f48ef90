// SPDX-License-Identifier: GPL-2.0-or-later
//
// Where the text of a paragraph is among the pieces of text of a PDF's pages. Only
// letters and digits are compared, so that neither blanks, hyphens at the ends of
// lines and quotation marks matter, nor ligatures; and what is between two parts of
// the paragraph, such as a footnote and a running head, is passed over.
"use strict";

const locate = (() => {
  const SEED = 12; // letters that are looked for at a time
  const GAP = 1500; // the most letters between two parts
  const FAR = 0.2; // what a letter between two parts takes off a place

  const letters = (text) =>
    text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

  // All letters of the pieces, and of each letter the piece and the place in it.
  function flatten(pieces) {
    let all = "";
    const from = [];
    pieces.forEach((piece, n) => {
      let at = 0;
      for (const c of piece.str) {
        for (const letter of letters(c)) {
          all += letter;
          for (let i = 0; i < letter.length; i++) from.push([n, at, at + c.length]);
        }
        at += c.length;
      }
    });
    return { all, from };
  }

  // Parts [begin, end] of all that are the wanted letters from the i-th onwards, the
  // first of them at j, and how good a match they are.
  function follow(wanted, all, i, j) {
    const parts = [];
    let found = 0;
    let between = 0;
    for (;;) {
      const begin = j;
      while (i < wanted.length && wanted[i] === all[j]) i++, j++;
      found += j - begin;
      parts.push([begin, j]);
      let next = -1;
      for (; i < wanted.length && next < 0; i += next < 0) {
        const seed = wanted.substr(i, SEED);
        next = seed.length < SEED / 2 ? -1 : all.indexOf(seed, j);
        if (next > j + GAP) next = -1;
      }
      if (next < 0) return { parts, found, rank: found - FAR * between };
      between += next - j;
      j = next;
    }
  }

  // The parts of the pieces that are the text: [{n, begin, end}], and which share of
  // its letters they are.
  return (text, pieces) => {
    const wanted = letters(text);
    const { all, from } = flatten(pieces);
    let best = { parts: [], found: 0, rank: 0 };
    for (let i = 0; i < wanted.length && best.found < wanted.length / 2; i += SEED) {
      const seed = wanted.substr(i, SEED);
      for (let j = all.indexOf(seed); j >= 0; j = all.indexOf(seed, j + 1)) {
        const place = follow(wanted, all, i, j);
        if (place.rank > best.rank) best = place;
      }
    }
    const marks = [];
    for (const [begin, end] of best.parts)
      for (let j = begin; j < end; j++) {
        const [n, first, last] = from[j];
        let mark = marks[marks.length - 1];
        const isBlank = (text) => !letters(text) && text.length < 4;
        // What is between, if it is no more than blanks and marks, belongs to it.
        if (mark && mark.n < n && pieces.slice(mark.n + 1, n).every(({ str }) => isBlank(str)) &&
            isBlank(pieces[n].str.slice(0, first)) && isBlank(pieces[mark.n].str.slice(mark.end)))
          for (; mark.n < n; marks.push((mark = { n: mark.n + 1, begin: 0, end: 0 })))
            mark.end = pieces[mark.n].str.length;
        if (mark?.n === n && isBlank(pieces[n].str.slice(mark.end, first))) mark.end = last;
        else marks.push({ n, begin: first, end: last });
      }
    // The full stop at the end.
    const last = marks[marks.length - 1];
    if (last)
      last.end += pieces[last.n].str.slice(last.end).match(/^[^\p{L}\p{N}\s]*/u)[0].length;
    return { marks: marks.filter(({ begin, end }) => begin < end), share: wanted ? best.found / wanted.length : 0 };
  };
})();
