() => {
  // What the sources panel shows. The server names the first quote of a new answer in data-open;
  // everything else follows the reader's clicks. The keyboard focus is never moved.
  const narrow = matchMedia("(max-width: 860px)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const glide = () => (still.matches ? "instant" : "smooth");
  let opened = ""; // what data-open said last
  let current = ""; // the quote that is marked as the active one
  let followed = ""; // the state of the conversation that was last scrolled to

  const panel = () => document.querySelector(".aq-panel");

  function show(article, target, behavior) {
    const moved = article.hidden;
    for (const other of panel().querySelectorAll("article")) other.hidden = other !== article;
    for (const tab of panel().querySelectorAll("[data-article]"))
      tab.setAttribute("aria-pressed", String(tab.dataset.article === article.id));
    const body = article.querySelector(".aq-body");
    const view = body.getBoundingClientRect();
    const top = body.scrollTop + target.getBoundingClientRect().top - view.top - view.height / 4;
    body.scrollTo({ top, behavior: moved ? "instant" : behavior });
  }

  function open(name, behavior) {
    const article = document.getElementById(name)?.closest(".aq-panel article");
    if (!article) return false;
    current = name;
    for (const mark of panel().querySelectorAll("mark"))
      mark.classList.toggle("aq-active", mark.dataset.cites.split(" ").includes(name));
    markLinks();
    show(article, article.querySelector("mark.aq-active") ?? article, behavior);
    return true;
  }

  function markLinks() {
    for (const link of document.querySelectorAll(".aq-cite"))
      link.classList.toggle("aq-active", link.getAttribute("href") === "#" + current);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#cite-"]');
    const tab = event.target.closest?.(".aq-panel [data-article]");
    if (link) {
      event.preventDefault();
      if (open(link.getAttribute("href").slice(1), glide()) && narrow.matches)
        panel().scrollIntoView({ block: "start", behavior: glide() });
    } else if (tab) {
      const article = document.getElementById(tab.dataset.article);
      show(article, article.querySelector("mark.aq-active") ?? article.querySelector("mark") ?? article, "instant");
    } else if (event.target.closest?.(".aq-back")) {
      const answer = document.querySelector(".aq-cite.aq-active") ?? document.querySelector("#aq-conversation");
      answer.scrollIntoView({ block: "center", behavior: glide() });
    }
  });

  // Gradio names each message by its source text; a screen reader should hear who speaks.
  function nameSpeakers() {
    for (const [who, name] of [["user", "You asked"], ["bot", "Answer"]])
      for (const message of document.querySelectorAll(`#aq-chat [data-testid="${who}"]`))
        if (message.getAttribute("aria-label") !== name) message.setAttribute("aria-label", name);
  }

  // A new question goes to the top of the conversation, so that its answer is read from its beginning.
  function follow() {
    const questions = document.querySelectorAll("#aq-chat .user-row");
    const state = `${questions.length} ${document.querySelector(".aq-reading") !== null}`;
    if (state === followed) return;
    followed = state;
    const last = questions[questions.length - 1];
    const view = last?.closest(".panel-wrap");
    view?.scrollTo({ top: view.scrollTop + last.getBoundingClientRect().top - view.getBoundingClientRect().top });
  }

  new MutationObserver(() => {
    nameSpeakers();
    follow();
    const name = panel()?.dataset.open ?? "";
    if (name !== opened && (name === "" || open(name, "instant"))) opened = name;
    markLinks();
  }).observe(document.body, { subtree: true, childList: true, attributeFilter: ["data-open"] });
}
