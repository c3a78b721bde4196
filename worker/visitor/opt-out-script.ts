/**
 * What the opt-out page runs: it sends what was typed, as it was typed, for the Worker alone reads
 * numbers, and says what the Worker answered. As text, so that the page's policy can name its hash.
 */
export const optOutScript = `const form = document.forms[0], field = form.phone, said = document.querySelector("[role=status]");
const undo = form.querySelector("[type=button]"), headers = { "content-type": "application/json", "accept-language": document.documentElement.lang };
let token, timer;
const written = (phone) => phone.replace(/^\\+7(...)(...)(..)(..)$/, "+7\\u00a0$1\\u00a0$2\\u2011$3\\u2011$4");
function say(text, bad) {
  said.textContent = text;
  said.toggleAttribute("data-bad", bad);
  field.setAttribute("aria-invalid", String(bad));
}
function offer(next) {
  token = next;
  clearInterval(timer);
  undo.hidden = !next;
  if (!next) return;
  const endMs = Date.now() + 59_000;
  const count = () => {
    const leftS = Math.ceil((endMs - Date.now()) / 1000);
    undo.textContent = form.dataset.undo + " (" + leftS + ")";
    if (leftS <= 0) offer();
  };
  count();
  timer = setInterval(count, 1000);
}
async function ask() {
  const answer = await fetch("/v1/opt-outs", { method: "POST", headers, body: JSON.stringify({ phone: field.value }) });
  const body = await answer.json();
  if (answer.ok) {
    offer(body.undo);
    field.value = "";
    return say(form.dataset[body.state].replace("{phone}", written(body.phone)), false);
  }
  const words = { 422: body.detail, 429: form.dataset.often, 503: form.dataset.full };
  say(words[answer.status] ?? form.dataset.failed, true);
  if (answer.status === 422) field.focus();
}
async function takeBack() {
  const answer = await fetch("/v1/opt-outs/" + token, { method: "DELETE", headers });
  offer();
  say(answer.ok ? form.dataset.undone : form.dataset.late, !answer.ok);
  field.focus();
}
const orFail = (act) => act().catch(() => say(form.dataset.failed, true));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  offer();
  if (/\\d/.test(field.value)) return orFail(ask);
  say(form.dataset.invalid, true);
  field.focus();
});
undo.addEventListener("click", () => orFail(takeBack));`;
