import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const server = process.env['CLOUDFILM_URL'] ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: '../target/classes/static',
    emptyOutDir: true,
    target: 'es2020',
    // Inlined assets would need data: in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The notices that the licences of what is bundled ask for travel with it.
    license: { fileName: 'assets/licenses.txt' },
  },
  server: {
    host: '127.0.0.1',
    // changeOrigin stays off: the issuer must see the pages' own origin for its redirects.
    proxy: Object.fromEntries(
      ['/api', '/fhir', '/dicom-web', '/shl', '/oauth2', '/login', '/.well-known'].map(path => [path, server])),
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
})
