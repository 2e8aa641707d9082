// Looks at pages whose texts an attacker has written: none of them has become an element, an attribute or a script.
import { main, problem, result, settled, signInAsGuest, signInByLink, signInByPassword, somebody, spec } from "./browser.mjs";

result.pages = [];

await main(async () => {
    let where = "";
    const context = await somebody(() => where, {}, () => where.includes("as_of="));
    const page = await context.newPage();
    await page.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) => {
            console.error("refused: " + event.violatedDirective + " " + event.blockedURI + " " + event.sample);
        });
    });
    if (spec.link) await signInByLink(page, spec.link);
    else if (spec.guest) await signInAsGuest(page, spec.guest);
    else await signInByPassword(page, spec.login, spec.password);
    const paths = [...spec.paths];
    for (let path = paths.shift(); path; path = paths.shift()) {
        where = path;
        await page.goto(spec.url + path);
        await settled(page);
        for (const summary of await page.$$("summary")) await summary.click();
        const found = await page.evaluate(() => {
            const foreign = [];
            for (const element of document.querySelectorAll("*")) {
                const name = element.tagName.toLowerCase();
                if (["script", "iframe", "object", "embed", "base", "style", "math", "img", "link", "meta"].includes(name)
                    && !element.matches("head > *, header.top img")) foreign.push(name);
                if (name === "svg" && !element.matches("svg.chart")) foreign.push("svg");
                for (const attribute of element.attributes) {
                    if (/^on/i.test(attribute.name)) foreign.push(name + "[" + attribute.name + "]");
                    if (/^(href|src|action|formaction)$/i.test(attribute.name) && !/^(\/console|#)/.test(attribute.value)) {
                        foreign.push(name + "[" + attribute.name + "=" + attribute.value + "]");
                    }
                }
            }
            return { foreign, ran: Boolean(window.attacked), text: document.body.innerText };
        });
        for (const name of new Set(found.foreign)) problem(where, "the data has made " + name);
        if (found.ran) problem(where, "a script of the data ran");
        if (spec.follow && spec.paths.includes(path)) {
            const links = await page.$$eval("td a", (all) => all.map((link) => link.getAttribute("href")));
            const others = links.filter((link) => link.split("?")[0] !== path.split("?")[0]);
            paths.push(...others.slice(0, spec.follow), ...others.slice(-1));
        }
        result.pages.push({ path, marks: spec.marks.filter((mark) => found.text.includes(mark)) });
    }
});
