(() => {
  // What the sources panel shows. The server names the place it is opened at in data-open; everything else
  // follows the reader's clicks. The keyboard focus moves only where the reader sends it.
  const narrow = matchMedia("(max-width: 860px)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const glide = () => (still.matches ? "instant" : "smooth");
  let opened = ""; // what data-open said last
  let current = ""; // the quote that is marked as the active one
  let followed = ""; // the state of the conversation that was last scrolled to
  let leading = false; // whether the reader waits to be led to the panel
  const unfolded = new Set(); // the disclosures that the reader opened

  const panel = () => document.querySelector(".aq-panel");
  const shownArticle = () => panel()?.querySelector("article:not([hidden])");

  function show(article, target, behavior) {
    const moved = article.hidden;
    for (const other of panel().querySelectorAll("article")) other.hidden = other !== article;
    for (const tab of panel().querySelectorAll("[data-article]"))
      tab.setAttribute("aria-pressed", String(tab.dataset.article === article.id));
    const body = article.querySelector(".aq-body");
    const view = body.getBoundingClientRect();
    const box = target.getBoundingClientRect();
    const end = [...article.querySelectorAll("mark.aq-active")].at(-1)?.getBoundingClientRect() ?? box;
    // A quarter down, or higher up where a long quote would end below the panel.
    const above = Math.max(0, Math.min(view.height / 4, view.height - (end.bottom - box.top) - 8));
    const top = body.scrollTop + box.top - view.top - above;
    body.scrollTo({ top, behavior: moved ? "instant" : behavior });
  }

  const named = (mark) => mark.dataset.cites.split(" ").includes(current);

  function paint() {
    for (const mark of document.querySelectorAll(".aq-panel mark")) mark.classList.toggle("aq-active", named(mark));
    for (const link of document.querySelectorAll(".aq-cite"))
      link.classList.toggle("aq-active", link.getAttribute("href") === "#" + current);
    for (const details of document.querySelectorAll(".aq-fold")) {
      const open = unfolded.has(details.id);
      if (details.open !== open) details.open = open;
    }
  }

  function open(name, behavior) {
    const anchor = document.getElementById(name)?.closest(".aq-panel article");
    const article = anchor ?? (name.startsWith("read-") ? shownArticle() : null);
    if (!article) return false;
    current = name;
    paint();
    show(article, article.querySelector("mark.aq-active") ?? article.querySelector(".aq-body > *") ?? article, behavior);
    return true;
  }

  function bring() {
    leading = false;
    document.body.classList.remove("aq-alone");
    if (narrow.matches) panel().scrollIntoView({ block: "start", behavior: glide() });
  }

  // Ask the server for what is not in the panel yet, and go there when it has come.
  window.aq.lead = (wish) => {
    leading = true;
    opened = "";
    window.aq.act(wish);
  };

  function cite(link) {
    const name = link.getAttribute("href").slice(1);
    document.body.classList.remove("aq-alone");
    if (open(name, glide())) return bring();
    const [, turn, n] = name.split("-");
    window.aq.lead({ act: "cite", turn, n });
  }

  function back() {
    const answer = document.querySelector(".aq-cite.aq-active") ?? document.querySelector("#aq-talk");
    answer.scrollIntoView({ block: "center", behavior: glide() });
    (answer.matches("a") ? answer : window.aq.box()).focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest?.(selector);
    const link = at(".aq-cite");
    const tab = at(".aq-panel [data-article]");
    if (link) {
      event.preventDefault();
      if (!tip.taps(event)) cite(link);
    } else if (tab) {
      const article = document.getElementById(tab.dataset.article);
      show(article, article.querySelector("mark.aq-active") ?? article.querySelector("mark") ?? article, "instant");
    } else if (at(".aq-back")) back();
    else if (at(".aq-close")) {
      document.body.classList.add("aq-alone");
      back();
    } else if (at(".aq-skip")) {
      event.preventDefault();
      document.body.classList.remove("aq-alone");
      (shownArticle()?.querySelector(".aq-body") ?? panel()).focus();
    } else if (at(".aq-fold > summary")) {
      const details = at(".aq-fold");
      if (details.open) unfolded.delete(details.id);
      else unfolded.add(details.id);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector(":popover-open:not(#aq-tip)")) return;
    if (tip.hide()) return;
    if (document.activeElement?.closest?.("#aq-panel")) {
      if (narrow.matches) return back();
      document.body.classList.add("aq-alone");
      back();
    } else if (document.querySelector(".aq-editing")) window.aq.act({ act: "leave" });
  });

  // The quote behind a number, shown beside it while it is pointed at, focused or tapped.
  const tip = (() => {
    const element = document.body.appendChild(document.createElement("div"));
    element.id = "aq-tip";
    element.popover = "manual";
    element.setAttribute("role", "tooltip");
    const [quote, by] = ["aq-tip-quote", "aq-tip-by"].map((name) => {
      const line = element.appendChild(document.createElement("p"));
      line.className = name;
      line.dir = "auto";
      return line;
    });
    let link = null;
    let timer = 0;
    let touched = false;

    function hide() {
      clearTimeout(timer);
      const shown = link !== null;
      link?.removeAttribute("aria-describedby");
      link = null;
      if (element.matches(":popover-open")) element.hidePopover();
      return shown;
    }

    function show(target) {
      hide();
      link = target;
      quote.textContent = target.dataset.quote;
      by.textContent = target.dataset.by + (touched ? " (tap again to read it there)" : "");
      element.showPopover();
      const [at, size] = [target.getBoundingClientRect(), element.getBoundingClientRect()];
      const left = Math.min(Math.max(8, at.left - 24), innerWidth - size.width - 8);
      const below = at.bottom + 8 + size.height < innerHeight;
      element.style.left = `${left}px`;
      element.style.top = `${below ? at.bottom + 8 : Math.max(8, at.top - size.height - 8)}px`;
      target.setAttribute("aria-describedby", element.id);
    }

    const over = (event) => event.target.closest?.(".aq-cite");
    document.addEventListener("pointerdown", (event) => {
      touched = event.pointerType === "touch";
      if (!over(event)) hide();
    });
    document.addEventListener("pointerover", (event) => {
      const target = over(event);
      if (event.pointerType !== "mouse" || !target) return;
      clearTimeout(timer);
      timer = setTimeout(() => show(target), 200);
    });
    document.addEventListener("pointerout", (event) => over(event) && event.pointerType === "mouse" && hide());
    document.addEventListener("focusin", (event) => {
      const target = over(event);
      if (target?.matches(":focus-visible")) show(target);
    });
    document.addEventListener("focusout", (event) => over(event) && hide());
    document.addEventListener("scroll", (event) => link && event.target !== element && hide(), true);

    // The first tap shows the quote, the next one opens its article.
    function taps(event) {
      const target = over(event);
      if (!touched || link === target) return void hide();
      show(target);
      return true;
    }
    return { hide, taps };
  })();

  // A new question goes to the top of the conversation, so that its answer is read from its beginning.
  function follow() {
    const turns = document.querySelectorAll("#aq-talk .aq-turn");
    const state = `${turns.length} ${document.querySelector(".aq-reading") !== null}`;
    if (state === followed) return;
    followed = state;
    if (state.endsWith("true")) window.aq.taken();
    if (!turns.length) unfolded.clear();
    const view = document.querySelector("#aq-talk");
    const last = turns[turns.length - 1];
    if (last) view.scrollTop += last.getBoundingClientRect().top - view.getBoundingClientRect().top;
  }

  new MutationObserver(() => {
    follow();
    const name = panel()?.dataset.open ?? "";
    if (name !== opened && (["", "said"].includes(name) || open(name, "instant"))) {
      opened = name;
      if (leading && name) bring();
    }
    paint();
  }).observe(document.body, { subtree: true, childList: true, attributeFilter: ["data-open", "open"] });
})();
