// Looks at the page that .ci/spec-page has made: `node drawn.mjs FOLDER CHROMIUM`. Serves it on loopback, lets Chromium follow every
// link on it, and holds what is to be seen against the spec. Called by .ci/drawn.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [folder, chromium] = process.argv.slice(2);
const spec = JSON.parse(readFileSync("spec/openapi.json", "utf8"));

// What is to be seen behind the link that ends like this.
const expected = [];
const provenance = (at) => `"page":"${at["x-provenance"].page}"`;
for (const path of Object.keys(spec.paths)) {
    const at = spec.paths[path].post;
    expected.push([`/${at.operationId}`, [at.summary, at.description, path, `effect: ${at["x-effect"]}`, provenance(at)]]);
}
for (const tag of Object.keys(spec.webhooks)) {
    const at = spec.webhooks[tag].post;
    expected.push([`/${tag}/post`, [at.summary, at.description, tag, `webhook-group: ${at["x-webhook-group"]}`, provenance(at)]]);
}

// Runs in the page: what is to be seen after each link, as JSON in the place of the page.
const follow = async () => {
    const wait = (time) => new Promise((done) => setTimeout(done, time));
    const links = () => [...document.querySelectorAll("a[href]")].filter((link) => /^[#/]/.test(link.getAttribute("href")));
    await wait(3000);
    const seen = {};
    for (let count = 0; count < 500; count++) {
        const next = links().find((link) => !(link.getAttribute("href") in seen));
        if (!next) break;
        const name = next.getAttribute("href");
        seen[name] = "";
        next.click();
        await wait(250);
        seen[name] = document.body.innerText;
    }
    const out = document.createElement("pre");
    out.id = "seen";
    out.textContent = encodeURIComponent(JSON.stringify(seen));
    document.body.replaceChildren(out);
};

const server = createServer((request, answer) => {
    if (request.url !== "/") return answer.writeHead(404).end();
    answer.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    answer.end(`${readFileSync(join(folder, "index.html"), "utf8")}<script>addEventListener("load", ${follow});</script>`);
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));

const profile = mkdtempSync(join(tmpdir(), "drawn-"));
const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
flags.push("--disable-component-update", "--disable-sync", `--user-data-dir=${profile}`, "--virtual-time-budget=300000", "--dump-dom");
const browser = spawn(chromium, [...flags, `http://127.0.0.1:${server.address().port}/`], { stdio: ["ignore", "pipe", "ignore"] });
let dom = "";
for await (const chunk of browser.stdout) dom += chunk;
server.close();
rmSync(profile, { recursive: true, force: true, maxRetries: 5 });

const found = /<pre id="seen">([^<]*)<\/pre>/.exec(dom);
const seen = found ? JSON.parse(decodeURIComponent(found[1])) : {};
const plain = (text) => text.replaceAll(/\s+/g, " ");
const missing = [];
for (const [link, texts] of expected) {
    const name = Object.keys(seen).find((name) => decodeURIComponent(name).endsWith(link));
    const shown = plain(seen[name] ?? "");
    for (const text of texts) {
        if (!shown.includes(plain(text))) missing.push(`${link}: ${text}`);
    }
}
if (missing.length > 0) {
    console.error(`the page does not show, of what the spec says:\n${missing.join("\n")}`);
    process.exit(1);
}
console.log(`the page shows ${expected.length} operations and events, with their words, effect and provenance`);
