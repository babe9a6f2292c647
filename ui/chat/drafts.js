// What is written so far takes the place of the answer. Only what changed is replaced: whoever points at a number,
// or has selected words, keeps them.
window.aq.drafted = (html) => {
  const shown = document.querySelector("#aq-talk .aq-draft");
  if (!shown || !html) return;
  const template = document.createElement("template");
  template.innerHTML = html;
  const part = (name, within) => [...within.children].find((child) => child.className === name);
  for (const name of ["aq-checked", "aq-unchecked", "aq-reading"]) {
    const [before, now] = [part(name, shown), part(name, template.content)];
    if (!before && now) part("aq-reading", shown).before(now);
    else if (before && !now) before.remove();
    else if (before && before.innerHTML !== now.innerHTML) before.replaceWith(now);
  }
  const said = document.querySelector("#aq-talk [role=status]");
  const words = part("aq-reading", shown).textContent;
  if (said && said.textContent !== words) said.textContent = words;
};
