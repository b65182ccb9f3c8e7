// A source file as the tidy rules see it: its syntax tree, its comments and what it imports. Knows no rule.
import { posix } from 'node:path'
import { parseSync, Visitor } from 'vite'

export interface Import {
  /** the path from the repository's root for a relative import, else the specifier as written */
  target: string
  relative: boolean
  /** erased before the program runs */
  typeOnly: boolean
  line: number
}

type Parsed = ReturnType<typeof parseSync>

export interface SourceFile {
  path: string
  text: string
  lines: readonly string[]
  program: Parsed['program']
  comments: Parsed['comments']
  imports: readonly Import[]
  lineOf(offset: number): number
}

/** @param path from the repository's root, with forward slashes */
export function parseSource(path: string, text: string): SourceFile {
  const { program, comments, errors } = parseSync(path, text)
  const [error] = errors
  if (error !== undefined) throw new Error(`${path} cannot be parsed: ${error.message}`)
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length
  const lines = text.split('\n')
  return { path, text, lines, program, comments, imports: findImports(path, program, lineOf), lineOf }
}

function findImports(path: string, program: Parsed['program'], lineOf: (offset: number) => number): Import[] {
  const found: Import[] = []
  const add = (specifier: string, typeOnly: boolean, offset: number) => {
    const relative = specifier.startsWith('.')
    const target = relative ? posix.join(posix.dirname(path), specifier) : specifier
    found.push({ target, relative, typeOnly, line: lineOf(offset) })
  }
  new Visitor({
    ImportDeclaration: (node) => add(node.source.value, node.importKind === 'type', node.start),
    ExportAllDeclaration: (node) => add(node.source.value, node.exportKind === 'type', node.start),
    ExportNamedDeclaration: (node) => {
      if (node.source !== null) add(node.source.value, node.exportKind === 'type', node.start)
    },
    ImportExpression: (node) => {
      // What cannot be read here cannot be checked, so the rules get a target that no room allows.
      const { source } = node
      const specifier = source.type === 'Literal' && typeof source.value === 'string' ? source.value : null
      add(specifier ?? '<computed>', false, node.start)
    },
    TSImportType: (node) => add(node.source.value, true, node.start),
  }).visit(program)
  return found
}
