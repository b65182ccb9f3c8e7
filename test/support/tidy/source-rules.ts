// Rules about one TypeScript file that the linter does not have or should not be able to wave through. Pure: a file in,
// sentences out.
import { Visitor } from 'vite'
import type { SourceFile } from './source-file.ts'

const maxLines = 250
const maxFunctionLines = 70

export type Rule = (file: SourceFile) => string[]

/** A file opens by saying what it is for. */
export const headerComment: Rule = ({ path, text }) =>
  /^(#!.*\n)?\/\//.test(text) ? [] : [`${path}: the first line says in a comment what the file is for`]

export const fileLength: Rule = ({ path, lines }) => lengthProblems(path, lines.length - 1)

export const functionLength: Rule = ({ path, program, lineOf }) => {
  const problems: string[] = []
  const check = ({ start, end }: { start: number; end: number }) => {
    const first = lineOf(start)
    const count = lineOf(end) - first + 1
    if (count > maxFunctionLines) {
      problems.push(`${path}:${first}: a function of ${count} lines; ${maxFunctionLines} at most`)
    }
  }
  new Visitor({
    FunctionDeclaration: check,
    FunctionExpression: check,
    ArrowFunctionExpression: check,
  }).visit(program)
  return problems
}

/** Types are proved, not asserted: no `!`, no `any`, no comment that switches the compiler off. */
export const honestTypes: Rule = ({ path, program, comments, lineOf }) => {
  const problems: string[] = []
  const report = (what: string) => (node: { start: number }) => {
    problems.push(`${path}:${lineOf(node.start)}: ${what}`)
  }
  new Visitor({
    TSNonNullExpression: report('`!` hides a null; handle it'),
    TSAnyKeyword: report('`any` switches the types off; use `unknown` and parse'),
  }).visit(program)
  for (const comment of comments) {
    if (/@ts-(ignore|nocheck|expect-error)/.test(comment.value)) report('@ts- comment')(comment)
  }
  return problems
}

/** What is not finished is not merged. */
export const finished: Rule = ({ path, text, lineOf }) => {
  // Pieced together, so that this file does not break its own rule.
  const words = new RegExp(
    `\\b(${['TO', 'FIX', 'X'].join('|')})(DO|ME|XX)\\b|${['coming', 'soon'].join(' ')}`,
    'g',
  )
  return [...text.matchAll(words)].map((match) => `${path}:${lineOf(match.index)}: "${match[0]}"`)
}

/** Every test runs, unless this machine lacks something (test/support/requirements.ts) or the test says why. */
export const testsRun: Rule = ({ path, program, lineOf }) => {
  const problems: string[] = []
  new Visitor({
    CallExpression: (node) => {
      const { callee } = node
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return
      if (callee.object.type !== 'Identifier') return
      const { name } = callee.property
      const suite = /^(it|test|describe|suite)$/.test(callee.object.name)
      const stops = ['only', 'skip', 'todo', 'fails', 'skipIf', 'runIf'].includes(name)
      const bare =
        /^(context|ctx|t)$/.test(callee.object.name) && name === 'skip' && node.arguments.length === 0
      if ((suite && stops) || bare) {
        problems.push(`${path}:${lineOf(node.start)}: .${name} without a reason; use describeWith or itWith`)
      }
    },
  }).visit(program)
  return problems
}

/** Core has no console: what it has to say goes through the contract. */
export const noConsole: Rule = ({ path, program, lineOf }) =>
  membersOf(program, 'console').map((at) => `${path}:${lineOf(at)}: console; report through the contract`)

/** Electron's raw channels are touched in one file each, so that the contract is the only way across. */
export function rawChannelProblems(files: readonly SourceFile[]): string[] {
  return ['ipcMain', 'ipcRenderer'].flatMap((name) => {
    const users = files.filter(({ program }) => membersOf(program, name).length > 0).map(({ path }) => path)
    return users.length <= 1 ? [] : [`${name} is used in more than one file: ${users.join(', ')}`]
  })
}

/** Length rule for files of any language. */
export function lengthProblems(path: string, lineCount: number): string[] {
  return lineCount > maxLines ? [`${path}: ${lineCount} lines; ${maxLines} at most`] : []
}

function membersOf(program: SourceFile['program'], object: string): number[] {
  const found: number[] = []
  new Visitor({
    MemberExpression: (node) => {
      if (node.object.type === 'Identifier' && node.object.name === object) found.push(node.start)
    },
  }).visit(program)
  return found
}
