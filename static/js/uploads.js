// Files and folders dropped on an upload form, and what was chosen told before it is sent.
// Without this file both fields still work: one takes files, the other a folder.
const form = document.querySelector("[data-upload]");
const drop = form.querySelector("[data-drop]");
const told = form.querySelector("[data-chosen]");
const [fileField, folderField] = form.querySelectorAll("input[type=file]");
const mostBytes = Number(form.dataset.mostBytes);
const mostFiles = Number(form.dataset.mostFiles);

const language = `${document.documentElement.lang}-u-nu-latn`;
const plural = new Intl.PluralRules(language);
const filesByPlural = JSON.parse(form.dataset.files);

// A message of the template's with its {names} filled in.
const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

const sized = (bytes) => {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  return `${(bytes / 1e6).toLocaleString(language, { maximumFractionDigits: 1 })} MB`;
};

const tell = () => {
  const files = [...fileField.files, ...folderField.files];
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const isTooMuch = bytes > mostBytes || files.length > mostFiles;
  const words = filesByPlural[plural.select(files.length)];
  const chosen = filled(words, { count: files.length.toLocaleString(language), size: sized(bytes) });
  told.textContent = isTooMuch ? filled(form.dataset.tooMuch, { chosen }) : chosen;
  told.classList.toggle("is-too-much", isTooMuch);
  told.hidden = files.length === 0;
  form.querySelector("button").disabled = isTooMuch;
};

// A folder gives its entries by the hundred, until it gives none.
const entriesOf = async (folder) => {
  const reader = folder.createReader();
  const all = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return all;
    all.push(...some);
  }
};

// A file of a folder is named by its path: that is how a folder field sends it too.
const collect = async (entry, into) => {
  if (into.items.length > mostFiles) return;
  if (entry.isDirectory) {
    for (const inner of await entriesOf(entry)) await collect(inner, into);
  } else {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    into.items.add(new File([file], entry.fullPath.replace(/^\//, ""), { type: file.type }));
  }
};

drop.addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.classList.add("is-over");
});
drop.addEventListener("dragleave", (event) => {
  if (!drop.contains(event.relatedTarget)) drop.classList.remove("is-over");
});
drop.addEventListener("drop", async (event) => {
  event.preventDefault();
  drop.classList.remove("is-over");
  // The list is emptied when the event is over, so all entries are asked for at once.
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
  const files = new DataTransfer();
  for (const file of fileField.files) files.items.add(file);
  try {
    for (const entry of entries) await collect(entry, files);
  } catch (error) {
    told.textContent = filled(form.dataset.unread, { why: error.message });
    told.hidden = false;
    return;
  }
  fileField.files = files.files;
  tell();
});
form.addEventListener("change", tell);
form.querySelector("[data-drop-hint]").hidden = false;
tell(); // of what was chosen before this file came, or before one went back
