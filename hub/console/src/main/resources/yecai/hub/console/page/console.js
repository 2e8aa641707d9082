"use strict";
// What a page cannot do without a script: noticing that rights have changed, fresh sources, printing and copying raw values.
(() => {
    const person = document.getElementById("person");
    if (person && window.EventSource) {
        const source = new EventSource(person.dataset.live);
        // Also after a lost connection, and for what was decided while the page was under way.
        source.addEventListener("state", (event) => event.data !== person.dataset.state && location.reload());
        source.addEventListener("ended", () => {
            source.close();
            location.assign("/console/sign-in?to=" + encodeURIComponent(location.pathname + location.search));
        });
        window.addEventListener("pagehide", () => source.close());
        // A page that comes back from the browser's memory may show what is no longer allowed.
        window.addEventListener("pageshow", (event) => event.persisted && location.reload());
    }

    const fresh = document.getElementById("sources-table");
    if (fresh) {
        setInterval(async () => {
            if (document.hidden) return;
            const answer = await fetch(fresh.dataset.refresh, { headers: { "X-Yecai-Unattended": "1" } }).catch(() => null);
            if (!answer || !answer.ok) return;
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            const now = page.getElementById("sources-table");
            if (now) fresh.replaceChildren(...now.childNodes);
        }, 10000);
    }

    // On a narrow screen the places are one line, of which the beginning is seen.
    const here = document.querySelector(".places [aria-current]");
    const reveal = () => {
        const line = here.closest("ul");
        line.scrollLeft = here.offsetLeft - line.offsetLeft + (here.offsetWidth - line.clientWidth) / 2;
    };
    if (here) {
        reveal();
        window.addEventListener("resize", reveal);
    }

    // A table of which more stands to the right says so by a shadow.
    const hint = (table) => table.classList.toggle("more", table.scrollLeft + table.clientWidth < table.scrollWidth - 1);
    const hints = () => document.querySelectorAll(".scroll").forEach(hint);
    hints();
    window.addEventListener("resize", hints);
    document.addEventListener("htmx:load", hints);
    document.addEventListener("scroll", (event) => event.target.matches?.(".scroll") && hint(event.target), true);

    document.addEventListener("click", (event) => {
        if (event.target.closest("button.print")) window.print();
    });

    // A field of a day is written as its browser writes days, 03/04 for one reader and another; beside it stands the day that is meant.
    document.addEventListener("input", (event) => {
        const day = event.target.type === "date" && document.querySelector(`[data-day-of="${CSS.escape(event.target.id)}"]`);
        if (day) day.textContent = event.target.value;
    });

    // Within one figure the value itself is copied: no blanks, no grouping, a plain minus.
    document.addEventListener("copy", (event) => {
        const selection = document.getSelection();
        const node = selection.anchorNode && selection.anchorNode.parentElement;
        const figure = node && node.closest("data");
        if (figure && figure.contains(selection.focusNode)) {
            event.clipboardData.setData("text/plain", figure.value);
            event.preventDefault();
        }
    });

    document.addEventListener("htmx:afterSwap", (event) => {
        if (event.target.id === "main") {
            document.getElementById("main").focus();
            document.title = document.querySelector("h1").textContent + " · Yecai Hub";
        }
    });
})();
