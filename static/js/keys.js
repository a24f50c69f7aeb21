// Single keys, listed under "Keys" at the foot of every page, where they can be turned off. They are left alone where one
// writes or chooses, with any modifier, and while a window is open; focus moves with them, so that screen readers follow.
const list = document.getElementById("keys");
const WRITING = "input, textarea, select, [contenteditable], [role=textbox], [role=combobox], [role=listbox], [role=menu]";
const comments = () => [...document.querySelectorAll(".thread > .comment:not(.is-folded-away)")];
const isOff = () => { try { return localStorage.getItem("keys") === "off"; } catch { return false; } };

const here = () => {
  const focused = document.activeElement?.closest(".comment");
  if (focused) return focused;
  const target = document.querySelector(".comment:target");
  const isSeen = one => { const box = one.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight; };
  return target && isSeen(target) ? target : null;
};
const goTo = comment => {
  if (!comment) return false;
  comment.tabIndex = -1;
  comment.focus({ preventScroll: true });
  comment.scrollIntoView();
};
const turn = by => {
  const link = document.querySelector(`.thread-pages [rel=${by > 0 ? "next" : "prev"}]`);
  link?.focus();
  return !!link;
};
const step = by => {
  const all = comments();
  const at = all.indexOf(here());
  if (at >= 0) return all[at + by] ? goTo(all[at + by]) : turn(by);
  const below = all.findIndex(one => one.getBoundingClientRect().top >= 0);
  return goTo(by > 0 ? all[below] : all[(below < 0 ? all.length : below) - 1]);
};
const sibling = () => {
  const comment = here();
  const depth = Number(comment?.dataset.depth);
  let next = comment?.nextElementSibling;
  while (next && Number(next.dataset.depth) > depth) next = next.nextElementSibling;
  return goTo(next);
};
const parent = () => {
  const link = here()?.querySelector(".comment-head .comment-parent");
  if (!link) return false;
  link.click();
  if (link.hash && link.pathname === location.pathname) goTo(document.querySelector(link.hash));
};
const back = () => {
  const link = here()?.querySelector(".comment-offered a:not([hidden])");
  if (!link) return false;
  const to = document.querySelector(link.hash);
  link.click();
  goTo(to);
};
const foldHere = () => {
  const fold = here()?.querySelector(":scope > .fold");
  if (!fold) return false;
  fold.open = !fold.open;
  fold.dispatchEvent(new Event("toggle")); // the browser's own comes later than the next key may
};
const copyHere = () => {
  const comment = here();
  if (!comment || !navigator.clipboard) return false;
  comment.querySelector(".comment-at").click();
  comment.querySelector(".comment-offered button")?.click();
};
const search = () => {
  const box = document.querySelector("#q, input[name=q]");
  box?.focus();
  box?.select();
  return !!box;
};
const ACTIONS = {
  "/": search, "?": () => list.togglePopover?.() ?? list.scrollIntoView(),
  j: () => step(1), k: () => step(-1), n: sibling, p: parent, b: back, c: foldHere, y: copyHere,
};

document.addEventListener("keydown", event => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (isOff() || event.target.closest?.(WRITING)) return;
  const open = document.querySelector(":popover-open, dialog[open]");
  if (open && !(open === list && event.key === "?")) return;
  const act = Object.hasOwn(ACTIONS, event.key) && ACTIONS[event.key];
  if (act && act() !== false) event.preventDefault();
});
document.addEventListener("keydown", ({ key }) => { // what shows a comment's words beside an answer is let go
  if (key === "Escape") document.activeElement?.closest?.(".comment-parent")?.blur();
});

const toggle = list.querySelector("button.keys-toggle");
const tell = () => { toggle.textContent = isOff() ? toggle.dataset.on : toggle.dataset.off; };
toggle.hidden = false;
toggle.addEventListener("click", () => {
  try { isOff() ? localStorage.removeItem("keys") : localStorage.setItem("keys", "off"); } catch { /* nothing lasts here */ }
  tell();
});
tell();
