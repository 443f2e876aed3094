// The keys go to the terminal from the start, and again when the window comes back.
function focusTerminal() {
  const field = document.querySelector(".xterm-helper-textarea");
  if (field) {
    field.focus();
  }
}
window.addEventListener("load", () => setTimeout(focusTerminal, 0));
window.addEventListener("focus", focusTerminal);
