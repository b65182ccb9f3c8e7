// What this machine is, read from the operating system. Facts only: what they mean is the doctor's and the plan's.
import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { arch, cpus, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Host } from '../model/host.ts'

const run = promisify(execFile)

/** `version` is Tailrace's own. Where a fact cannot be had, the careful answer is given. */
export async function gatherHost(version: string): Promise<Host> {
  const usable = await usableCpus()
  return {
    platform: platform(),
    arch: arch(),
    kernel: release(),
    cpuModel: cpus()[0]?.model.trim() ?? 'unknown',
    cpus: usable,
    cores: await physicalCores(usable),
    memoryBytes: await memoryBytes(),
    nodeVersion: process.version,
    tailraceVersion: version,
    canPin: await canPin(usable),
    virtualised: await isVirtualised(),
    power: await powerSource('/sys/class/power_supply'),
  }
}

/** The CPUs this process may run on, which in a container or under taskset are fewer than the machine has. */
async function usableCpus(): Promise<number[]> {
  const status = await read('/proc/self/status')
  const list = /^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1]
  return list === undefined ? cpus().map((_, index) => index) : parseCpuList(list)
}

/** `0-3,8` as `[0, 1, 2, 3, 8]` (the kernel's list format, cpuset(7)). */
export function parseCpuList(text: string): number[] {
  return text
    .trim()
    .split(',')
    .filter((part) => part !== '')
    .flatMap((part) => {
      const [first = Number.NaN, last = first] = part.split('-').map(Number)
      return Array.from({ length: last - first + 1 }, (_, index) => first + index)
    })
}

/** Logical CPUs grouped by physical core (sysfs `core_cpus_list`); each its own core where nobody tells. */
async function physicalCores(usable: readonly number[]): Promise<number[][]> {
  const groups = new Map<string, number[]>()
  for (const cpu of usable) {
    const topology = `/sys/devices/system/cpu/cpu${cpu}/topology`
    const siblings =
      (await read(join(topology, 'core_cpus_list'))) || (await read(join(topology, 'thread_siblings_list')))
    const key = siblings.trim() || `alone-${cpu}`
    groups.set(key, [...(groups.get(key) ?? []), cpu])
  }
  return [...groups.values()]
}

/** The smaller of the machine's memory and this control group's limit (cgroup v2, then v1). */
async function memoryBytes(): Promise<number> {
  const limits = await Promise.all([
    read('/sys/fs/cgroup/memory.max'),
    read('/sys/fs/cgroup/memory/memory.limit_in_bytes'),
  ])
  const numbers = limits.map((text) => Number(text.trim() || Number.NaN)).filter((limit) => limit > 0)
  return Math.min(totalmem(), ...numbers)
}

/** By doing it: taskset may be there and still be forbidden. */
async function canPin(usable: readonly number[]): Promise<boolean> {
  const [first] = usable
  if (platform() !== 'linux' || first === undefined) return false
  return run('taskset', ['-c', String(first), 'true']).then(
    () => true,
    () => false,
  )
}

/** In a virtual machine or a container, where a neighbour may take the CPU away unseen. */
async function isVirtualised(): Promise<boolean> {
  if (platform() === 'linux') {
    const [info, product, groups, marker] = await Promise.all([
      read('/proc/cpuinfo'),
      read('/sys/class/dmi/id/product_name'),
      read('/proc/1/cgroup'),
      read('/proc/1/environ'),
    ])
    if (/^flags\s*:.*\bhypervisor\b/m.test(info)) return true
    if (/virtual|kvm|qemu|vmware|bochs|xen|hvm/i.test(product)) return true
    if (/docker|kubepods|containerd|lxc|libpod/.test(groups) || /(^|\0)container=/.test(marker)) return true
    return (await exists('/.dockerenv')) || (await exists('/run/.containerenv'))
  }
  if (platform() === 'darwin') {
    const told = await run('sysctl', ['-n', 'kern.hv_vmm_present']).catch(() => ({ stdout: '0' }))
    return told.stdout.trim() === '1'
  }
  return false
}

/** On battery, clocks and turbo differ. A desktop without any supply listed is `unknown`, not `mains`. */
export async function powerSource(folder: string): Promise<Host['power']> {
  if (platform() === 'darwin') {
    const told = await run('pmset', ['-g', 'batt']).catch(() => ({ stdout: '' }))
    if (told.stdout.includes("'AC Power'")) return 'mains'
    return told.stdout.includes("'Battery Power'") ? 'battery' : 'unknown'
  }
  const names = await readdir(folder).catch(() => [])
  const supplies = await Promise.all(
    names.map(async (name) => {
      const [type, online, status, scope] = await Promise.all(
        ['type', 'online', 'status', 'scope'].map((field) => read(join(folder, name, field))),
      )
      return { type: type?.trim(), online: online?.trim(), status: status?.trim(), scope: scope?.trim() }
    }),
  )
  // A mouse has a battery too; its scope is Device.
  const system = supplies.filter((supply) => supply.scope !== 'Device')
  if (system.some((supply) => supply.type !== 'Battery' && supply.online === '1')) return 'mains'
  const batteries = system.filter((supply) => supply.type === 'Battery')
  if (batteries.some((battery) => battery.status === 'Discharging')) return 'battery'
  return batteries.length > 0 && system.some((supply) => supply.online === '0') ? 'battery' : 'unknown'
}

async function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '')
}

async function exists(file: string): Promise<boolean> {
  return readFile(file).then(
    () => true,
    () => false,
  )
}
