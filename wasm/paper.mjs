// What pages to print are made of. One is in the document from just before the browser prints until it has printed.

export function element(tag, content, name) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (Array.isArray(content)) made.append(...content);
  else made.textContent = content;
  return made;
}

/// A name among other words; it may be written from the right.
export const named = (name) => element('bdi', name);

export const list = (lines) => element('ul', lines.map((line) => element('li', line)));

export function table(head, rows, name) {
  const cells = (tag, texts) => element('tr', texts.map((text) => element(tag, text)));
  return element('table', [element('thead', [cells('th', head)]), element('tbody', rows.map((row) => cells('td', row)))], name);
}

/// The page, in place of another; browsers propose `title` as the name of a PDF. Returns it.
export function show(title, content, name) {
  hide();
  const page = element('article', content, name);
  page.id = 'summary';
  page.dataset.title = document.title;
  document.title = title;
  document.body.append(page);
  return page;
}

export function hide() {
  const page = document.getElementById('summary');
  if (!page) return;
  document.title = page.dataset.title;
  page.remove();
}
