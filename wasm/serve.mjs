// Serves a folder on 127.0.0.1 and prints the address: serve.mjs FOLDER [PORT]. Nothing outside the folder is served.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';

const folder = resolve(process.argv[2]);
const port = Number(process.argv[3] ?? 8080);
const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.toml': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

function serve(request, response) {
  const path = normalize(decodeURIComponent(new URL(request.url, 'http://127.0.0.1').pathname));
  const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
  const found = file.startsWith(folder) && statSync(file, { throwIfNoEntry: false });
  if (!found || !found.isFile()) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('There is no such file here.\n');
    return;
  }
  response.writeHead(200, {
    'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    'Content-Length': found.size,
    'Cache-Control': 'no-cache',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  });
  createReadStream(file).pipe(response);
}

const server = createServer((request, response) => {
  try {
    serve(request, response);
  } catch {
    response.writeHead(400, { 'Content-Type': 'text/plain' }).end('That is no address.\n');
  }
});
server.on('error', (error) => {
  console.error(error.code === 'EADDRINUSE' ? `tools/view: port ${port} is taken; name another one` : error.message);
  process.exit(1);
});
server.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`));
