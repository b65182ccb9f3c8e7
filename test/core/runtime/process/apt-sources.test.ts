// Deriving a private source from the machine's own apt mirror.
import { describe, expect, it } from 'vitest'
import {
  debSrcStanza,
  ownMirror,
  parseDeb822,
  parseOneLine,
  parsePrintedUris,
} from '../../../../src/core/runtime/process/apt-sources.ts'

const deb822 = `Types: deb
# a comment inside a stanza
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb deb-src
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main

Types: deb
URIs: https://off.example/debian
Suites: bookworm
Components: main
Enabled: no
`

describe('apt sources', () => {
  it('are read from deb822 files, without those that are switched off', () => {
    expect(parseDeb822(deb822)).toEqual([
      {
        uris: ['http://mirror.example/debian'],
        suites: ['bookworm', 'bookworm-updates'],
        components: ['main', 'contrib'],
        signedBy: '/usr/share/keyrings/debian-archive-keyring.gpg',
      },
      {
        uris: ['http://mirror.example/debian-security'],
        suites: ['bookworm-security'],
        components: ['main'],
        signedBy: null,
      },
    ])
  })

  it('keep an inline key as it is written', () => {
    const key = ' -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mDMEY865\n -----END PGP PUBLIC KEY BLOCK-----'
    const text = `Types: deb\nURIs: http://a.example\nSuites: trixie\nComponents: main\nSigned-By:\n${key}\n`
    const [source] = parseDeb822(text)
    expect(source?.signedBy).toBe(`\n${key}`)
    expect(source && debSrcStanza(source, 'forky')).toContain(`Signed-By:\n${key}\n`)
  })

  it('are read from one-line files, with options and comments', () => {
    const text = [
      '# deb http://no.example/debian trixie main',
      'deb [arch=amd64 signed-by=/etc/apt/k.gpg] http://a.example/debian trixie main contrib # ours',
      'deb-src http://a.example/debian trixie main',
      'deb http://b.example/ubuntu noble main universe',
    ].join('\n')
    expect(parseOneLine(text)).toEqual([
      {
        uris: ['http://a.example/debian'],
        suites: ['trixie'],
        components: ['main', 'contrib'],
        signedBy: '/etc/apt/k.gpg',
      },
      {
        uris: ['http://b.example/ubuntu'],
        suites: ['noble'],
        components: ['main', 'universe'],
        signedBy: null,
      },
    ])
  })
})

describe('the own mirror', () => {
  it('is the one that carries the release the machine runs, not an add-on archive', () => {
    const others = parseOneLine(
      'deb https://packages.example/apt cloud-sdk-bookworm main\ndeb https://deb.example nodistro main',
    )
    const found = ownMirror([...others, ...parseDeb822(deb822)], 'bookworm')
    expect(found?.uris).toEqual(['http://mirror.example/debian'])
  })

  it('is found under a moving name too, and is null where there is none', () => {
    expect(ownMirror(parseOneLine('deb http://a.example/debian stable main'), 'trixie')?.suites).toEqual([
      'stable',
    ])
    expect(ownMirror(parseOneLine('deb http://a.example/x something main'), 'trixie')).toBeNull()
  })

  it('gives a stanza of source packages from free components only', () => {
    const [mirror] = parseDeb822(deb822)
    expect(mirror && debSrcStanza(mirror, 'forky')).toBe(
      'Types: deb-src\nURIs: http://mirror.example/debian\nSuites: forky\nComponents: main\n' +
        'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n',
    )
  })
})

describe('printed addresses', () => {
  const sha256 = '1e66a7945a48390ee4c2a4268a0e4185884059a13c4aab6d148aa208deea4a76'

  it('give address, name, size and SHA-256', () => {
    const output = `Need to get 23 MB\n'http://m.example/p/a_1.orig.tar.xz' a_1.orig.tar.xz 23160540 SHA256:${sha256}\n`
    expect(parsePrintedUris(output)).toEqual([
      { url: 'http://m.example/p/a_1.orig.tar.xz', fileName: 'a_1.orig.tar.xz', bytes: 23_160_540, sha256 },
    ])
  })

  it('are not taken with a weaker hash', () => {
    expect(parsePrintedUris("'http://m.example/a' a 12 MD5Sum:d41d8cd98f00b204e9800998ecf8427e")).toEqual([])
  })
})
