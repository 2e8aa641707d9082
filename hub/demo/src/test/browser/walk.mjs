// Walks pages of the console in Chromium as several people, and says what it finds: messages of the browser's console, failed requests,
// violations that axe-core finds, and screenshots. node walk.mjs SPEC.json RESULT.json
import { readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";

const [specFile, resultFile] = process.argv.slice(2);
const spec = JSON.parse(readFileSync(specFile, "utf8"));
const require = createRequire(spec.modules + "/");
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({ executablePath: spec.chromium, args: ["--no-sandbox", "--disable-gpu"] });
const result = { pages: [], problems: [] };

function problem(where, what) {
    result.problems.push(where + ": " + what);
}

async function settled(page) {
    // Parts that come later are there when nothing is being looked up any more.
    await page.waitForFunction(() => !document.querySelector("[hx-trigger='load']"), null, { timeout: 120000 });
}

async function audit(page, where) {
    await page.evaluate(axe);
    const found = await page.evaluate(() =>
        window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
    for (const violation of found.violations) {
        problem(where, "axe " + violation.id + ": " + violation.nodes.slice(0, 3).map((node) => node.target.join(" ") + " " + (node.any[0]?.message ?? node.html.slice(0, 160))).join(" | "));
    }
}

async function walk(person, language, look) {
    const context = await browser.newContext({
        locale: language === "zh" ? "zh-CN" : "en-GB",
        colorScheme: look.dark ? "dark" : "light",
        viewport: look.narrow ? { width: 390, height: 844 } : { width: 1360, height: 900 },
        deviceScaleFactor: 1,
    });
    context.setDefaultTimeout(120000);
    const page = await context.newPage();
    let where = person.name + " " + language;
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && problem(where, "console: " + message.text()));
    page.on("pageerror", (error) => problem(where, "script: " + error.message));
    page.on("response", (answer) => answer.status() >= 400 && problem(where, answer.status() + " " + answer.url()));
    await page.goto(spec.url + "/console/sign-in");
    if (person.guest) {
        await page.click(`button[name=guest][value=${person.guest}]`);
    } else {
        await page.goto(spec.url + "/console/link?secret=" + person.links.pop());
        await page.click("main form button");
    }
    await page.waitForSelector("#person");
    for (const step of person.steps) {
        where = [person.name, language, look.name, step.path].join(" ");
        const start = Date.now();
        await page.goto(spec.url + step.path);
        if (step.follow) {
            const link = page.locator(step.follow).first();
            if ((await link.count()) === 0) {
                problem(where, "no link " + step.follow);
                continue;
            }
            await link.click();
            await page.waitForLoadState("load");
        }
        await settled(page);
        const title = await page.textContent("h1");
        if (!look.shotsOnly) await audit(page, where);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 0) problem(where, "the page is " + wide + " pixels wider than the screen");
        result.pages.push({ person: person.name, language, look: look.name, path: step.path, title, millis: Date.now() - start });
        if (step.shot && (person.shots || []).includes(language + " " + look.name)) {
            const file = spec.shots + "/" + [person.name, language, look.name, step.shot].join("-") + ".png";
            mkdirSync(dirname(file), { recursive: true });
            await page.screenshot({ path: file, fullPage: false });
        }
    }
    await context.close();
}

try {
    for (const person of spec.people) {
        for (const language of ["en", "zh"]) await walk(person, language, { name: "light-wide" });
        for (const shot of person.shots || []) {
            const [language, look] = shot.split(" ");
            if (look !== "light-wide") {
                await walk(person, language, { name: look, dark: look.startsWith("dark"), narrow: look.endsWith("narrow"), shotsOnly: look === "light-narrow" });
            }
        }
    }
} finally {
    writeFileSync(resultFile, JSON.stringify(result, null, 1));
    await browser.close();
}
