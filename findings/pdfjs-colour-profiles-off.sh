#!/usr/bin/env bash
# pdf.js 5.5: colour profiles of a PDF are ignored, without a word, unless its tables
# of Chinese, Japanese and Korean characters are offered too.
#
# One would guess that wasmUrl, from which qcms_bg.wasm is fetched, is all that ICC
# profiles need. But the profiles are only used if the worker fetches files by
# itself (useWorkerFetch), and that is false by default unless cMapUrl and
# standardFontDataUrl are given as well as wasmUrl. Otherwise colours are shown as if
# the profile were not there. No warning is written.
#
# Draws one red square of a colour space whose profile exchanges red and blue: with
# wasmUrl alone, with useWorkerFetch, and with the address of (here missing) tables.
# Fails if the first is not red or the others are not blue. Needs chromium.
set -euo pipefail

version=5.5.207
command -v chromium >/dev/null || { echo "there is no chromium"; exit 77; }
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$folder"' EXIT
cd "$folder"
npm pack --silent "pdfjs-dist@$version" >/dev/null
tar xzf "pdfjs-dist-$version.tgz"

cat >make.py <<'PY'
import struct


def fixed(x):
    return struct.pack(">i", round(x * 65536))


def xyz(*values):
    return b"XYZ \0\0\0\0" + b"".join(map(fixed, values))


red, green, blue = (0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
tags = {
    b"desc": b"desc\0\0\0\0" + struct.pack(">I", 2) + b"x\0" + b"\0" * 78,
    b"cprt": b"text\0\0\0\0x\0\0\0",
    b"wtpt": xyz(0.9642, 1.0, 0.8249),
    b"rXYZ": xyz(*blue), b"gXYZ": xyz(*green), b"bXYZ": xyz(*red),
    b"rTRC": curve, b"gTRC": curve, b"bTRC": curve,
}
table, data = struct.pack(">I", len(tags)), b""
for name, value in tags.items():
    value += b"\0" * (-len(value) % 4)
    table += name + struct.pack(">II", 128 + 4 + 12 * len(tags) + len(data), len(value))
    data += value
header = (struct.pack(">I4sI", 128 + len(table) + len(data), b"none", 0x02100000)
          + b"mntrRGB XYZ " + struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28
          + fixed(0.9642) + fixed(1.0) + fixed(0.8249)).ljust(128, b"\0")
profile = header + table + data

drawing = b"/C cs 1 0 0 sc 0 0 9 9 re f"
objects = [
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R"
    b"/Resources<</ColorSpace<</C[/ICCBased 5 0 R]>>>>>>",
    b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
    b"<</N 3/Length %d>>stream\n%s\nendstream" % (len(profile), profile),
]
out, places = b"%PDF-1.4\n", []
for n, body in enumerate(objects, 1):
    places.append(len(out))
    out += b"%d 0 obj%s\nendobj\n" % (n, body)
end = len(out)
out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
out += b"trailer<</Size 6/Root 1 0 R>>startxref\n%d\n%%%%EOF\n" % end
open("square.pdf", "wb").write(out)
PY
python3 make.py

cat >page.html <<'HTML'
<!doctype html><script type="module">
import * as pdfjs from "/package/build/pdf.min.mjs";
pdfjs.GlobalWorkerOptions.workerSrc = "/package/build/pdf.worker.min.mjs";
const at = (path) => new URL(path, location).href;
const colour = async (options) => {
  const pdf = await pdfjs.getDocument({ url: at("square.pdf"), wasmUrl: at("package/wasm/"), ...options }).promise;
  const page = await pdf.getPage(1);
  const viewport = page.getViewport({ scale: 1 });
  const canvas = Object.assign(document.createElement("canvas"), { width: 9, height: 9 });
  await page.render({ canvas, viewport }).promise;
  const [r, g, b] = canvas.getContext("2d").getImageData(4, 4, 1, 1).data;
  return r > 200 && b < 60 ? "red" : b > 200 && r < 60 ? "blue" : `${r},${g},${b}`;
};
const fonts = { standardFontDataUrl: at("package/standard_fonts/") };
const found = [
  await colour({}),
  await colour(fonts),
  await colour({ useWorkerFetch: true }),
  await colour({ ...fonts, cMapUrl: at("nowhere/") }),
];
fetch(`/found?${found}`);
</script>
HTML
cat >serve.py <<'PY'
import http.server


class Handler(http.server.SimpleHTTPRequestHandler):
    extensions_map = {".mjs": "text/javascript", ".wasm": "application/wasm", ".html": "text/html",
                      "": "application/octet-stream"}

    def do_GET(self):
        if self.path.startswith("/found?"):
            open("found", "w").write(self.path[len("/found?"):] + "\n")
        super().do_GET()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
PY
python3 serve.py >port &
server=$!
until [ -s port ]; do sleep 0.1; done
chromium --headless --no-sandbox --disable-gpu --user-data-dir="$folder/profile" \
    --remote-debugging-port=0 "http://127.0.0.1:$(cat port)/page.html" >chromium.log 2>&1 &
browser=$!
for _ in $(seq 600); do
    [ ! -s found ] || break
    sleep 0.1
done
kill "$browser"
wait "$browser" || :
[ -s found ] || { cat chromium.log; exit 1; }
echo "wasmUrl; and fonts; useWorkerFetch; and cMapUrl: $(cat found)"
[ "$(cat found)" = red,red,blue,blue ]
