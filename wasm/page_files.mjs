// The page's own files: from its server at first, and from memory once all is there that may still be needed, so that the page
// works without a network.

const IMPORTED = /(\bfrom ?|\bimport ?)(['"])(\.\/[^'"]+)\2/g; // as the modules of this page are written

export class PageFiles {
  constructor(base) {
    Object.assign(this, { base, blobs: new Map(), modules: new Map() });
  }

  address(name) {
    return new URL(name, this.base).href;
  }

  /// A file as it is on the server; rejects where it is missing.
  async fetched(name) {
    const answer = await fetch(this.address(name));
    if (!answer.ok) throw new Error(`${name} is missing beside this page`);
    return answer;
  }

  async blob(name) {
    return this.blobs.get(name) ?? (await this.fetched(name)).blob();
  }

  async json(name) {
    return JSON.parse(await (await this.blob(name)).text());
  }

  /// Starts a module as a worker of that name.
  start(module, name) {
    const address = this.address(module);
    return new Worker(this.modules.get(address) ?? address, { type: 'module', name });
  }

  /// Keeps files from now on.
  async keep(names) {
    await Promise.all(names.map(async (name) => this.blobs.set(name, await this.blob(name))));
  }

  /// Keeps a module with all that it imports, as addresses of the browser's memory. Relative imports have no meaning there,
  /// so these addresses are written into the modules that import.
  async keepModule(module) {
    const address = this.address(module);
    if (this.modules.has(address)) return this.modules.get(address);
    const text = await (await this.fetched(module)).text();
    const imported = new Map();
    for (const [, , , path] of text.matchAll(IMPORTED)) imported.set(path, await this.keepModule(new URL(path, address).href));
    const linked = text.replace(IMPORTED, (_, before, quote, path) => before + quote + imported.get(path) + quote);
    this.modules.set(address, URL.createObjectURL(new Blob([linked], { type: 'text/javascript' })));
    return this.modules.get(address);
  }
}
