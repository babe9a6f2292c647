// An action is dispatched as an event in the page; gradio makes it an event of this part.
document.addEventListener("aq-act", (event) => trigger("act", event.detail));
document.addEventListener("aq-again", (event) => trigger("again", event.detail));
