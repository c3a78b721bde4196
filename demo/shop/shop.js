/** The page's only script of its own: copying the snippets and the number to try. */
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(source.textContent.trim());
    const label = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = label), 1500);
  });
}

// A window of its own: phones are then at hand beside a dialog that covers this page.
const apart = document.getElementById("phones-apart");
apart?.addEventListener("click", (event) => {
  event.preventDefault();
  window.open(apart.href, "phones", "popup,width=430,height=820");
});
