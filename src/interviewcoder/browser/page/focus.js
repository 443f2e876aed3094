// The keys go to the terminal as soon as the app writes, and again when the window comes back. The app takes itself for
// left until it hears of the focus, so that has to be told once the connection is there.
function focusTerminal() {
  const field = document.querySelector(".xterm-helper-textarea");
  if (field) {
    field.blur();
    field.focus();
  }
}
window.addEventListener("load", () => {
  const watching = new MutationObserver(() => {
    if (document.body.classList.contains("-first-byte")) {
      watching.disconnect();
      focusTerminal();
    }
  });
  watching.observe(document.body, { attributes: true, attributeFilter: ["class"] });
});
window.addEventListener("focus", focusTerminal);
