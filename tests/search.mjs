// Questions to the site's own search engine, each as by a reader who just came: node search.mjs <engine> <site>, questions as JSON on stdin.
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";

const [engine, site] = process.argv.slice(2);
const script = new vm.Script(fs.readFileSync(engine, "utf8"));
const files = new Map();

function content(file) {
  if (!files.has(file)) files.set(file, fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "");
  return files.get(file);
}

function ask({ query, org, most }) {
  const context = vm.createContext({ unescape, encodeURIComponent });
  script.runInContext(context);
  const loads = [];
  context.sunSearch.at("");
  context.sunSearch.fetch = (address, done) => {
    const text = content(path.join(site, address));
    loads.push([address, Buffer.byteLength(text)]);
    if (text) vm.runInContext(text, context);
    done();
  };
  let answer = null;
  context.sunSearch.find(query, { org, most }, (result) => { answer = result; });
  const hits = [...answer.gifts, ...answer.groups.flatMap((group) => group.hits), ...answer.days];
  const idle = context.sunSearch.idle;
  return { query, idle, hits, near: answer.near, meant: answer.meant, loose: answer.loose, short: answer.short, long: answer.long, cut: answer.cut, loads,
    listed: context.sunSearch.listed(org) };
}

console.log(JSON.stringify(JSON.parse(fs.readFileSync(0, "utf8")).map(ask)));
