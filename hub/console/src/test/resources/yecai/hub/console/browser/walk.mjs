// Walks pages of the console as several people in both languages, and says what it finds: messages of the browser's console, failed
// requests, what axe-core objects to, words of another language, and pages that are wider than a narrow screen.
import { audit, auditContrast, main, problem, result, settled, shot, signInAsGuest, signInByLink, somebody, spec } from "./browser.mjs";

const NARROW = { width: 390, height: 844 };
const WIDE = { width: 1360, height: 900 };
result.pages = [];
// How many milliseconds went into what, of all visits.
result.spent = {};

async function timed(what, work) {
    const start = Date.now();
    try {
        return await work();
    } finally {
        result.spent[what] = (result.spent[what] ?? 0) + Date.now() - start;
    }
}

// Headings, labels and buttons of a Chinese page have a Chinese sign; names, codes and formats of files have none in any language.
const WORDS = "h1, h2, th, dt, label, legend, caption, summary, main button, nav.places a, figcaption, p.about, p.size, p.empty";
const SAME_IN_ALL = /^(CSV|Excel|SVG|SQL|ERP|DBA|English|[\d\s.,:%–−+()-]*)$/;

async function untranslated(page, where) {
    const texts = await page.$$eval(WORDS, (elements) => elements.map((element) => element.textContent.trim()));
    for (const text of new Set(texts)) {
        if (!/\p{Script=Han}/u.test(text) && !SAME_IN_ALL.test(text)) problem(where, "not in Chinese: " + text);
    }
}

async function tooWide(page, where) {
    const pixels = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (pixels > 0) problem(where, "the page is " + pixels + " pixels wider than the screen");
}

// What axe says of one row it says of hundreds like it, and takes a second for each hundred.
async function keepFirstRows(page) {
    await page.$$eval("tbody", (bodies) => bodies.forEach((body) => {
        while (body.rows.length > 8) body.deleteRow(5);
    }));
}

async function show(page, name) {
    await page.emulateMedia({ colorScheme: name.startsWith("dark") ? "dark" : "light" });
    await page.setViewportSize(name.endsWith("narrow") ? NARROW : WIDE);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

// Colours are the same in both languages, lengths of words are not.
async function look(page, step, person, language, where) {
    await tooWide(page, where);
    for (const name of ["light-wide", "dark-wide", "dark-narrow", "light-narrow"]) {
        const isShot = step.shot && (person.shots || []).includes(language + " " + name) && (step.key || name === "light-wide");
        const isChecked = name === "light-narrow" && person.looks;
        if (!isShot && !isChecked) continue;
        await timed("show", () => show(page, name));
        await tooWide(page, where + " " + name);
        if (isShot) await timed("shot", () => shot(page, [person.name, language, name, step.shot].join("-")));
    }
    if (!person.audit) return;
    await keepFirstRows(page);
    await show(page, "light-wide");
    await timed("axe", () => audit(page, where, language === "en" ? [] : ["color-contrast"]));
    if (person.looks && language === "en") {
        await show(page, "dark-wide");
        await timed("axe dark", () => auditContrast(page, where + " dark"));
        await show(page, "light-wide");
    }
}

async function walk(person, language) {
    let where = person.name + " " + language;
    const context = await somebody(() => where, { locale: language === "zh" ? "zh-CN" : "en-GB", viewport: WIDE, colorScheme: "light" });
    const page = await context.newPage();
    if (person.guest) {
        await signInAsGuest(page, person.guest);
    } else {
        await signInByLink(page, person.links.pop());
    }
    for (const step of person.steps) {
        where = [person.name, language, step.path].join(" ");
        const start = Date.now();
        await timed("load", () => page.goto(spec.url + step.path));
        if (step.follow) {
            const link = page.locator(step.follow).first();
            if ((await link.count()) === 0) {
                problem(where, "no link " + step.follow);
                continue;
            }
            await timed("follow", () => Promise.all([page.waitForEvent("load"), link.click()]));
        }
        await timed("parts", () => settled(page));
        const title = await page.textContent("h1");
        const millis = Date.now() - start;
        if (language === "zh") await timed("words", () => untranslated(page, where));
        await look(page, step, person, language, where);
        result.pages.push({ person: person.name, language, path: step.path, title, millis, all: Date.now() - start });
    }
    await context.close();
}

await main(async () => {
    // Two at once: while one waits for the hub, the other looks at its page.
    const walks = spec.people.flatMap((person) => ["en", "zh"].map((language) => [person, language]));
    const worker = async () => {
        for (let next = walks.shift(); next; next = walks.shift()) await walk(...next);
    };
    await Promise.all([worker(), worker()]);
});
