(() => {
  // What the page remembers, what it says, and how a click becomes a wish: an event that gradio hears in
  // `ask_tab`. Any element of any tab may carry one of the attributes below.
  const KEY = "aq-reader"; // this browser's own, for its conversations
  const PAGE = "aq-page"; // this tab's, for reloads and restarts of the server
  const DRAFT = "aq-draft"; // what was typed and not asked yet

  const stored = (storage, name, value) => {
    try {
      if (value !== undefined) storage.setItem(name, value);
      return storage.getItem(name) ?? "";
    } catch {
      return value ?? ""; // storage is switched off: all goes well until the page is reloaded
    }
  };

  const random = () => Array.from(crypto.getRandomValues(new Uint8Array(24)), (n) => n.toString(16).padStart(2, "0")).join("");

  function remembered() {
    const key = stored(localStorage, KEY) || stored(localStorage, KEY, random());
    let page = {};
    try {
      page = JSON.parse(stored(sessionStorage, PAGE) || "{}");
    } catch {}
    return JSON.stringify({ ...page, key });
  }

  // A question may be typed before the page has heard from the server; it waits until then.
  let heard;
  let latest = "";
  const arrived = Promise.race([
    new Promise((resolve) => (heard = resolve)),
    new Promise((resolve) => setTimeout(resolve, 5000)),
  ]).then(() => (ready = true));
  let ready = false;

  function remember(page) {
    if (!latest) bringBack(stored(sessionStorage, DRAFT));
    latest = stored(sessionStorage, PAGE, page);
    heard();
    turned();
  }

  // What leads to another conversation comes before what is asked or wished for next.
  let turned = () => {};
  let turning = Promise.resolve();
  function turnFrom(conversation) {
    if ((JSON.parse(latest || "{}").conversation || "") !== conversation) turn();
  }

  function turn() {
    turning = Promise.race([
      new Promise((resolve) => (turned = resolve)),
      new Promise((resolve) => setTimeout(resolve, 2000)),
    ]);
  }

  // Gradio's own handlers lose what comes before it has connected them all, so it is kept from them until then.
  function askLater(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    arrived.then(() => {
      box().dispatchEvent(new Event("input", { bubbles: true }));
      setTimeout(() => document.getElementById("aq-go").click());
    });
  }

  const asksByKey = (event) => event.target === box() && event.key === "Enter" && !event.shiftKey && !event.isComposing;
  document.addEventListener("keydown", (event) => !ready && asksByKey(event) && askLater(event), true);
  document.addEventListener("click", (event) => !ready && event.target.closest?.("#aq-go") && askLater(event), true);

  // After a reload: what was typed while the server was away.
  function bringBack(draft) {
    if (!draft || box().value) return;
    box().value = draft;
    box().dispatchEvent(new Event("input", { bubbles: true }));
  }

  const taken = () => void stored(sessionStorage, DRAFT, "");

  async function page() {
    const before = turning;
    await arrived;
    await before;
    return latest || remembered();
  }

  function say(words) {
    let toast = document.getElementById("aq-toast");
    if (!toast) {
      toast = document.body.appendChild(document.createElement("p"));
      toast.id = "aq-toast";
      toast.setAttribute("role", "status");
    }
    toast.textContent = words;
    toast.classList.add("aq-seen");
    clearTimeout(say.timer);
    say.timer = setTimeout(() => toast.classList.remove("aq-seen"), Math.max(2500, 60 * words.length));
  }

  function hear(told) {
    const { say: words, save } = JSON.parse(told || "{}");
    if (words) say(words);
    if (!save) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([save], { type: "text/markdown" }));
    link.download = "conversation.md";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  async function copy(words, what) {
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      // Only https and this machine's own pages may use the clipboard so; elsewhere the old way is left.
      const area = document.body.appendChild(document.createElement("textarea"));
      area.value = words;
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    say(`${what} copied.`);
  }

  const box = () => document.querySelector("#aq-ask textarea");
  const tell = (name, wish) => page().then(() => document.dispatchEvent(new CustomEvent(name, { detail: wish })));
  const act = (wish) => tell("aq-act", wish);
  const again = (wish) => tell("aq-again", wish);
  const place = (element) => ({ start: element.dataset.start, end: element.dataset.end });

  function toTab(name) {
    for (const tab of document.querySelectorAll("#aq-tabs [role=tab]"))
      if (tab.textContent.trim() === name) tab.click();
  }

  // A tab that was just chosen is not there at once.
  function toBox(tries = 80) {
    if (box().offsetParent) box().focus();
    else if (tries) setTimeout(() => toBox(tries - 1), 25);
  }

  // Without a keyboard on a phone's screen, which the box would open.
  function toTalk(tries = 80) {
    const talk = document.getElementById("aq-talk");
    if (!talk.offsetParent) return void (tries && setTimeout(() => toTalk(tries - 1), 25));
    document.getElementById("aq-conversation").scrollIntoView({ block: "end" });
    talk.tabIndex = -1;
    talk.focus({ preventScroll: true });
  }

  const linkTo = (article, { start, end }) =>
    `${location.origin}${location.pathname}?${new URLSearchParams({ article, start, end })}`;

  const clicked = [
    ["data-copy", (element) => copy(element.dataset.copy, "Answer")],
    ["data-copy-link", (element) => copy(linkTo(element.dataset.copyLink, place(element)), "Link")],
    ["data-found", (element) => window.aq.lead({ act: "found", found: element.dataset.found, ...place(element) })],
    ["data-about", (element) => (toTab("Ask"), act({ act: "about", article: element.dataset.about }), toBox())],
    ["data-tab", (element) => toTab(element.dataset.tab)],
    ["data-ask", asked],
    ["data-act", acted],
  ];

  function asked(element) {
    coming = Boolean(element.closest("#aq-articles"));
    if (coming) toTab("Ask");
    again({ ...element.dataset });
    if (!element.closest("#aq-conversation")) toTalk();
  }

  function acted(element) {
    if (element.matches("form")) return;
    act({ ...element.dataset });
    const { act: name, conversation } = element.dataset;
    if (name === "new") turnFrom("");
    if (name === "open") turnFrom(conversation);
    if (name === "samples") element.disabled = true;
    element.closest(".aq-confirm")?.hidePopover();
    if (name === "open") element.closest("[popover]").hidePopover();
    if (name === "also") element.closest("[popover]").querySelector("[data-find]").value = "";
    if (["new", "edit", "open", "leave"].includes(name)) toBox();
  }

  // Whoever comes back may find the page changed, but for a question on the way: its answer changes the page.
  let away = false;
  let coming = false;
  function beenAway() {
    const looks = away && !coming;
    coming = false;
    return looks;
  }

  document.addEventListener("click", (event) => {
    const tab = event.target.closest?.("#aq-tabs [role=tab]");
    if (tab && tab.textContent.trim() !== "Ask") away = true;
    for (const [name, does] of clicked) {
      const element = event.target.closest?.(`[${name}]`);
      if (element) return void does(element);
    }
  });

  document.addEventListener("change", (event) => {
    if (event.target.name !== "aq-written") return;
    act({ act: "write", written: event.target.value });
    turn();
  });

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-act]");
    if (!form) return;
    event.preventDefault();
    act({ ...form.dataset, ...Object.fromEntries(new FormData(form)) });
    form.closest("[popover]")?.hidePopover();
  });

  document.addEventListener("input", (event) => {
    if (event.target === box()) stored(sessionStorage, DRAFT, box().value);
    if (!event.target.matches?.("[data-find]")) return;
    const find = event.target.value;
    clearTimeout(act.timer);
    act.timer = setTimeout(() => act({ act: "find", find }), 200);
  });

  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target.id === "aq-earlier" && event.newState === "open") act({ act: "earlier" });
    },
    true,
  );

  window.aq = { remembered, remember, page, taken, beenAway, hear, say, act, box };
})();
