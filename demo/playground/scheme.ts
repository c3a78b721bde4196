/** Light, dark or as the system has it: the page's own `color-scheme`, which the button follows. */
for (const choice of document.querySelectorAll<HTMLInputElement>("input[name=scheme]"))
  choice.addEventListener("change", () => document.documentElement.style.setProperty("color-scheme", choice.value));
