element.addEventListener("click", (event) => {
  const to = (name) => event.target.closest(`[data-${name}]`);
  if (to("open")) {
    for (const other of document.querySelectorAll("#aq-shelf [data-open]"))
      other.setAttribute("aria-current", String(other.dataset.open === to("open").dataset.open));
    trigger("opened", { id: to("open").dataset.open });
  } else if (to("page")) trigger("turned", { page: Number(to("page").dataset.page) });
  else if (to("samples")) {
    to("samples").disabled = true;
    trigger("samples", {});
  }
});
