// What all scripts have in common: node SCRIPT.mjs SPEC.json RESULT.json, with Chromium and the modules that the specification names.
import { readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";

const [specFile, resultFile] = process.argv.slice(2);
export const spec = JSON.parse(readFileSync(specFile, "utf8"));
export const result = { problems: [] };
const require = createRequire(spec.modules + "/");
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const PATIENCE = 120000;
let browser;

export function problem(where, what) {
    result.problems.push(where + ": " + what);
}

// A browser of its own for somebody: no cookie is shared with others. where() says where they are, for what goes wrong; refused() whether the
// address asks for what there is not.
export async function somebody(where, options = {}, refused = () => false) {
    const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, deviceScaleFactor: 1, reducedMotion: "reduce", ...options });
    context.setDefaultTimeout(PATIENCE);
    context.on("page", (page) => {
        page.on("console", (message) => {
            if (refused() && message.text().startsWith("Failed to load resource")) return;
            if (["error", "warning"].includes(message.type())) problem(where(), "console: " + message.text());
        });
        page.on("pageerror", (error) => problem(where(), "script: " + error.message));
        page.on("dialog", async (dialog) => {
            problem(where(), "a script of the page's data runs: " + dialog.message());
            await dialog.dismiss();
        });
        page.on("response", (answer) => {
            if (answer.status() >= 400 && !refused()) problem(where(), answer.status() + " " + answer.url());
        });
    });
    return context;
}

export async function signInByLink(page, secret) {
    await page.goto(spec.url + "/console/link?secret=" + secret);
    await page.click("main form button");
    await page.waitForSelector("#person");
}

export async function signInByPassword(page, login, password) {
    await page.goto(spec.url + "/console/sign-in");
    await page.fill("#login", login);
    await page.fill("#password", password);
    await page.click("#title-password ~ form button");
    await page.waitForSelector("#person");
}

export async function signInAsGuest(page, guest) {
    await page.goto(spec.url + "/console/sign-in");
    await page.click(`button[name=guest][value=${guest}]`);
    await page.waitForSelector("#person");
}

// Parts that come later are there when nothing is to be loaded any more.
export async function settled(page) {
    await page.waitForFunction(() => !document.querySelector("[hx-trigger='load']"));
}

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// All of axe's rules but those that are left out.
export async function audit(page, where, leftOut = []) {
    const rules = Object.fromEntries(leftOut.map((rule) => [rule, { enabled: false }]));
    await auditBy(page, where, { runOnly: { type: "tag", values: TAGS }, rules });
}

export async function auditContrast(page, where) {
    await auditBy(page, where, { runOnly: { type: "rule", values: ["color-contrast"] } });
}

async function auditBy(page, where, options) {
    if (!(await page.evaluate(() => Boolean(window.axe)))) await page.evaluate(axe);
    const found = await page.evaluate((asked) => window.axe.run(document, { ...asked, resultTypes: ["violations"] }), options);
    for (const violation of found.violations) {
        problem(where, "axe " + violation.id + ": " + violation.nodes.slice(0, 3)
            .map((node) => node.target.join(" ") + " " + (node.any[0]?.message ?? node.html.slice(0, 160))).join(" | "));
    }
}

export async function shot(page, name) {
    mkdirSync(spec.shots, { recursive: true });
    await page.screenshot({ path: spec.shots + "/" + name + ".png", fullPage: false });
}

export async function main(work) {
    browser = await chromium.launch({ executablePath: spec.chromium, args: ["--no-sandbox", "--disable-gpu"] });
    try {
        await work();
    } catch (error) {
        problem("the script", error.stack);
        for (const page of browser.contexts().flatMap((context) => context.pages())) {
            const text = await page.evaluate(() => document.querySelector("main")?.innerText ?? "").catch((gone) => gone.message);
            problem("open then", page.url() + " " + text.slice(0, 600).replace(/\s+/g, " "));
        }
    } finally {
        writeFileSync(resultFile, JSON.stringify(result, null, 1));
        await browser.close();
    }
}
