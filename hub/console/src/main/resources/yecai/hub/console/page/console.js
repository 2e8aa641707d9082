"use strict";
// What a page cannot do without a script: noticing that rights have changed, fresh sources, printing and copying raw values.
(() => {
    const person = document.getElementById("person");
    if (person && window.EventSource) {
        const source = new EventSource(person.dataset.live);
        source.addEventListener("changed", () => location.reload());
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

    document.addEventListener("click", (event) => {
        if (event.target.closest("button.print")) window.print();
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
