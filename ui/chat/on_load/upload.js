// Every file is sent by itself, so that one that is too large keeps back no other.
const pick = element.querySelector("input");
const said = element.querySelector(".aq-sending");
let sending = false;
async function send(files) {
  if (sending || !files.length) return;
  sending = true;
  const arrived = [];
  for (const [number, file] of files.entries()) {
    said.textContent = `Uploading ${number + 1} of ${files.length}: ${file.name}`;
    if (file.size > pick.dataset.largest) arrived.push({ name: file.name, problem: "large" });
    else
      try {
        arrived.push({ name: file.name, path: (await upload(file)).path });
      } catch {
        arrived.push({ name: file.name, problem: "failed" });
      }
  }
  said.textContent = "";
  pick.value = "";
  sending = false;
  trigger("handed_in", { files: arrived });
}
pick.addEventListener("change", () => send([...pick.files]));
const zone = element.querySelector(".aq-drop");
for (const kind of ["dragenter", "dragover", "dragleave", "drop"])
  zone.addEventListener(kind, (event) => {
    event.preventDefault();
    zone.classList.toggle("aq-over", kind === "dragenter" || kind === "dragover");
    if (kind === "drop") send([...event.dataTransfer.files].slice(0, pick.multiple ? undefined : 1));
  });
