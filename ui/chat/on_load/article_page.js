// What was opened or removed is brought before the user's eyes and to the keyboard's focus.
let left = null;
const confirming = (yes) => {
  element.querySelector(".aq-sure").hidden = !yes;
  element.querySelector("[data-remove]").setAttribute("aria-expanded", String(yes));
  element.querySelector(yes ? "[data-keep]" : "[data-remove]").focus();
};
element.addEventListener("click", (event) => {
  const to = (name) => event.target.closest(`[data-${name}]`);
  if (to("remove")) confirming(true);
  else if (to("keep")) confirming(false);
  else if (to("sure")) trigger("removed", { id: to("sure").dataset.sure });
  else if (to("back")) (left?.isConnected ? left : document.querySelector("#aq-shelf [data-open]"))?.focus();
});
element.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && element.querySelector(".aq-sure")?.hidden === false) confirming(false);
});
watch("value", () => {
  if (document.activeElement?.closest("#aq-shelf, #aq-adding")) left = document.activeElement;
  const first = element.querySelector("[tabindex='-1']");
  first?.focus({ preventScroll: true });
  element.querySelector(".aq-text")?.scrollTo(0, 0);
  if (matchMedia("(max-width: 860px)").matches) element.scrollIntoView({ block: "start" });
});
