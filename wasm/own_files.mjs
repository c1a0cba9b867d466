// An athlete's own files as they are dropped, chosen or, for the demonstration, fetched: { file, name, given }, where `given` is
// what the user named and what was found in a folder is not. The files stay where they are until a worker reads them.

const BEGIN = 1 << 16; // bytes that tell what a file is
const byName = (a, b) => (a.name < b.name ? -1 : 1);

/// All of what an entry of a drop holds; hidden files of a folder are left out.
async function filesIn(entry, folder) {
  const name = folder + entry.name;
  if (entry.isFile) return [{ file: await new Promise((take, fail) => entry.file(take, fail)), name, given: folder === '' }];
  const reader = entry.createReader();
  const inside = [];
  for (;;) {
    const some = await new Promise((take, fail) => reader.readEntries(take, fail)); // a hundred at a time
    if (some.length === 0) break;
    inside.push(...some);
  }
  const seen = inside.filter((one) => !one.name.startsWith('.')).sort(byName);
  return (await Promise.all(seen.map((one) => filesIn(one, `${name}/`)))).flat();
}

/// What was dropped; call it while the event is handled.
export async function droppedFiles(transfer) {
  const alone = (file) => [{ file, name: file.name, given: true }];
  const items = [...transfer.items].filter((item) => item.kind === 'file').map((item) => [item.webkitGetAsEntry?.(), item.getAsFile()]);
  const all = await Promise.all(items.map(([entry, file]) => (entry?.isDirectory ? filesIn(entry, '') : alone(file))));
  return all.flat();
}

/// What was chosen, alone or as a folder.
export function chosenFiles(list) {
  const hidden = (name) => name.split('/').some((part) => part.startsWith('.'));
  return [...list]
    .map((file) => ({ file, name: file.webkitRelativePath || file.name, given: !file.webkitRelativePath }))
    .filter(({ name, given }) => given || !hidden(name));
}

/// `tells(name, bytes)`: whether a file that begins so is one of an athlete's own.
export async function holdsOwnFiles(files, tells) {
  if (files.some(({ given }) => !given)) return true;
  for (const { file } of files) {
    if (tells(file.name, new Uint8Array(await file.slice(0, BEGIN).arrayBuffer()))) return true;
  }
  return false;
}

/// The demonstration's files, of the page's own.
export async function demonstrationFiles(files) {
  const names = await demonstrationNames(files);
  return Promise.all(names.map(async (name) => {
    const file = new File([await files.blob(`exports/${name}`)], name);
    return { file, name: `kim/${name}`, given: false };
  }));
}

export const demonstrationNames = (files) => files.json('exports/files.json');
