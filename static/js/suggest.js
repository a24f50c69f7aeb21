// Suggestions beneath a search box while one types: a combobox with a list, by the WAI-ARIA Authoring Practices.
// Without this file the box is a box. Nothing is asked before somebody types, nor for what was asked already.
const WAIT = 150; // milliseconds after the last key
const MOST_KEPT = 50;
const words = document.querySelector("script[data-suggestions]").dataset;
const kept = new Map();

const answerTo = async (address, typed, signal) => {
  if (kept.has(typed)) return kept.get(typed);
  const answer = await fetch(`${address}?${new URLSearchParams({ q: typed })}`, { signal });
  if (!answer.ok) return [];
  const { suggestions } = await answer.json();
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(typed, suggestions);
  return suggestions;
};

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const assist = (box, number) => {
  const form = box.form;
  const list = element("ul", { className: "suggestions", id: `suggestions-${number}`, hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.suggestions);
  const told = element("p", { className: "vh" });
  told.setAttribute("role", "status");
  form.append(list, told);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-expanded", "false");
  box.setAttribute("aria-controls", list.id);

  let shown = [];
  let active = -1;
  let timer = 0;
  let asking = null;

  const activate = (at) => {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = at;
    const option = list.children[active];
    if (!option) return box.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", option.id);
  };

  const close = () => {
    clearTimeout(timer);
    asking?.abort();
    activate(-1);
    list.hidden = true;
    told.textContent = "";
    box.setAttribute("aria-expanded", "false");
  };

  const optionOf = ({ label, says }, at) => {
    const option = element("li", { id: `${list.id}-${at}` },
      element("bdi", { className: "label", textContent: label }),
      element("span", { className: "says", textContent: says }));
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    return option;
  };

  const open = (suggestions) => {
    shown = suggestions;
    list.replaceChildren(...shown.map(optionOf));
    activate(-1);
    list.hidden = !shown.length;
    box.setAttribute("aria-expanded", String(shown.length > 0));
    told.textContent = shown.length ? words.count.replace("%n", shown.length) : words.none;
  };

  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    const typed = box.value;
    try {
      const suggestions = await answerTo(form.dataset.suggest, typed, signal);
      if (!signal.aborted && typed === box.value) open(suggestions);
    } catch {
      if (!signal.aborted) close(); // no answer, or none of ours: signed out meanwhile
    }
  };

  // A title leads to its article; all else is written into the box, to be gone on with.
  const take = ({ text, url }) => {
    close();
    if (url) return location.assign(url);
    box.value = text.endsWith(":") ? text : `${text} `;
    box.focus();
    if (text.endsWith(":")) ask();
  };

  box.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.isComposing) return;
    if (!box.value.trim() || box.selectionEnd < box.value.length) return close();
    timer = setTimeout(ask, WAIT);
  });
  box.addEventListener("compositionend", () => box.dispatchEvent(new Event("input")));
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    const last = shown.length - 1;
    if (event.key === "ArrowDown") activate(active < last ? active + 1 : -1);
    else if (event.key === "ArrowUp") activate(active < 0 ? last : active - 1);
    else if (event.key === "Enter" && active >= 0) take(shown[active]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", ({ target }) => {
    const at = [...list.children].indexOf(target.closest("li"));
    if (at >= 0) take(shown[at]);
  });
};

document.querySelectorAll("form[data-suggest] input[name=q]").forEach(assist);
