// SPDX-License-Identifier: GPL-2.0-or-later
//
// Every page that people read is for everybody: no violation of WCAG 2.2 AA in light
// and dark, and no scrolling sideways from 320 to 2560 px.
import { run } from "./harness.mjs";

const pages = {
  start: "/",
  results: "/?q=case+recording",
  narrowed: "/?q=supervison&grade=inadequate&grade=adequate&from=2010&to=2013",
  nothing: "/?q=case&authority=Northmare",
  mistake: "/?q=%22case",
  paragraph: "/paragraph/northmere-2010-02-19/23?before=2&after=2",
  similar: "/similar/northmere-2010-02-19/23",
  reports: "/reports",
  report: "/report/wyndmoor-2015-03-26",
  text: "/report/wyndmoor-2015-03-26?all=1",
  missing: "/nowhere",
};
const claims = {};

for (const [name, address] of Object.entries(pages))
  claims[`${name} can be read by everybody`] = async (t) => {
    t.expects(/status of 40[04]/);
    for (const scheme of ["light", "dark"]) {
      await t.scheme(scheme);
      await t.open(address);
      await t.axe();
    }
    for (const width of [320, 640, 1000, 2560]) {
      await t.size(width);
      await t.open(address);
      await t.fits();
    }
  };

await run(claims);
