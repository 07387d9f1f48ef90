// SPDX-License-Identifier: GPL-2.0-or-later
//
// Lucene, one thread, with its defaults. Does what peer.c does, with the same arguments.
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;

public class Lucene {
    static final String[] FIELDS = {"authority", "service_area", "grade"};
    static final Analyzer ANALYZER = new EnglishAnalyzer(CharArraySet.EMPTY_SET);

    static String field(String line, String name) {
        String mark = "\"" + name + "\":";
        int at = line.indexOf(mark) + mark.length();
        return line.charAt(at) == '"' ? line.substring(at + 1, line.indexOf('"', at + 1))
                                      : line.substring(at, line.indexOf(',', at));
    }

    static Document document(String line) {
        Document document = new Document();
        document.add(new TextField("text", field(line, "text"), Field.Store.YES));
        document.add(new StoredField("id", field(line, "report") + "/" + field(line, "number")));
        for (String name : FIELDS) {
            document.add(new StringField(name, field(line, name), Field.Store.NO));
            document.add(new SortedDocValuesField(name, new BytesRef(field(line, name))));
        }
        document.add(new SortedDocValuesField("date", new BytesRef(field(line, "date"))));
        return document;
    }

    static void index(Path folder, String[] paths) throws IOException {
        try (IndexWriter writer = new IndexWriter(FSDirectory.open(folder), new IndexWriterConfig(ANALYZER))) {
            for (int i = 2; i < paths.length; i++)
                try (BufferedReader in = Files.newBufferedReader(Path.of(paths[i]))) {
                    for (String line; (line = in.readLine()) != null;)
                        writer.addDocument(document(line));
                }
        }
    }

    static void compact(Path folder) throws IOException {
        try (IndexWriter writer = new IndexWriter(FSDirectory.open(folder), new IndexWriterConfig(ANALYZER))) {
            writer.forceMerge(1);
        }
    }

    static Term stemmed(String word) throws IOException {
        try (TokenStream tokens = ANALYZER.tokenStream("text", word)) {
            CharTermAttribute text = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            tokens.incrementToken();
            Term term = new Term("text", text.toString());
            tokens.end();
            return term;
        }
    }

    static Query parsed(String line) throws IOException {
        String[] parts = line.split("\t"), words = parts[3].split(" ");
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        for (String word : words) {
            Term term = stemmed(word);
            all.add(new TermQuery(term), parts[1].equals("any") ? Occur.SHOULD : Occur.MUST);
            phrase.add(term);
        }
        Query query = parts[1].equals("phrase") ? phrase.build()
                    : parts[1].equals("prefix") ? new PrefixQuery(new Term("text", words[0])) : all.build();
        if (parts[2].equals("-"))
            return query;
        return new BooleanQuery.Builder().add(query, Occur.MUST)
            .add(new TermQuery(new Term("authority", parts[2])), Occur.FILTER).build();
    }

    /** Counts all matches by the three fields, in each segment. */
    static class Facets extends SimpleCollector {
        final SortedDocValues[] values = new SortedDocValues[FIELDS.length];
        final List<int[][]> counts = new ArrayList<>();

        @Override protected void doSetNextReader(LeafReaderContext segment) throws IOException {
            int[][] own = new int[FIELDS.length][];
            for (int i = 0; i < FIELDS.length; i++) {
                values[i] = DocValues.getSorted(segment.reader(), FIELDS[i]);
                own[i] = new int[values[i].getValueCount()];
            }
            counts.add(own);
        }

        @Override public void collect(int document) throws IOException {
            int[][] own = counts.get(counts.size() - 1);
            for (int i = 0; i < FIELDS.length; i++)
                if (values[i].advanceExact(document))
                    own[i][values[i].ordValue()]++;
        }

        @Override public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }

    static void search(IndexSearcher searcher, Query query, boolean withFacets) throws IOException {
        TopDocs hits = searcher.search(query, 10);
        for (ScoreDoc hit : hits.scoreDocs)
            searcher.doc(hit.doc);
        if (withFacets)
            searcher.search(query, new Facets());
    }

    static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    static void time(IndexSearcher searcher, List<String> lines, int repeats, double seconds) throws IOException {
        // What is often run is compiled; this takes a while.
        for (long end = System.nanoTime() + 3_000_000_000L; System.nanoTime() < end;)
            for (String line : lines) {
                search(searcher, parsed(line), false);
                search(searcher, parsed(line), true);
            }
        for (boolean withFacets : new boolean[] {false, true})
            for (int i = 0; i < lines.size(); i++) {
                search(searcher, parsed(lines.get(i)), withFacets);
                double used = 0;
                for (int n = 0; n < repeats && used < 1e3 * seconds; n++) {
                    long begunCpu = cpu(), begun = System.nanoTime();
                    search(searcher, parsed(lines.get(i)), withFacets);
                    double took = (System.nanoTime() - begun) / 1e6;
                    System.out.printf("%d %s %.4f %.4f%n", i, withFacets ? "facets" : "top", took,
                                      (cpu() - begunCpu) / 1e6);
                    used += took;
                }
            }
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "prepare": return;
            case "index": index(folder, arguments); return;
            case "compact": compact(folder); return;
        }
        IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(FSDirectory.open(folder)));
        searcher.setQueryCache(null); // it would keep the matches of a filter
        List<String> lines = Files.readAllLines(Path.of(arguments[2]));
        if (arguments[0].equals("count"))
            for (String line : lines)
                System.out.println(searcher.count(parsed(line)));
        else
            time(searcher, lines, Integer.parseInt(arguments[3]), Double.parseDouble(arguments[4]));
    }
}
