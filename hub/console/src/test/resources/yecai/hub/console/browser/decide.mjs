// A request for rows in one browser, two approvals, the use and a revoke in others: each open page shows the decision by itself. Says
// how many milliseconds after the click it was there.
import { main, result, settled, signInByLink, signInByPassword, somebody, spec } from "./browser.mjs";

result.millis = {};
result.story = {};

// How many milliseconds after the click the open page stood there anew, by its own clock: read to its end and painted. The story says when the
// decision was posted and answered, when the open page began to load itself anew, had its first and last byte, and when this script noticed.
async function measured(what, decider, click, open, seen) {
    let posted = 0;
    let answered = 0;
    const onPost = (request) => { if (request.method() === "POST") posted = Date.now(); };
    const onAnswer = (answer) => { if (answer.request().method() === "POST") answered = Date.now(); };
    decider.on("request", onPost);
    decider.on("response", onAnswer);
    const start = Date.now();
    const noticed = seen().then(() => Date.now());
    await click();
    const story = { noticed: await noticed, posted, answered };
    decider.off("request", onPost);
    decider.off("response", onAnswer);
    await open.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0
        && performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd > 0);
    Object.assign(story, await open.evaluate(() => {
        const way = performance.getEntriesByType("navigation")[0];
        const paint = performance.getEntriesByName("first-contentful-paint")[0];
        const moments = { reload: 0, first: way.responseStart, last: way.responseEnd, read: way.domContentLoadedEventEnd, painted: paint.startTime };
        return Object.fromEntries(Object.entries(moments).map(([name, millis]) => [name, performance.timeOrigin + millis]));
    }));
    for (const moment of Object.keys(story)) story[moment] = Math.round(story[moment] - start);
    result.story[what] = story;
    result.millis[what] = Math.max(story.read, story.painted);
}

async function act(page, place, part, fields) {
    await page.goto(spec.url + "/console/administration/" + place);
    const form = page.locator("#part-" + part + "-form");
    for (const [name, value] of Object.entries(fields)) {
        const field = form.locator(`[name=${name}]`);
        if ((await field.evaluate((element) => element.tagName)) === "SELECT") await field.selectOption(value);
        else await field.fill(value);
    }
    return () => form.locator("button").click();
}

await main(async () => {
    const people = {};
    for (const name of ["person", "first", "second", "dba"]) {
        people[name] = await somebody(() => name);
    }
    const me = await people.person.newPage();
    await signInByLink(me, spec.link);
    const first = await people.first.newPage();
    await signInByPassword(first, spec.first, spec.password);
    const second = await people.second.newPage();
    await signInByPassword(second, spec.second, spec.password);
    const dba = await people.dba.newPage();
    await signInByPassword(dba, spec.dba, spec.password);
    const rows = await people.person.newPage();
    await rows.goto(spec.url + "/console/receivables/items");
    await settled(rows);
    const theirs = `table a[href*='entity_key=${spec.row}&']`;
    result.rowsBefore = await rows.locator(theirs).count();

    await me.goto(spec.url + "/console/me");
    await me.fill("#ask-value", spec.company);
    await me.fill("#ask-until", spec.until);
    await me.fill("#ask-reason", "month end");
    await measured("asked", me, () => me.click("#ask button"), me, () => me.waitForSelector("li.request"));
    const number = await me.getAttribute("li.request input[name=request]", "value");
    const approvals = (text) => me.waitForFunction((wanted) => document.querySelector("li.request")?.textContent.includes(wanted), text);
    await measured("first approval", first, await act(first, "requests", "approve", { request: number }), me, () => approvals("1 of 2 approvals"));
    await measured("second approval", second, await act(second, "requests", "approve", { request: number }), me,
        () => me.waitForSelector("li.request form[action$='/use'] button"));
    await measured("rows there", me, () => me.click("li.request form[action$='/use'] button"), rows, () => rows.waitForSelector(theirs));
    const revoke = { principal: spec.principal, kind: "company", value: spec.company, reason: "month is over" };
    await measured("rows gone", dba, await act(dba, "access", "revoke", revoke), rows, async () => {
        await rows.waitForSelector(theirs, { state: "detached" });
    });
    await settled(rows);
    result.rowsAfter = await rows.locator(theirs).count();
    result.titleAfter = await rows.textContent("h1");
});
