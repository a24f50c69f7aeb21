// Buttons that copy the text of what `data-copies` names; without this file it is marked and copied by hand.
for (const button of document.querySelectorAll("[data-copies]")) {
  const before = button.innerHTML;
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.innerHTML = before; }, 2000);
  });
}
