// Called by Maven. Builds or tests the pages only when their inputs have changed since the last success,
// so that a Java-only build costs nothing here.
//   node build.mjs build|test TARGET_DIR [true: leave the tests out]
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const here = dirname(fileURLToPath(import.meta.url))
const [task, target, leaveOut] = process.argv.slice(2)

function files(path) {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path).sort().flatMap(name => files(join(path, name)))
}

function digest(...paths) {
  const hash = createHash('sha256').update(process.version)
  for (const path of paths.map(p => join(here, p)).filter(existsSync).flatMap(files)) {
    hash.update(path.slice(here.length)).update('\0').update(readFileSync(path))
  }
  return hash.digest('hex')
}

const unchanged = (stamp, value) => existsSync(stamp) && readFileSync(stamp, 'utf8') === value
const npm = (...args) => execFileSync('npm', args, { cwd: here, stdio: 'inherit', shell: process.platform === 'win32' })

function install() {
  const stamp = join(here, 'node_modules', '.cloudfilm-lock')
  const lock = digest('package.json', 'package-lock.json', '.npmrc')
  if (unchanged(stamp, lock)) return
  npm('ci', '--prefer-offline')
  writeFileSync(stamp, lock)
}

// Compressed once here, so that the server only has to send.
function compress(folder) {
  for (const file of files(folder).filter(name => /\.(js|css|svg|wasm)$/.test(name))) {
    const content = readFileSync(file)
    if (content.length < 1024) continue
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }))
    writeFileSync(`${file}.br`, brotliCompressSync(content))
  }
}

if (task === 'test' && leaveOut === 'true') process.exit(0)
const stamp = join(target, `web-${task}.inputs`)
const inputs = digest('build.mjs', 'package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts', 'index.html', 'public', 'src')
const present = task !== 'build' || existsSync(join(target, 'classes', 'static', 'index.html'))
if (present && unchanged(stamp, inputs)) process.exit(0)
install()
npm('run', '--silent', task)
if (task === 'build') compress(join(target, 'classes', 'static', 'assets'))
mkdirSync(target, { recursive: true })
writeFileSync(stamp, inputs)
