// Names the page's files in its service worker: make_service_worker.mjs TEMPLATE PAGE-FOLDER FILE...
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [template, folder, ...names] = process.argv.slice(2);
const digest = (content) => createHash('sha256').update(content).digest('base64');
const files = JSON.stringify(Object.fromEntries(names.sort().map((name) => [name, `sha256-${digest(readFileSync(join(folder, name)))}`])), null, 1);
const made = readFileSync(template, 'utf8').replace('const FILES = {};', () => `const FILES = ${files};`)
  .replace("const VERSION = '';", () => `const VERSION = '${digest(files)}';`);
writeFileSync(join(folder, 'service_worker.js'), made);
